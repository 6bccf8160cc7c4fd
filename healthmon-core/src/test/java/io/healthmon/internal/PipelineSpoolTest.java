package io.healthmon.internal;

import static io.healthmon.internal.ManualChecks.target;
import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthStatus;
import io.healthmon.MonitorListener;
import io.healthmon.alert.Transition;
import io.healthmon.store.RecordedStep;
import io.healthmon.store.StoreStatus;
import io.healthmon.store.StoredAlert;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of results while the store is away, where there is a disk for them. */
class PipelineSpoolTest {

    private static final Duration LONGEST_RETRY = Duration.ofSeconds(5);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    private PipelineHarness start(FlakyStore store) {
        return PipelineHarness.setup()
                .store(store)
                .spool(folder)
                .start(target("a").build(), target("b").build());
    }

    private PipelineHarness restarted(PipelineHarness monitor) {
        return monitor.restarted().start(target("a").build(), target("b").build());
    }

    private static List<Integer> oneTo(int last) {
        return IntStream.rangeClosed(1, last).boxed().toList();
    }

    private static void away(PipelineHarness monitor) {
        monitor.store.be(FlakyStore.Mood.AWAY);
        monitor.check("b"); // it is noticed when something is to be recorded
    }

    private static void back(PipelineHarness monitor) {
        monitor.store.be(FlakyStore.Mood.FINE);
        monitor.advance(LONGEST_RETRY.plusSeconds(1));
        monitor.flush();
    }

    private static void assertAllRecorded(PipelineHarness monitor) {
        for (String service : List.of("a", "b")) {
            assertThat(monitor.recorded(service)).isEqualTo(oneTo(monitor.checks.answered(service)));
            Replay.assertFoldOfLog(monitor.store, target(service).build());
            assertThat(monitor.state(service)).isEqualTo(monitor.store.state(service));
            var status = monitor.pipeline.states().service(service).orElseThrow();
            assertThat(status.day().total()).isEqualTo(monitor.recorded(service).size());
        }
        assertThat(monitor.spool.orElseThrow().isEmpty()).isTrue();
        assertThat(monitor.pipeline.statistics().waitingSteps()).isZero();
    }

    @Test
    void results_whileTheStoreIsAway_areOnDiskAndSeen_andLandInOrder() {
        PipelineHarness monitor = start(new FlakyStore());
        monitor.check("a");
        away(monitor);
        monitor.checks.answer("a", HealthStatus.UNHEALTHY);
        monitor.check("a");
        monitor.advance(MINUTE);

        assertThat(monitor.state("a").activeAlert()).isPresent();
        assertThat(monitor.spool.orElseThrow().statistics().entries()).isGreaterThanOrEqualTo(4);
        assertThat(monitor.pipeline.storeStatus().state()).isEqualTo(StoreStatus.State.AWAY);
        assertThat(monitor.recorded("a")).containsExactly(1);

        back(monitor);

        assertThat(monitor.pipeline.storeStatus().state()).isEqualTo(StoreStatus.State.REACHABLE);
        assertAllRecorded(monitor);
        assertThat(monitor.store.alertsOf("a")).hasSize(1);
    }

    @Test
    void listeners_hearOfEachStepOnce_whenItIsOnDisk() {
        List<RecordedStep> heard = new ArrayList<>();
        List<StoreStatus.State> states = new ArrayList<>();
        PipelineHarness monitor = PipelineHarness.setup()
                .spool(folder)
                .listener(new MonitorListener() {
                    @Override
                    public void onStep(RecordedStep step) {
                        heard.add(step);
                    }

                    @Override
                    public void onStoreStatus(StoreStatus status) {
                        states.add(status.state());
                    }
                })
                .start(target("a").build());
        monitor.check("a");
        monitor.store.be(FlakyStore.Mood.AWAY);
        monitor.check("a");
        assertThat(heard).extracting(step -> step.checkId().isPresent()).containsExactly(true, false);

        back(monitor);
        monitor.check("a");

        assertThat(heard)
                .extracting(step -> PipelineHarness.number(step.step().check().orElseThrow()))
                .isEqualTo(monitor.recorded("a"));
        assertThat(states)
                .containsExactly(
                        StoreStatus.State.REACHABLE,
                        StoreStatus.State.AWAY,
                        StoreStatus.State.CATCHING_UP,
                        StoreStatus.State.REACHABLE);
    }

    @Test
    void killedWhileTheStoreIsAway_losesNothingThatWasSeen() {
        PipelineHarness first = start(new FlakyStore());
        first.checks.answer("a", HealthStatus.DEGRADED);
        first.check("a");
        away(first);
        first.advance(MINUTE);
        first.check("a");
        first.store.be(FlakyStore.Mood.FINE);

        PipelineHarness second = restarted(first);
        second.check("a");
        second.flush();

        assertAllRecorded(second);
    }

