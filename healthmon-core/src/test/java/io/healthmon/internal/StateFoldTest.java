package io.healthmon.internal;

import static io.healthmon.internal.ManualChecks.target;
import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthStatus;
import io.healthmon.alert.AlertPolicy;
import io.healthmon.alert.ServiceState;
import io.healthmon.alert.Transition;
import io.healthmon.alert.context.AlertContext;
import io.healthmon.check.Checks;
import io.healthmon.check.Reason;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.evaluate.Evaluation;
import io.healthmon.internal.ChecksUnderWay.UnderWay;
import io.healthmon.notify.Routing;
import io.healthmon.notify.Telling;
import io.healthmon.store.NumberedStep;
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
    private final LiveStates live = new LiveStates(time, targets, new Sightings());
    private final List<Step> steps = new ArrayList<>();
    private final List<Pending> offered = new ArrayList<>();
    private final StepMaker maker = new StepMaker(new Telling(Routing.NONE), StepMaker.Silencing.NONE);
    private final StateFold fold = new StateFold(
            targets, AlertPolicy.standard(), () -> AlertContext.NONE, maker, live, this::offered, counters, 1_000_000);

    private void offered(Pending pending, boolean urgent) {
        offered.add(pending);
        pending.show();
        if (pending.entry() instanceof NumberedStep numbered) {
            steps.add(numbered.step());
        }
    }

    /** The store is there, and all that was offered before is on its way to it. */
    private void open(RecordedState... states) {
        fold.opened(List.of(states));
        fold.steps(offered.stream().map(Pending::entry).toList()).forEach(step -> {
            if (!steps.contains(step.step())) {
                steps.add(step.step());
            }
        });
        fold.reached(fold.lastNumber());
    }

    private CheckResult folded(CheckResult result) {
        UnderWay check = new UnderWay();
        fold.fold(result, false, check);
        return check.join();
    }

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
        open();

        folded(unhealthy(NOON));
        CheckResult same = folded(unhealthy(NOON));
        CheckResult earlier = folded(unhealthy(NOON.minusSeconds(3_600)));

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
        open(new RecordedState(before, OptionalLong.of(7)));

        assertThat(folded(unhealthy(NOON.minusSeconds(60))).timestamp()).isAfter(NOON);
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
                () -> AlertContext.NONE,
                maker,
                live,
                this::offered,
                counters,
                1_000_000);

        watched.fold(unhealthy(NOON), false, new UnderWay());
        watched.fold(unhealthy(NOON.minusSeconds(60)), false, new UnderWay());

        assertThat(later).containsExactly(true);
    }

    @Test
    void remove_withTheClockBehindTheAlert_doesNotResolveBeforeTheTrigger() {
        open();
        folded(unhealthy(NOON));
        targets.remove("a");

        fold.remove("a", NOON.minusSeconds(60));

        Transition resolved = steps.get(1).transitions().get(0);
        assertThat(resolved.kind()).isEqualTo(Transition.Kind.RESOLVED);
        assertThat(resolved.alert().resolvedAt()).hasValue(NOON);
    }

    @Test
    void removeUnwatched_whereNoAlertIsActive_recordsNothing() {
        ServiceState quiet = ServiceState.initial("gone");
        open(new RecordedState(quiet, OptionalLong.empty()));

        fold.removeUnwatched(NOON);

        assertThat(steps).isEmpty();
    }

    @Test
    void servicesRemoved_keepTheirOrderAndAreForgottenBeyondTheBound() {
        open();
        folded(unhealthy(NOON));
        fold.remove("a", NOON);
        assertThat(folded(unhealthy(NOON.minusSeconds(60))).timestamp()).isAfter(NOON);

        fold.remove("a", NOON);
        targets.remove("a");
        for (int i = 0; i < StateFold.MAX_DEPARTED; i++) {
            targets.add(target("b" + i).build());
            folded(new CheckResult("b" + i, NOON, Duration.ZERO, Evaluation.healthy(Checks.empty(), Optional.empty())));
            targets.remove("b" + i);
            fold.remove("b" + i, NOON);
        }
        targets.add(target("a").build());

        assertThat(live.service("a").orElseThrow().state().lastCheck()).isEmpty();
        assertThat(folded(unhealthy(NOON.minusSeconds(60))).timestamp()).isEqualTo(NOON.minusSeconds(60));
    }
}
