package io.healthmon.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthStatus;
import io.healthmon.alert.Alert;
import io.healthmon.alert.ServiceState;
import io.healthmon.alert.Severity;
import io.healthmon.alert.Transition;
import io.healthmon.alert.Why;
import io.healthmon.check.Checks;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.evaluate.Evaluation;
import io.healthmon.internal.StepQueue.Added;
import io.healthmon.store.Gap;
import io.healthmon.store.NumberedStep;
import io.healthmon.store.Step;
import io.healthmon.store.Unobserved;
import io.healthmon.store.WatchedService;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StepQueueTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Counters counters = new Counters();
    private final StepQueue queue = queue(3, 1_000_000);
    private long number;

    private StepQueue queue(int capacity, long maxBytes) {
        return new StepQueue(capacity, maxBytes, counters.lightenedSteps, step -> counters.droppedSteps.increment());
    }

    private Added add(StepQueue to, Step step) {
        return add(to, step, false);
    }

    private Added add(StepQueue to, Step step, boolean urgent) {
        number++;
        return to.add(new Pending(new NumberedStep(number, step), () -> {}, why -> {}), urgent);
    }

    private static Step step(Pending pending) {
        return ((NumberedStep) pending.entry()).step();
    }

    private static Step check(String name) {
        return new Step(Optional.empty(), ServiceState.initial(name), List.of());
    }

    private static Step transition(String name) {
        Alert alert = new Alert(name, Severity.WARNING, "it is down", NOW, Optional.empty());
        return new Step(
                Optional.empty(),
                ServiceState.initial(name),
                List.of(new Transition(Transition.Kind.TRIGGERED, alert, NOW, Why.of("test", "because"))));
    }

    private List<String> take() {
        return queue.take(10).stream().map(pending -> pending.entry().service()).toList();
    }

    @Test
    void add_tellsHowSoonItMustBeRecorded() {
        assertThat(add(queue, check("1"))).isEqualTo(Added.FIRST);
        assertThat(add(queue, check("2"))).isEqualTo(Added.LATER);
        assertThat(add(queue, transition("3"))).isEqualTo(Added.URGENT);
    }

    @Test
    void add_whenABatchIsFull_isUrgent() {
        StepQueue large = queue(Pipeline.MAX_WAITING, Long.MAX_VALUE);
        for (int i = 1; i < Recorder.MAX_BATCH; i++) {
            assertThat(add(large, check("a"))).isNotEqualTo(Added.URGENT);
        }

        assertThat(add(large, check("a"))).isEqualTo(Added.URGENT);
    }

    @Test
    void add_beyondTheCapacity_dropsTheOldestCheckAndCountsIt() {
        add(queue, transition("1"));
        add(queue, check("2"));
        add(queue, check("3"));
        add(queue, check("4"));

        assertThat(take()).containsExactly("1", "3", "4");
        assertThat(counters.droppedSteps.sum()).isEqualTo(1);
    }

    @Test
    void add_aTransitionBeyondTheCapacity_dropsACheck() {
        add(queue, transition("1"));
        add(queue, transition("2"));
        add(queue, check("3"));
        add(queue, transition("4"));

        assertThat(take()).containsExactly("1", "2", "4");
    }

    @Test
    void add_aCheckWhereOnlyTransitionsWait_dropsTheCheck() {
        add(queue, transition("1"));
        add(queue, transition("2"));
        add(queue, transition("3"));
        add(queue, check("4"));

        assertThat(take()).containsExactly("1", "2", "3");
        assertThat(counters.droppedSteps.sum()).isEqualTo(1);
    }

    @Test
    void add_aTransitionWhereOnlyTransitionsWait_dropsTheOldest() {
        add(queue, transition("1"));
        add(queue, transition("2"));
        add(queue, transition("3"));
        add(queue, transition("4"));

        assertThat(take()).containsExactly("2", "3", "4");
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
            add(small, large("step-" + i, 10_000));
        }

        List<Step> taken = new ArrayList<>();
        while (small.size() > 0) {
            small.take(10).forEach(pending -> taken.add(step(pending)));
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
            add(small, check("step-" + i));
        }

        assertThat(small.size()).isBetween(10, 1_000);
        assertThat(counters.droppedSteps.sum()).isEqualTo(10_000L - small.size());
        assertThat(counters.lightenedSteps.sum()).isZero();
    }

    @Test
    void take_ofLargeSteps_isSmallerThanABatch() {
        StepQueue small = queue(1_000, 100_000);
        add(small, large("a", 40_000));
        add(small, large("b", 10_000));
        add(small, large("c", 10_000));

        assertThat(small.take(10)).as("one, however large").hasSize(1);
        assertThat(small.take(10)).hasSize(2);
    }

    @Test
    void add_thatSomebodyWaitsFor_isUrgent() {
        assertThat(add(queue, check("1"), true)).isEqualTo(Added.URGENT);
    }

    @Test
    void add_beyondTheCapacity_dropsTheOldestHealthyCheckFirst() {
        add(queue, found("1", HealthStatus.UNHEALTHY));
        add(queue, found("2", HealthStatus.HEALTHY));
        add(queue, found("3", HealthStatus.HEALTHY));
        add(queue, found("4", HealthStatus.UNHEALTHY));
        add(queue, found("5", HealthStatus.UNHEALTHY));
        add(queue, found("6", HealthStatus.UNHEALTHY));

        assertThat(take()).containsExactly("4", "5", "6");
    }

    private static Step found(String name, HealthStatus status) {
        Step step = new WatchedService(name).step(status, NOW);
        return new Step(step.check(), step.state(), List.of());
    }

    @Test
    void whatIsDropped_isAGapThatTheServicesNextStepTells() {
        WatchedService service = new WatchedService("a");
        for (int i = 0; i < 6; i++) {
            add(queue, service.step(HealthStatus.HEALTHY, NOW.plusSeconds(i)));
        }

        List<Pending> taken = queue.take(10);

        assertThat(step(taken.get(0)).gap()).contains(new Gap(NOW, NOW.plusSeconds(2), 3));
        assertThat(step(taken.get(1)).gap()).isEmpty();
        assertThat(counters.droppedSteps.sum()).isEqualTo(3);
    }

    @Test
    void whatIsDroppedAfterATimeInWhichNobodyLooked_isOneGapWithIt() {
        WatchedService service = new WatchedService("a");
        Unobserved slept = new Unobserved(NOW.minusSeconds(900), NOW);
        add(queue, service.step(HealthStatus.HEALTHY, NOW).afterUnobserved(Optional.of(slept)));
        for (int i = 1; i < 6; i++) {
            add(queue, service.step(HealthStatus.HEALTHY, NOW.plusSeconds(i)));
        }

        assertThat(step(queue.take(10).get(0)).gap()).contains(new Gap(NOW.minusSeconds(900), NOW.plusSeconds(2), 3));
    }

    @Test
    void putBack_isTheOldestAgain() {
        add(queue, check("1"));
        add(queue, check("2"));
        List<Pending> batch = queue.take(10);
        add(queue, check("3"));
        assertThat(queue.leftUpTo()).isEqualTo(2);

        queue.putBack(batch);

        assertThat(queue.leftUpTo()).isZero();
        assertThat(take()).containsExactly("1", "2", "3");
        assertThat(queue.leftUpTo()).isEqualTo(3);
    }
}
