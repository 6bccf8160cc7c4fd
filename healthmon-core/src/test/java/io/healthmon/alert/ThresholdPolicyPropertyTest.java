package io.healthmon.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthStatus;
import io.healthmon.HealthTarget;
import io.healthmon.alert.Transition.Kind;
import io.healthmon.target.Thresholds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class ThresholdPolicyPropertyTest {

    @Provide
    Arbitrary<List<HealthStatus>> histories() {
        return Arbitraries.of(HealthStatus.class).list().ofMaxSize(60);
    }

    /** Long runs, so that high thresholds are met. */
    @Provide
    Arbitrary<List<HealthStatus>> runs() {
        Arbitrary<List<HealthStatus>> run = Combinators.combine(
                        Arbitraries.of(HealthStatus.class),
                        Arbitraries.integers().between(1, 6))
                .as((status, length) -> java.util.Collections.nCopies(length, status));
        return run.list()
                .ofMaxSize(15)
                .map(parts -> parts.stream().flatMap(List::stream).toList());
    }

    @Provide
    Arbitrary<HealthTarget> targets() {
        Arbitrary<Integer> small = Arbitraries.integers().between(1, 5);
        return Combinators.combine(
                        Arbitraries.of(true, false),
                        small,
                        small,
                        Arbitraries.integers().between(0, 5))
                .as((critical, failure, recovery, unknown) ->
                        History.target(critical, new Thresholds(failure, recovery, unknown)));
    }

    @Property(edgeCases = EdgeCasesMode.MIXIN)
    void alert_isOneAtATimeAndResolvedOnceAfterItsTrigger(
            @ForAll("runs") List<HealthStatus> statuses, @ForAll("targets") HealthTarget target) {
        History history = History.of(target, statuses);
        Optional<Alert> active = Optional.empty();

        for (Decision decision : history.decisions()) {
            assertThat(decision.transitions()).hasSizeLessThanOrEqualTo(1);
            for (Transition transition : decision.transitions()) {
                Alert alert = transition.alert();
                if (transition.kind() == Kind.TRIGGERED) {
                    assertThat(active).isEmpty();
                    assertThat(alert.triggeredAt()).isEqualTo(transition.at());
                } else {
                    assertThat(active).map(Alert::triggeredAt).hasValue(alert.triggeredAt());
                }
                if (transition.kind() == Kind.RESOLVED) {
                    assertThat(alert.resolvedAt()).hasValue(transition.at());
                    assertThat(transition.at()).isAfter(alert.triggeredAt());
                }
                active = Optional.of(alert).filter(Alert::active);
            }
            assertThat(decision.state().activeAlert()).isEqualTo(active);
        }
    }

    @Property(edgeCases = EdgeCasesMode.MIXIN)
    void alert_opensExactlyAtTheThresholdOfTheCurrentStatus(
            @ForAll("runs") List<HealthStatus> statuses, @ForAll("targets") HealthTarget target) {
        int streak = 0;
        boolean active = false;
        int healthy = 0;
        List<Decision> decisions = History.of(target, statuses).decisions();
        for (int i = 0; i < statuses.size(); i++) {
            HealthStatus status = statuses.get(i);
            streak = status == HealthStatus.HEALTHY ? 0 : streak + 1;
            healthy = status == HealthStatus.HEALTHY ? healthy + 1 : 0;
            int threshold = status == HealthStatus.UNKNOWN
                    ? target.thresholds().unknown()
                    : target.thresholds().failure();
            boolean opens = !active && streak > 0 && threshold > 0 && streak >= threshold;
            boolean resolves = active && healthy >= target.thresholds().recovery();
            active = (active || opens) && !resolves;

            Decision decision = decisions.get(i);
            assertThat(decision.state().failureStreak()).isEqualTo(streak);
            assertThat(decision.state().recoveryStreak()).isEqualTo(healthy);
            assertThat(kinds(decision).contains(Kind.TRIGGERED)).isEqualTo(opens);
            assertThat(kinds(decision).contains(Kind.RESOLVED)).isEqualTo(resolves);
            assertThat(decision.state().activeAlert().isPresent()).isEqualTo(active);
        }
    }

    @Property
    void failures_thatNeverComeInARow_neverAddUp(@ForAll("histories") List<HealthStatus> statuses) {
        List<HealthStatus> apart = new ArrayList<>();
        statuses.forEach(status -> {
            apart.add(status);
            apart.add(HealthStatus.HEALTHY);
        });

        assertThat(History.of(History.target(2, 1, 2), apart).transitions()).isEmpty();
    }

    @Property(edgeCases = EdgeCasesMode.MIXIN)
    void failures_oneLessThanTheThresholdInARow_neverOpen(
            @ForAll("histories") List<HealthStatus> statuses, @ForAll @IntRange(min = 2, max = 6) int threshold) {
        List<HealthStatus> broken = new ArrayList<>();
        int streak = 0;
        for (HealthStatus status : statuses) {
            streak = status == HealthStatus.HEALTHY ? 0 : streak + 1;
            if (streak == threshold) {
                broken.add(HealthStatus.HEALTHY);
                streak = 1;
            }
            broken.add(status);
        }

        assertThat(History.of(History.target(threshold, 1, threshold), broken).transitions())
                .isEmpty();
    }

    @Property(edgeCases = EdgeCasesMode.MIXIN)
    void severity_isByCriticalityAlone(
            @ForAll("histories") List<HealthStatus> statuses, @ForAll("targets") HealthTarget target) {
        Severity severity = target.critical() ? Severity.CRITICAL : Severity.WARNING;

        assertThat(History.of(target, statuses).transitions())
                .allSatisfy(
                        transition -> assertThat(transition.alert().severity()).isEqualTo(severity));
    }

    @Property(edgeCases = EdgeCasesMode.MIXIN)
    void change_isToldOnlyWhereMessageOrSeverityChanged_andAlwaysThere(
            @ForAll("histories") List<HealthStatus> statuses, @ForAll("targets") HealthTarget target) {
        Optional<Alert> before = Optional.empty();
        for (Decision decision : History.of(target, statuses).decisions()) {
            Optional<Alert> after = decision.state().activeAlert();
            boolean both = before.isPresent() && after.isPresent();
            assertThat(kinds(decision).contains(Kind.CHANGED)).isEqualTo(both && !before.equals(after));
            before = after;
        }
    }

    @Property(edgeCases = EdgeCasesMode.MIXIN)
    void since_isTheStartOfTheRunOfThePresentStatus(
            @ForAll("runs") List<HealthStatus> statuses, @ForAll("targets") HealthTarget target) {
        List<Decision> decisions = History.of(target, statuses).decisions();
        int runStart = 0;
        for (int i = 0; i < statuses.size(); i++) {
            runStart = i > 0 && statuses.get(i) == statuses.get(i - 1) ? runStart : i;
            assertThat(decisions.get(i).state().since()).hasValue(History.at(runStart));
        }
    }

    @Property(edgeCases = EdgeCasesMode.MIXIN)
    void fold_isDeterministic(
            @ForAll("histories") List<HealthStatus> statuses, @ForAll("targets") HealthTarget target) {
        assertThat(History.of(target, statuses).decisions())
                .isEqualTo(History.of(target, statuses).decisions());
    }

    @Property(edgeCases = EdgeCasesMode.MIXIN)
    void alerts_eachHaveOneTriggerAndAtMostOneResolve(
            @ForAll("runs") List<HealthStatus> statuses, @ForAll("targets") HealthTarget target) {
        History history = History.of(target, statuses);
        Map<Object, List<Kind>> byAlert = new HashMap<>();
        history.transitions()
                .forEach(transition -> byAlert.computeIfAbsent(
                                transition.alert().triggeredAt(), moment -> new ArrayList<>())
                        .add(transition.kind()));

        byAlert.forEach((moment, kinds) -> {
            boolean active = history.state()
                    .activeAlert()
                    .filter(alert -> alert.triggeredAt().equals(moment))
                    .isPresent();
            assertThat(kinds).startsWith(Kind.TRIGGERED).containsOnlyOnce(Kind.TRIGGERED);
            assertThat(kinds.stream().filter(kind -> kind == Kind.RESOLVED).count())
                    .isEqualTo(active ? 0 : 1);
        });
    }

    private static List<Kind> kinds(Decision decision) {
        return decision.transitions().stream().map(Transition::kind).toList();
    }
}
