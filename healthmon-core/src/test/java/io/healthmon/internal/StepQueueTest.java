package io.healthmon.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.alert.Alert;
import io.healthmon.alert.ServiceState;
import io.healthmon.alert.Severity;
import io.healthmon.alert.Transition;
import io.healthmon.internal.StepQueue.Added;
import io.healthmon.store.Step;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class StepQueueTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Counters counters = new Counters();
    private final StepQueue queue = new StepQueue(3, counters);

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
        return queue.take(10).stream().map(Step::service).toList();
    }

    @Test
    void add_tellsHowSoonItMustBeRecorded() {
        assertThat(queue.add(check("1"))).isEqualTo(Added.FIRST);
        assertThat(queue.add(check("2"))).isEqualTo(Added.LATER);
        assertThat(queue.add(transition("3"))).isEqualTo(Added.URGENT);
    }

    @Test
    void add_whenABatchIsFull_isUrgent() {
        StepQueue large = new StepQueue(Pipeline.MAX_WAITING, counters);
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
}
