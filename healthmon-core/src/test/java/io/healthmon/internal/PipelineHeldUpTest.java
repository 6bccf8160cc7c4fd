package io.healthmon.internal;

import static io.healthmon.internal.ManualChecks.target;
import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthStatus;
import io.healthmon.HealthTarget;
import io.healthmon.check.Observation;
import io.healthmon.internal.FlakyStore.Mood;
import io.healthmon.store.GapReader.GapQuery;
import io.healthmon.store.StoredGap;
import io.healthmon.store.StoredGap.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks that say nothing of their service, by the monitor's own fault: each is in a gap, and none opens an alert. */
class PipelineHeldUpTest {

    private static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final HealthTarget SERVICE = target("a").build();

    private final HeldUp hearing = new HeldUp();

    /** The service answers at once, always; while the monitor is held up, it hears nothing. */
    private PipelineHarness.Setup deaf(PipelineHarness.Setup setup) {
        ManualChecks checks = new ManualChecks();
        checks.behave(
                "a",
                request -> hearing.isHeld()
                        ? new CompletableFuture<>()
                        : CompletableFuture.completedFuture(checks.observation("a", HealthStatus.HEALTHY)));
        return setup.checks(checks).hearing(hearing);
    }

    /** So that the next check is under way, and the monitor held up until after its end. */
    private void holdUpFor(PipelineHarness monitor, int checks) {
        int before = monitor.checks.started("a");
        hearing.hold();
        for (int i = 0; monitor.checks.started("a") < before + checks; i++) {
            assertThat(i).as("seconds until the next check").isLessThan(100 * checks);
            monitor.advance(Duration.ofSeconds(1));
        }
        monitor.advance(SERVICE.schedule().timeout());
        hearing.letGo();
    }

    private static List<StoredGap> gaps(PipelineHarness monitor) {
        monitor.flush();
        return monitor.store.gaps(new GapQuery(Optional.of("a"), Instant.EPOCH, 10));
    }

    /** A check is a row, or in a gap, and nothing is both. */
    private static void assertEachCheckIsARowOrInAGap(PipelineHarness monitor) {
        long missing = gaps(monitor).stream().mapToLong(StoredGap::checks).sum();
        assertThat(monitor.store.log("a").size() + missing).isEqualTo(monitor.checks.started("a"));
    }

    @Test
    void firstChecks_ofAMonitorThatIsHeldUp_areAGapAndOpenNoAlert() {
        PipelineHarness monitor = deaf(PipelineHarness.setup()).start(SERVICE);
        holdUpFor(monitor, 2);

        assertThat(monitor.state("a").lastCheck()).isEmpty();
        assertThat(gaps(monitor)).hasSize(2).allSatisfy(gap -> {
            assertThat(gap.kind()).isEqualTo(Kind.HELD_UP);
            assertThat(gap.checks()).isEqualTo(1);
            assertThat(gap.from()).isEqualTo(gap.to());
        });

        monitor.advance(INTERVAL.multipliedBy(2));
        assertThat(monitor.store.alertsOf("a")).isEmpty();
        assertThat(monitor.state("a").status()).isEqualTo(HealthStatus.HEALTHY);
        assertEachCheckIsARowOrInAGap(monitor);
    }

    @Test
    void monitorThatIsHeldUp_countsNeitherWay() {
        PipelineHarness monitor = deaf(PipelineHarness.setup()).start(SERVICE);
        monitor.advance(INTERVAL.multipliedBy(3));
        int streak = monitor.state("a").recoveryStreak();

        holdUpFor(monitor, 1);

        assertThat(monitor.state("a").recoveryStreak()).isEqualTo(streak);
        assertThat(monitor.state("a").failureStreak()).isZero();
        assertEachCheckIsARowOrInAGap(monitor);
    }

    @Test
    void readers_seeWhatWasMissed_untilTheNextCheckThatFindsSomething() {
        PipelineHarness monitor = deaf(PipelineHarness.setup()).start(SERVICE);
        monitor.advance(INTERVAL.multipliedBy(2));
        holdUpFor(monitor, 2);

        assertThat(monitor.pipeline.states().service("a").orElseThrow().missed())
                .hasValueSatisfying(missed -> {
                    assertThat(missed.kind()).isEqualTo(Kind.HELD_UP);
                    assertThat(missed.checks()).isEqualTo(2);
                });

        monitor.advance(INTERVAL);
        assertThat(monitor.pipeline.states().service("a").orElseThrow().missed())
                .isEmpty();
    }

