package io.healthmon.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.alert.Alert;
import io.healthmon.alert.ServiceState;
import io.healthmon.alert.Severity;
import io.healthmon.alert.Transition;
import io.healthmon.check.Checks;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.evaluate.Evaluation;
import io.healthmon.internal.StepQueue.Added;
import io.healthmon.store.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class StepQueueTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Counters counters = new Counters();
    private final StepQueue queue = queue(3, 1_000_000);

    private StepQueue queue(int capacity, long maxBytes) {
        return new StepQueue(capacity, maxBytes, counters.lightenedSteps, step -> counters.droppedSteps.increment());
    }

    private static Step check(String name) {
        return new Step(Optional.empty(), ServiceState.initial(name), List.of());
    }

    private static Step transition(String name) {
        Alert alert = new Alert(name, Severity.WARNING, "it is down", NOW, Optional.empty());
        return new Step(
                Optional.empty(),
                ServiceState.initial(name),
                List.of(new Transition(Transition.Kind.TRIGGERED, alert, NOW, "because")));
    }

    private List<String> take() {
        return queue.take(10).stream()
                .map(numbered -> numbered.step().service())
                .toList();
    }

    @Test
    void add_tellsHowSoonItMustBeRecorded() {
        assertThat(queue.add(check("1"))).isEqualTo(Added.FIRST);
        assertThat(queue.add(check("2"))).isEqualTo(Added.LATER);
        assertThat(queue.add(transition("3"))).isEqualTo(Added.URGENT);
    }

    @Test
    void add_whenABatchIsFull_isUrgent() {
        StepQueue large = queue(Pipeline.MAX_WAITING, Long.MAX_VALUE);
        for (int i = 1; i < Recorder.MAX_BATCH; i++) {
            assertThat(large.add(check("a"))).isNotEqualTo(Added.URGENT);
        }

        assertThat(large.add(check("a"))).isEqualTo(Added.URGENT);
    }

    @Test
    void add_beyondTheCapacity_dropsTheOldestCheckAndCountsIt() {
        queue.add(transition("1"));
        queue.add(check("2"));
        queue.add(check("3"));
        queue.add(check("4"));

        assertThat(take()).containsExactly("1", "3", "4");
        assertThat(counters.droppedSteps.sum()).isEqualTo(1);
    }

    @Test
    void add_aTransitionBeyondTheCapacity_dropsACheck() {
        queue.add(transition("1"));
        queue.add(transition("2"));
        queue.add(check("3"));
        queue.add(transition("4"));

        assertThat(take()).containsExactly("1", "2", "4");
    }

    @Test
    void add_aCheckWhereOnlyTransitionsWait_dropsTheCheck() {
        queue.add(transition("1"));
        queue.add(transition("2"));
        queue.add(transition("3"));
        queue.add(check("4"));

        assertThat(take()).containsExactly("1", "2", "3");
        assertThat(counters.droppedSteps.sum()).isEqualTo(1);
    }

    @Test
    void add_aTransitionWhereOnlyTransitionsWait_dropsTheOldest() {
        queue.add(transition("1"));
        queue.add(transition("2"));
        queue.add(transition("3"));
        queue.add(transition("4"));

        assertThat(take()).containsExactly("2", "3", "4");
    }

    @Test
    void whenDrained_completesWithTheLastStepAddedBefore() {
        queue.add(check("1"));
        queue.add(check("2"));
        CompletableFuture<Void> drained = queue.whenDrained();
        queue.add(check("3"));

        queue.take(1);
        queue.recorded();
        assertThat(drained).isNotDone();
        queue.take(1);
        queue.recorded();

        assertThat(drained).isCompleted();
        assertThat(queue.waiting()).isEqualTo(1);
    }

    @Test
    void whenDrained_withABatchUnderWay_waitsForIt() {
        queue.add(check("1"));
        queue.take(10);

        CompletableFuture<Void> drained = queue.whenDrained();

        assertThat(queue.waiting()).isEqualTo(1);
        assertThat(drained).isNotDone();
        queue.recorded();
        assertThat(drained).isCompleted();
    }

    @Test
    void whenDrained_isNotFooledByLaterStepsThatAreDropped() {
        queue.add(transition("1"));
        queue.add(transition("2"));
        CompletableFuture<Void> drained = queue.whenDrained();
        for (int i = 0; i < 10; i++) {
            queue.add(check("later"));
        }

        queue.take(1);
        queue.recorded();

        assertThat(drained).as("the second transition still waits").isNotDone();
    }

    @Test
    void close_tellsThoseWhoWaitAndWillWait() {
        queue.add(check("1"));
        CompletableFuture<Void> before = queue.whenDrained();

        queue.close(new IllegalStateException("closed"));

        assertThat(before).isCompletedExceptionally();
        assertThat(queue.whenDrained()).isCompletedExceptionally();
    }

    private static Step large(String name, int size) {
        CheckResult check = new CheckResult(
                name,
                NOW,
                Duration.ZERO,
                Evaluation.healthy(Checks.stored("{\"text\":\"" + "x".repeat(size) + "\"}"), Optional.empty()));
        ServiceState state = new ServiceState(name, Optional.of(check), Optional.of(NOW), 0, 1, Optional.empty());
        return new Step(Optional.of(check), state, List.of());
    }

    @Test
    void add_beyondTheBytes_takesWhatTargetsSentFromTheOldestAndDropsNone() {
        StepQueue small = queue(1_000, 100_000);
        for (int i = 0; i < 20; i++) {
            small.add(large("step-" + i, 10_000));
        }

        List<Step> taken = new ArrayList<>();
        while (small.waiting() > 0) {
            small.take(10).forEach(numbered -> taken.add(numbered.step()));
            small.recorded();
        }

        assertThat(taken).hasSize(20);
        assertThat(taken)
                .allSatisfy(
                        step -> assertThat(step.check()).isEqualTo(step.state().lastCheck()));
        List<Integer> sizes = taken.stream()
                .map(step ->
                        step.check().orElseThrow().evaluation().checks().json().length())
                .toList();
        assertThat(sizes.subList(0, 12)).allMatch(size -> size < 100);
        assertThat(sizes.get(19)).isGreaterThan(10_000);
        assertThat(taken.get(0).check().orElseThrow().evaluation().checks().json())
                .isEqualTo("{\"error\":\"left out: too much was waiting for the store\"}");
        assertThat(counters.lightenedSteps.sum()).isBetween(12L, 13L);
        assertThat(counters.droppedSteps.sum()).isZero();
    }

    @Test
    void add_beyondTheBytesWhenNothingCanBeSpared_dropsTheOldest() {
        StepQueue small = queue(1_000_000, 100_000);
        for (int i = 0; i < 10_000; i++) {
            small.add(check("step-" + i));
        }

        assertThat(small.waiting()).isBetween(10L, 1_000L);
        assertThat(counters.droppedSteps.sum()).isEqualTo(10_000 - small.waiting());
        assertThat(counters.lightenedSteps.sum()).isZero();
    }

    @Test
    void take_ofLargeSteps_isSmallerThanABatch() {
        StepQueue small = queue(1_000, 100_000);
        small.add(large("a", 40_000));
        small.add(large("b", 10_000));
        small.add(large("c", 10_000));

        assertThat(small.take(10)).as("one, however large").hasSize(1);
        assertThat(small.take(10)).hasSize(2);
    }

    @Test
    void add_afterTheClose_isGivenUp() {
        queue.close(new IllegalStateException("closed"));

        queue.add(transition("1"));

        assertThat(queue.waiting()).isZero();
        assertThat(counters.droppedSteps.sum()).isEqualTo(1);
    }
}
