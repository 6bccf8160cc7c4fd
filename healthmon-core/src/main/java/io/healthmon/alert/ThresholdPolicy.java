package io.healthmon.alert;

import io.healthmon.HealthStatus;
import io.healthmon.HealthTarget;
import io.healthmon.alert.Transition.Kind;
import io.healthmon.evaluate.CheckResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The default policy. One failure streak counts consecutive checks that are not healthy, whatever their mix; only healthy
 * resets it. An alert opens when the streak reaches the threshold of the check's own status, unless that is in the service's start
 * period, and resolves after {@code recovery} healthy checks in a row, unless the service flaps. While it is active its message and
 * severity follow the service, and it is due to be told again every so often.
 */
enum ThresholdPolicy implements AlertPolicy {
    INSTANCE;

    @Override
    public Decision decide(HealthTarget target, ServiceState state, CheckResult check) {
        ServiceState counted = state.after(target, check);
        return state.activeAlert()
                .map(alert -> goesOn(target, state, counted, check, alert))
                .orElseGet(() -> opens(target, counted, check));
    }

    @Override
    public Explanation explain(HealthTarget target, ServiceState state, Instant now) {
        return ThresholdExplanation.of(target, state, now);
    }

    private static Decision opens(HealthTarget target, ServiceState counted, CheckResult check) {
        int threshold = counted.opensAt(target);
        if (counted.failureStreak() == 0 || threshold == 0 || counted.failureStreak() < threshold) {
            return decided(counted, List.of());
        }
        if (StartPeriod.covers(target, counted.trail(), check.timestamp())) {
            return heldBack(target, counted, check);
        }
        boolean flapping = Flaps.flaps(target, counted.trail(), false);
        Alert alert = new Alert(
                        target.name(),
                        severity(target),
                        AlertMessage.of(check, flapping),
                        check.timestamp(),
                        Optional.empty())
                .flapping(flapping);
        return decided(
                counted.with(Optional.of(alert)),
                List.of(transition(Kind.TRIGGERED, alert, check, Reasons.opens(target, counted, flapping))));
    }

    private static Decision heldBack(HealthTarget target, ServiceState counted, CheckResult check) {
        Suppression suppression = new Suppression(
                target.name(),
                Suppression.Cause.START_PERIOD,
                Optional.empty(),
                Optional.empty(),
                check.timestamp(),
                Reasons.tooEarly(target, counted));
        Held held = counted.held().filter(its -> its.goesOn(suppression)).orElseGet(suppression::held);
        return new Decision(counted.withHeld(Optional.of(held)), List.of(), Optional.of(suppression));
    }

    private static Decision goesOn(
            HealthTarget target, ServiceState before, ServiceState counted, CheckResult check, Alert alert) {
        boolean flapping = Flaps.flaps(target, counted.trail(), alert.flapping());
        if (!flapping && counted.recoveryStreak() >= target.thresholds().recovery()) {
            Why why = Reasons.resolves(target, counted, alert.flapping());
            return decided(
                    counted.with(Optional.empty()),
                    List.of(transition(Kind.RESOLVED, alert.resolved(check.timestamp()), check, why)));
        }
        List<Transition> transitions = new ArrayList<>(2);
        Alert followed = followed(target, check, alert, flapping);
        if (flapping != alert.flapping()) {
            transitions.add(transition(Kind.CHANGED, followed, check, Reasons.flaps(target, counted, alert, followed)));
        } else if (!followed.equals(alert)) {
            transitions.add(
                    transition(Kind.CHANGED, followed, check, Reasons.follows(counted, check, alert, followed)));
        }
        Instant last = before.lastCheck().map(CheckResult::timestamp).orElse(alert.triggeredAt());
        if (Reminders.isDue(target, followed, last, check.timestamp())) {
            transitions.add(transition(Kind.REMINDED, followed, check, Reasons.reminds(target, check, followed)));
        }
        return decided(counted.with(Optional.of(followed)), transitions);
    }

    /** A healthy check says nothing of what is wrong: the alert goes on saying what the one before said. */
    private static Alert followed(HealthTarget target, CheckResult check, Alert alert, boolean flapping) {
        boolean healthy = check.evaluation().status() == HealthStatus.HEALTHY;
        if (healthy && flapping == alert.flapping()) {
            return alert;
        }
        return healthy
                ? alert.changed(alert.severity(), AlertMessage.of(alert, flapping))
                        .flapping(flapping)
                : alert.changed(severity(target), AlertMessage.of(check, flapping))
                        .flapping(flapping);
    }

    /** Nothing is held back any more. */
    private static Decision decided(ServiceState state, List<Transition> transitions) {
        return new Decision(state.held().isEmpty() ? state : state.withHeld(Optional.empty()), transitions);
    }

    private static Severity severity(HealthTarget target) {
        return target.critical() ? Severity.CRITICAL : Severity.WARNING;
    }

    private static Transition transition(Kind kind, Alert alert, CheckResult check, Why why) {
        return new Transition(kind, alert, check.timestamp(), why);
    }
}