    @Test
    void serviceThatHangs_isAlertedAllTheSame() {
        PipelineHarness monitor = deaf(PipelineHarness.setup()).start(SERVICE);
        monitor.advance(INTERVAL);

        holdUpFor(monitor, 4);

        assertThat(monitor.store.alertsOf("a")).hasSize(1);
        assertThat(gaps(monitor)).filteredOn(gap -> gap.kind() == Kind.HELD_UP).hasSize(2);
        assertEachCheckIsARowOrInAGap(monitor);
    }

    @Test
    void startWithTheStoreAway_tellsItWithTheNextResult(@TempDir Path folder) {
        PipelineHarness.Setup setup = deaf(PipelineHarness.setup().spool(folder));
        FlakyStore store = new FlakyStore();
        store.be(Mood.AWAY);
        PipelineHarness first = setup.store(store).start(SERVICE);
        holdUpFor(first, 1);
        first.advance(INTERVAL.multipliedBy(3));
        // It dies, and what it left on disk tells all the same.
        PipelineHarness second = first.restarted().start(SERVICE);
        store.be(Mood.FINE);
        second.advance(INTERVAL.multipliedBy(4));

        assertThat(gaps(second)).extracting(StoredGap::kind).containsExactly(Kind.HELD_UP);
        assertThat(second.store.alertsOf("a")).isEmpty();
        assertEachCheckIsARowOrInAGap(second);
    }

    @Test
    void startWithTheStoreAway_andNoResultSince_tellsItWhenTheStoreIsThere() {
        FlakyStore store = new FlakyStore();
        store.be(Mood.AWAY);
        PipelineHarness monitor = deaf(PipelineHarness.setup().store(store)).start(SERVICE);
        holdUpFor(monitor, 1);
        store.be(Mood.FINE);
        monitor.advance(INTERVAL);

        assertThat(gaps(monitor)).extracting(StoredGap::kind).containsExactly(Kind.HELD_UP);
        assertEachCheckIsARowOrInAGap(monitor);
    }

    @Test
    void storeThatIsAway_getsItWhenItIsBack(@TempDir Path folder) {
        PipelineHarness monitor = deaf(PipelineHarness.setup().spool(folder)).start(SERVICE);
        monitor.advance(INTERVAL.multipliedBy(2));
        monitor.store.be(Mood.AWAY);
        monitor.advance(INTERVAL);
        holdUpFor(monitor, 2);
        monitor.store.be(Mood.FINE);
        monitor.advance(INTERVAL.multipliedBy(2));

        assertThat(gaps(monitor)).filteredOn(gap -> gap.kind() == Kind.HELD_UP).hasSize(2);
        assertEachCheckIsARowOrInAGap(monitor);
    }

    @Test
    void checkWithoutAResult_byAnyOtherFaultOfTheMonitors_isAGapTooWithThatReason() {
        PipelineHarness monitor = PipelineHarness.setup().start(SERVICE);
        monitor.checks.behave(
                "a", request -> CompletableFuture.completedFuture(new Observation.MonitorFault("no free thread")));
        monitor.check("a");

        assertThat(gaps(monitor)).extracting(StoredGap::kind).containsExactly(Kind.MONITOR_FAULT);
        assertEachCheckIsARowOrInAGap(monitor);
    }

    @Test
    void serviceThatIsRemovedMeanwhile_leavesNoGap() {
        PipelineHarness monitor = deaf(PipelineHarness.setup()).start(SERVICE);
        monitor.advance(INTERVAL);
        hearing.hold();
        CompletableFuture<?> check = monitor.check("a");
        monitor.pipeline.remove("a");
        monitor.advance(INTERVAL);
        hearing.letGo();

        assertThat(check).isDone();
        assertThat(gaps(monitor)).isEmpty();
    }
}
