package io.healthmon.internal;

import static io.healthmon.internal.ManualChecks.target;
import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthStatus;
import io.healthmon.alert.AlertPolicy;
import io.healthmon.alert.ServiceState;
import io.healthmon.alert.Transition;
import io.healthmon.check.Checks;
import io.healthmon.check.Reason;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.evaluate.Evaluation;
import io.healthmon.store.RecordedState;
import io.healthmon.store.Step;
import io.healthmon.time.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StateFoldTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final ManualTime time = new ManualTime(NOON);
    private final Targets targets = new Targets();
    private final Counters counters = new Counters();
    private final LiveStates live = new LiveStates(time, targets);
    private final List<Step> steps = new ArrayList<>();
    private final StateFold fold =
            new StateFold(targets, AlertPolicy.standard(), live, steps::add, counters, 3, 1_000_000);

    @BeforeEach
    void watchA() {
        targets.add(target("a").build());
    }

    private static CheckResult unhealthy(Instant at) {
        return new CheckResult(
                "a",
                at,
                Duration.ofMillis(5),
                Evaluation.of(HealthStatus.UNHEALTHY, Reason.REPORTED, "it says so", Checks.empty(), Optional.empty()));
    }

    @Test
    void timestamps_whateverTheClock_strictlyIncrease() {
        fold.adopt(List.of(), List.of());

        fold.fold(unhealthy(NOON));
        CheckResult same = fold.fold(unhealthy(NOON));
        CheckResult earlier = fold.fold(unhealthy(NOON.minusSeconds(3_600)));

        assertThat(same.timestamp()).isEqualTo(NOON.plusNanos(1_000));
        assertThat(earlier.timestamp()).isEqualTo(NOON.plusNanos(2_000));
        assertThat(steps)
                .extracting(step -> step.check().orElseThrow().timestamp())
                .containsExactly(NOON, same.timestamp(), earlier.timestamp());
    }

    @Test
    void timestamps_afterARestartWithAClockBehind_followThoseRecorded() {
        ServiceState before = AlertPolicy.standard()
                .decide(target("a").build(), ServiceState.initial("a"), unhealthy(NOON))
                .state();
        fold.adopt(List.of(new RecordedState(before, OptionalLong.of(7))), List.of());

        assertThat(fold.fold(unhealthy(NOON.minusSeconds(60))).timestamp()).isAfter(NOON);
        assertThat(steps).allMatch(step -> step.transitions().isEmpty());
    }

    @Test
    void policy_beforeTheStoreAnswers_seesIncreasingTimestampsToo() {
        List<Boolean> later = new ArrayList<>();
        StateFold watched = new StateFold(
                targets,
                (target, state, check) -> {
                    state.lastCheck()
                            .ifPresent(last -> later.add(check.timestamp().isAfter(last.timestamp())));
                    return AlertPolicy.standard().decide(target, state, check);
                },
                live,
                steps::add,
                counters,
                3,
                1_000_000);

        watched.fold(unhealthy(NOON));
        watched.fold(unhealthy(NOON.minusSeconds(60)));

        assertThat(later).containsExactly(true);
    }

    @Test
    void results_beyondTheBoundBeforeTheStoreAnswers_loseTheOldestCounted() {
        for (int i = 0; i < 5; i++) {
            fold.fold(unhealthy(NOON.plusSeconds(i)));
        }
        assertThat(steps).isEmpty();

        fold.adopt(List.of(), List.of());

        assertThat(steps)
                .extracting(step -> step.check().orElseThrow().timestamp())
                .containsExactly(NOON.plusSeconds(2), NOON.plusSeconds(3), NOON.plusSeconds(4));
        assertThat(counters.droppedSteps.sum()).isEqualTo(2);
    }

    @Test
    void remove_withTheClockBehindTheAlert_doesNotResolveBeforeTheTrigger() {
        fold.adopt(List.of(), List.of());
        fold.fold(unhealthy(NOON));
        targets.remove("a");

        fold.remove("a", NOON.minusSeconds(60));

        Transition resolved = steps.get(1).transitions().get(0);
        assertThat(resolved.kind()).isEqualTo(Transition.Kind.RESOLVED);
        assertThat(resolved.alert().resolvedAt()).hasValue(NOON);
    }

    @Test
    void removeUnwatched_whereNoAlertIsActive_recordsNothing() {
        ServiceState quiet = ServiceState.initial("gone");
        fold.adopt(List.of(new RecordedState(quiet, OptionalLong.empty())), List.of());

        fold.removeUnwatched(NOON);

        assertThat(steps).isEmpty();
    }

    @Test
    void results_tooLargeBeforeTheStoreAnswers_loseWhatTheTargetSentNotTheirStatus() {
        StateFold small = new StateFold(targets, AlertPolicy.standard(), live, steps::add, counters, 100, 50_000);
        for (int i = 0; i < 10; i++) {
            Checks sent = Checks.stored("{\"text\":\"" + "x".repeat(20_000) + "\"}");
            small.fold(new CheckResult(
                    "a",
                    NOON.plusSeconds(i),
                    Duration.ZERO,
                    Evaluation.of(HealthStatus.UNHEALTHY, Reason.REPORTED, "it says so", sent, Optional.empty())));
        }
        small.adopt(List.of(), List.of());

        assertThat(steps).hasSize(10);
        assertThat(steps.get(0).check().orElseThrow().evaluation().checks().json())
                .contains("left out");
        assertThat(steps.get(9).check().orElseThrow().evaluation().checks().json())
                .contains("xxx");
        assertThat(counters.lightenedSteps.sum()).isBetween(8L, 9L);
        assertThat(counters.droppedSteps.sum()).isZero();
    }

    @Test
    void servicesRemoved_keepTheirOrderAndAreForgottenBeyondTheBound() {
        fold.adopt(List.of(), List.of());
        fold.fold(unhealthy(NOON));
        fold.remove("a", NOON);
        assertThat(fold.fold(unhealthy(NOON.minusSeconds(60))).timestamp()).isAfter(NOON);

        fold.remove("a", NOON);
        targets.remove("a");
        for (int i = 0; i < StateFold.MAX_DEPARTED; i++) {
            targets.add(target("b" + i).build());
            fold.fold(new CheckResult(
                    "b" + i, NOON, Duration.ZERO, Evaluation.healthy(Checks.empty(), Optional.empty())));
            targets.remove("b" + i);
            fold.remove("b" + i, NOON);
        }
        targets.add(target("a").build());

        assertThat(live.service("a").orElseThrow().state().lastCheck()).isEmpty();
        assertThat(fold.fold(unhealthy(NOON.minusSeconds(60))).timestamp()).isEqualTo(NOON.minusSeconds(60));
    }
}
