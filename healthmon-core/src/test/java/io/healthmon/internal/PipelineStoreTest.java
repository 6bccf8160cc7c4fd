package io.healthmon.internal;

import static io.healthmon.internal.ManualChecks.target;
import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthStatus;
import io.healthmon.HealthTarget;
import io.healthmon.MonitorListener;
import io.healthmon.store.RecordedStep;
import io.healthmon.store.StoreStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PipelineStoreTest {

    private static final Duration LINGER = Duration.ofMillis(200);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(5);

    private static List<Integer> oneTo(int last) {
        return IntStream.rangeClosed(1, last).boxed().toList();
    }

    @Test
    void check_withoutATransition_isRecordedShortlyWithOthers() {
        PipelineHarness monitor =
                PipelineHarness.setup().start(target("a").build(), target("b").build());

        untilStarted(monitor, "a");
        assertThat(monitor.recorded("a")).isEmpty();
        assertThat(monitor.state("a").lastCheck())
                .as("what is not recorded is not shown")
                .isEmpty();
        monitor.advance(LINGER);

        assertThat(monitor.recorded("a")).containsExactly(1);
        assertThat(monitor.state("a").lastCheck()).isPresent();
        assertThat(monitor.pipeline.states().service("a").orElseThrow().day().total())
                .isEqualTo(1);
    }

    private static void untilStarted(PipelineHarness monitor, String service) {
        while (monitor.checks.started(service) == 0) {
            monitor.advance(Duration.ofMillis(10));
        }
    }

    @Test
    void check_thatSomebodyWaitsFor_isRecordedAtOnce_andSeenBeforeItCompletes() {
        PipelineHarness monitor = PipelineHarness.setup().start(target("a").build());
        List<Boolean> seen = new ArrayList<>();

        monitor.pipeline
                .checkNow("a")
                .thenRun(() -> seen.add(monitor.state("a").lastCheck().isPresent()
                        && monitor.recorded("a").size() == 1));
        monitor.lanes.settle();

        assertThat(seen).containsExactly(true);
    }

    @Test
    void check_withATransition_isRecordedAtOnce() {
        PipelineHarness monitor = PipelineHarness.setup().start(target("a").build());
        monitor.checks.answer("a", HealthStatus.UNHEALTHY);

        monitor.check("a");

        assertThat(monitor.recorded("a")).containsExactly(1);
        assertThat(monitor.store.alertsOf("a")).hasSize(1);
    }

    @Test
    void status_afterARestart_hasTheRowOfTheLastCheck() {
        PipelineHarness first = PipelineHarness.setup().start(target("a").build());
        first.check("a");
        first.flush();

        PipelineHarness second = first.restarted().start(target("a").build());

        var status = second.pipeline.states().service("a").orElseThrow();
        assertThat(status.checkId()).hasValue(first.store.log("a").get(0).id());
        assertThat(status.status()).isEqualTo(HealthStatus.HEALTHY);
        assertThat(status.day().total()).isEqualTo(1);
    }

    @Test
    void store_awayForTwoMinutesUnderLoad_getsEveryCheckOnceAndInOrder() {
        HealthTarget[] targets = IntStream.range(0, 50)
                .mapToObj(i -> target("service-" + i)
                        .interval(Duration.ofSeconds(5))
                        .timeout(Duration.ofSeconds(2))
                        .build())
                .toArray(HealthTarget[]::new);
        PipelineHarness monitor = PipelineHarness.setup().start(targets);
        monitor.advance(Duration.ofSeconds(30));

        monitor.store.be(FlakyStore.Mood.AWAY);
        monitor.advance(Duration.ofMinutes(2));
        assertThat(monitor.pipeline.storeStatus().state()).isEqualTo(StoreStatus.State.AWAY);
        assertThat(monitor.pipeline.storeStatus().problem()).isPresent();
        assertThat(monitor.pipeline.statistics().waitingSteps()).isGreaterThanOrEqualTo(50 * 24);
        assertThat(monitor.state("service-7").lastCheck())
                .as("the present is shown without the store")
                .hasValueSatisfying(check -> assertThat(Duration.between(check.timestamp(), monitor.time.wall()))
                        .isLessThanOrEqualTo(Duration.ofSeconds(5)));

        monitor.store.be(FlakyStore.Mood.FINE);
        monitor.advance(LONGEST_RETRY.plus(LINGER));
        monitor.flush();

        assertThat(monitor.pipeline.storeStatus().state()).isEqualTo(StoreStatus.State.REACHABLE);
        for (HealthTarget target : targets) {
            assertThat(monitor.checks.answered(target.name())).isGreaterThanOrEqualTo(30);
            assertThat(monitor.recorded(target.name())).isEqualTo(oneTo(monitor.checks.answered(target.name())));
        }
        assertThat(monitor.pipeline.statistics().waitingSteps()).isZero();
        assertThat(monitor.pipeline.statistics().droppedSteps()).isZero();
    }

    @Test
    void commit_whoseAnswerIsLost_isNotRepeated() {
        PipelineHarness monitor = PipelineHarness.setup().start(target("a").build());
        Random lot = new Random(7);
        monitor.store.be(() -> lot.nextBoolean() ? FlakyStore.Mood.ANSWER_LOST : FlakyStore.Mood.FINE);

        for (int i = 0; i < 200; i++) {
            monitor.checks.answer("a", HealthStatus.values()[lot.nextInt(4)]);
            monitor.check("a");
            monitor.advance(Duration.ofMillis(lot.nextInt(2_000)));
        }
        monitor.store.be(FlakyStore.Mood.FINE);
        monitor.advance(LONGEST_RETRY);
        monitor.flush();

        assertThat(monitor.recorded("a")).isEqualTo(oneTo(monitor.checks.answered("a")));
        Replay.assertFoldOfLog(monitor.store, target("a").build());
    }

    @Test
    void listener_whileTheStoreIsAway_hearsNoStepThatIsNotRecorded() {
        List<Boolean> recordedWhenTold = new ArrayList<>();
        FlakyStore store = new FlakyStore();
        PipelineHarness monitor = PipelineHarness.setup()
                .store(store)
                .listener(new MonitorListener() {
                    @Override
                    public void onStep(RecordedStep step) {
                        recordedWhenTold.add(store.log("a").stream()
                                .anyMatch(row -> row.id() == step.checkId().orElseThrow()));
                    }
                })
                .start(target("a").build());

        store.be(FlakyStore.Mood.AWAY);
        monitor.advance(Duration.ofMinutes(1));
        assertThat(monitor.checks.answered("a")).isEqualTo(2);
        assertThat(recordedWhenTold).isEmpty();
        store.be(FlakyStore.Mood.FINE);
        monitor.advance(LONGEST_RETRY);

        assertThat(recordedWhenTold).containsExactly(true, true);
    }

    @Test
    void start_withTheStoreAway_showsResultsAndRecordsThemLater() {
        FlakyStore store = new FlakyStore();
        store.be(FlakyStore.Mood.AWAY);
        PipelineHarness monitor =
                PipelineHarness.setup().store(store).start(target("a").build());
        monitor.checks.answer("a", HealthStatus.DEGRADED);
        monitor.check("a");

        assertThat(monitor.state("a").status()).isEqualTo(HealthStatus.DEGRADED);
        assertThat(monitor.state("a").activeAlert()).isPresent();
        assertThat(monitor.pipeline.storeStatus().state()).isEqualTo(StoreStatus.State.AWAY);
        CompletableFuture<Void> flushed = monitor.flush();
        assertThat(flushed).isNotDone();

        store.be(FlakyStore.Mood.FINE);
        monitor.advance(LONGEST_RETRY);

        assertThat(flushed).isCompleted();
        assertThat(monitor.recorded("a")).containsExactly(1);
        Replay.assertFoldOfLog(store, target("a").build());
    }

    @Test
    void flush_withNothingWaiting_completes() {
        PipelineHarness monitor = PipelineHarness.setup().start(target("a").build());

        assertThat(monitor.flush()).isCompleted();
    }

    @Test
    void stop_withTheStoreThere_recordsWhatIsEvaluated() {
        PipelineHarness monitor = PipelineHarness.setup().start(target("a").build());
        monitor.check("a");

        CompletableFuture<Void> stopped = monitor.pipeline.stop();
        monitor.lanes.settle();

        assertThat(stopped).isCompleted();
        assertThat(monitor.recorded("a")).containsExactly(1);
        monitor.advance(Duration.ofMinutes(5));
        assertThat(monitor.checks.started("a")).isEqualTo(1);
    }

    @Test
    void stop_betweenTwoRetries_triesOnceMoreAtOnce() {
        PipelineHarness monitor = PipelineHarness.setup().start(target("a").build());
        monitor.store.be(FlakyStore.Mood.AWAY);
        monitor.check("a");
        monitor.advance(LINGER);
        monitor.store.be(FlakyStore.Mood.FINE);

        monitor.pipeline.stop();
        monitor.lanes.settle();

        assertThat(monitor.recorded("a")).containsExactly(1);
    }

    @Test
    void close_withTheStoreAway_leavesNobodyWaiting() {
        FlakyStore store = new FlakyStore();
        store.be(FlakyStore.Mood.AWAY);
        PipelineHarness neverOpened =
                PipelineHarness.setup().store(store).start(target("a").build());
        PipelineHarness opened = PipelineHarness.setup().start(target("a").build());
        opened.store.be(FlakyStore.Mood.AWAY);

        for (PipelineHarness monitor : List.of(neverOpened, opened)) {
            monitor.check("a");
            CompletableFuture<Void> flushed = monitor.flush();
            monitor.checks.hang("a");
            var check = monitor.check("a");

            CompletableFuture<Void> stopped = monitor.pipeline.stop();
            monitor.lanes.settle();
            monitor.pipeline.close();
            monitor.lanes.settle();

            assertThat(stopped).isCompleted();
            assertThat(flushed).isCompletedExceptionally();
            assertThat(check).isCompletedExceptionally();
            assertThat(monitor.check("a")).isCompletedExceptionally();
            assertThat(monitor.flush()).isCompletedExceptionally();
        }
    }

    @Test
    void step_thatIsNeverRecorded_countsNowhere() {
        PipelineHarness monitor = PipelineHarness.setup().start(target("a").build());
        int[] commits = {0};
        monitor.store.refuse(step -> commits[0]++ == 0);
        monitor.check("a");
        monitor.flush();
        assertThat(day(monitor)).isZero();

        monitor.check("a");
        monitor.flush();
        assertThat(day(monitor)).isEqualTo(1);
        assertThat(monitor.recorded("a")).containsExactly(2);
    }

    private static long day(PipelineHarness monitor) {
        return monitor.pipeline.states().service("a").orElseThrow().day().total();
    }
}
