package io.healthmon.internal;

import static io.healthmon.internal.ManualChecks.target;
import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthStatus;
import io.healthmon.HealthTarget;
import io.healthmon.alert.ServiceState;
import io.healthmon.internal.FlakyStore.Mood;
import io.healthmon.store.GapReader.GapQuery;
import io.healthmon.store.StoredGap;
import io.healthmon.target.Thresholds;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Times in which nobody looked: they are recorded as such, and count neither way. */
class PipelineGapsTest {

    private static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final HealthTarget SERVICE = target("a").build();

    private static List<StoredGap> gaps(PipelineHarness monitor) {
        monitor.flush();
        return monitor.store.gaps(new GapQuery(Optional.of("a"), Instant.EPOCH, 10));
    }

    private static List<Instant> times(PipelineHarness monitor) {
        return monitor.store.log("a").stream()
                .map(row -> row.check().timestamp())
                .toList();
    }

    /** The one gap lies between the last check before it and the first after it, and these are an hour apart. */
    private static void assertOneGapOfAnHour(PipelineHarness monitor, int checksBefore) {
        assertThat(gaps(monitor)).singleElement().satisfies(gap -> {
            assertThat(gap.kind()).isEqualTo(StoredGap.Kind.NOT_OBSERVED);
            assertThat(gap.checks()).isZero();
            assertThat(gap.from()).isEqualTo(times(monitor).get(checksBefore - 1));
            assertThat(gap.to()).isEqualTo(times(monitor).get(checksBefore));
            assertThat(Duration.between(gap.from(), gap.to())).isBetween(HOUR, HOUR.plus(INTERVAL));
        });
        assertThat(monitor.state("a").trail().observedSince())
                .hasValue(times(monitor).get(checksBefore));
    }

    @Test
    void service_thatIsObservedAllTheTime_hasNoGap() {
        PipelineHarness monitor = PipelineHarness.setup().start(SERVICE);
        monitor.checks.hang("a");

        monitor.advance(HOUR);

        assertThat(gaps(monitor)).isEmpty();
        assertThat(monitor.state("a").trail().observedSince())
                .hasValue(times(monitor).get(0));
    }

    @Test
    void slot_thatIsMissedOnce_isNoGap() {
        PipelineHarness monitor = PipelineHarness.setup().start(SERVICE);
        monitor.advance(INTERVAL);

        monitor.stall(INTERVAL.plusSeconds(15));
        monitor.advance(HOUR);

        assertThat(gaps(monitor)).isEmpty();
    }

    @Test
    void restart_afterAnHour_leavesAGap() {
        PipelineHarness first = PipelineHarness.setup().start(SERVICE);
        first.advance(INTERVAL.multipliedBy(4));
        first.flush();

        PipelineHarness.Setup restarted = first.restarted();
        first.time.advance(HOUR);
        PipelineHarness second = restarted.start(SERVICE);
        second.advance(INTERVAL.multipliedBy(4));

        assertOneGapOfAnHour(second, 4);
    }

    @Test
    void restart_withTheStoreAway_leavesTheSameGap(@TempDir Path folder) {
        PipelineHarness first = PipelineHarness.setup().spool(folder).start(SERVICE);
        first.advance(INTERVAL.multipliedBy(4));
        first.flush();
        first.store.be(Mood.AWAY);

        PipelineHarness.Setup restarted = first.restarted();
        first.time.advance(HOUR);
        PipelineHarness second = restarted.start(SERVICE);
        second.advance(INTERVAL.multipliedBy(4));
        second.store.be(Mood.FINE);
        second.advance(INTERVAL.multipliedBy(4));

        assertOneGapOfAnHour(second, 4);
    }

    @Test
    void gap_whileTheStoreIsAway_isRecordedWhenItIsBack(@TempDir Path folder) {
        PipelineHarness monitor = PipelineHarness.setup().spool(folder).start(SERVICE);
        monitor.advance(INTERVAL.multipliedBy(4));
        monitor.store.be(Mood.AWAY);

        monitor.stall(HOUR);
        monitor.advance(INTERVAL.multipliedBy(4));
        monitor.store.be(Mood.FINE);
        monitor.advance(INTERVAL.multipliedBy(4));

        assertOneGapOfAnHour(monitor, 4);
    }

    @Test
    void machine_thatSleptAnHour_leavesAGap() {
        PipelineHarness monitor = PipelineHarness.setup().start(SERVICE);
        monitor.advance(INTERVAL.multipliedBy(4));

        monitor.stall(HOUR);
        monitor.advance(INTERVAL.multipliedBy(4));

        assertOneGapOfAnHour(monitor, 4);
    }

    @Test
    void clock_thatIsSetAheadAnHour_leavesAGap() {
        PipelineHarness monitor = PipelineHarness.setup().start(SERVICE);
        monitor.advance(INTERVAL.multipliedBy(4));

        monitor.time.jumpWall(HOUR);
        monitor.advance(INTERVAL.multipliedBy(4));

        assertOneGapOfAnHour(monitor, 4);
    }

    @Test
    void clock_thatIsSetBackAnHour_leavesNone() {
        PipelineHarness monitor = PipelineHarness.setup().start(SERVICE);
        monitor.advance(INTERVAL.multipliedBy(4));

        monitor.time.jumpWall(HOUR.negated());
        monitor.advance(HOUR.multipliedBy(2));

        assertThat(gaps(monitor)).isEmpty();
    }

    @Test
    void gap_countsNeitherWay() {
        HealthTarget service = target("a").thresholds(new Thresholds(4, 1, 4)).build();
        PipelineHarness monitor = PipelineHarness.setup().start(service);
        monitor.advance(INTERVAL);
        monitor.checks.answer("a", HealthStatus.UNHEALTHY);
        monitor.advance(INTERVAL.multipliedBy(2));

        monitor.stall(HOUR);
        monitor.advance(INTERVAL);

        ServiceState state = monitor.state("a");
        assertThat(state.failureStreak()).isEqualTo(3);
        assertThat(state.activeAlert()).isEmpty();
        monitor.flush();
        assertThat(monitor.store.count("a", Instant.EPOCH, Instant.MAX).total()).isEqualTo(4);

        monitor.advance(INTERVAL);
        assertThat(monitor.state("a").activeAlert()).isPresent();
    }
}