    @Test
    void startedAgainWhileTheStoreIsAway_knowsItsAlertsFromDisk() {
        PipelineHarness first = start(new FlakyStore());
        away(first);
        first.checks.answer("a", HealthStatus.UNHEALTHY);
        first.check("a");
        var alert = first.state("a").activeAlert().orElseThrow();

        PipelineHarness second = restarted(first);
        assertThat(second.state("a").activeAlert()).contains(alert);
        second.check("a");
        assertThat(second.state("a").activeAlert()).contains(alert);
        second.checks.answer("a", HealthStatus.HEALTHY);
        second.check("a");
        assertThat(second.state("a").activeAlert()).isEmpty();
        PipelineHarness third = restarted(second);
        assertThat(third.state("a").activeAlert()).isEmpty();
        back(third);

        assertAllRecorded(third);
        assertThat(third.store.alertsOf("a"))
                .singleElement()
                .satisfies(row -> assertThat(row.alert().active()).isFalse());
    }

    @Test
    void startedWithTheStoreAwayAndNothingKnown_foldsWhatWaitedOnceItIs() {
        FlakyStore store = new FlakyStore();
        PipelineHarness first = start(store);
        first.checks.answer("a", HealthStatus.UNHEALTHY);
        first.check("a");
        first.flush();
        List<StoredAlert> before = store.alertsOf("a");
        store.be(FlakyStore.Mood.AWAY);

        PipelineHarness second = restarted(first);
        second.check("a");
        assertThat(second.state("a").status()).isEqualTo(HealthStatus.UNHEALTHY);
        second.advance(MINUTE);
        PipelineHarness third = restarted(second);
        third.check("a");
        third.advance(MINUTE);
        back(third);

        assertAllRecorded(third);
        assertThat(store.alertsOf("a")).as("the alert of before goes on").isEqualTo(before);
        third.checks.answer("a", HealthStatus.HEALTHY);
        third.check("a");
        assertThat(store.alertsOf("a").get(0).alert().active()).isFalse();
        assertAllRecorded(third);
    }

    @Test
    void results_whileWhatWaitedIsReplayed_keepTheirOrder() {
        PipelineHarness monitor = start(new FlakyStore());
        away(monitor);
        for (int i = 0; i < 40; i++) {
            monitor.checks.answer("a", HealthStatus.values()[i % 4]);
            monitor.check("a");
        }
        monitor.store.be(FlakyStore.Mood.FINE);
        while (monitor.pipeline.storeStatus().state() != StoreStatus.State.REACHABLE) {
            monitor.advance(Duration.ofMillis(50));
            monitor.pipeline.checkNow("a");
            monitor.lanes.step();
        }
        monitor.lanes.settle();
        monitor.flush();

        assertAllRecorded(monitor);
    }

    @Test
    void stopped_whileTheStoreIsAway_leavesEverythingOnDisk() {
        PipelineHarness first = start(new FlakyStore());
        away(first);
        first.pipeline.checkNow("a");
        first.lanes.step();
        CompletableFuture<Void> stopped = first.pipeline.stop();
        first.lanes.settle();
        assertThat(stopped).isCompleted();
        int seen = first.recorded("a").size();
        first.store.be(FlakyStore.Mood.FINE);

        PipelineHarness second = restarted(first);
        second.flush();

        assertThat(seen).isZero();
        assertThat(second.recorded("b")).isEqualTo(oneTo(second.checks.answered("b")));
    }

    @Test
    void stopped_withResultsInMemory_bringsThemToTheStore() {
        PipelineHarness monitor = start(new FlakyStore());
        while (monitor.checks.answered("a") == 0) {
            monitor.advance(Duration.ofMillis(10));
        }

        CompletableFuture<Void> stopped = monitor.pipeline.stop();
        monitor.lanes.settle();

        assertThat(stopped).isCompleted();
        assertThat(monitor.recorded("a")).containsExactly(1);
        assertThat(monitor.spool.orElseThrow().isEmpty()).isTrue();
    }

    @Test
    void startedAgainWithoutAService_resolvesItsAlertNoMoreThanOnce_whateverIsOnDisk() {
        List<Transition> transitions = new ArrayList<>();
        FlakyStore store = new FlakyStore();
        store.journal(step -> transitions.addAll(step.transitions()));
        PipelineHarness first = start(store);
        first.checks.answer("a", HealthStatus.UNHEALTHY);
        first.check("a");
        first.flush();
        away(first);
        first.pipeline.remove("a");
        first.lanes.settle();
        store.be(FlakyStore.Mood.FINE);

        PipelineHarness second = first.restarted().start(target("b").build());
        second.advance(MINUTE.multipliedBy(3));
        second.flush();

        assertThat(transitions)
                .extracting(Transition::kind)
                .containsExactly(Transition.Kind.TRIGGERED, Transition.Kind.RESOLVED);
    }

    @Test
    void aService_thatComesBackWhileWhatWaitedOnDiskIsOnItsWay_goesOnFromThere() {
        FlakyStore store = new FlakyStore();
        PipelineHarness first = start(store);
        first.checks.answer("a", HealthStatus.UNHEALTHY);
        first.check("a");
        first.flush();
        away(first);
        first.checks.answer("a", HealthStatus.HEALTHY);
        first.check("a");

        PipelineHarness second = first.restarted().start(target("b").build());
        second.pipeline.add(target("a").build());
        second.check("a");
        back(second);

        assertAllRecorded(second);
        assertThat(store.alertsOf("a")).hasSize(1);
    }
}
