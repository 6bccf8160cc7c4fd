package io.healthmon.alert;

import io.healthmon.HealthStatus;
import io.healthmon.HealthTarget;
import io.healthmon.evaluate.CheckResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The default policy. One failure streak counts consecutive checks that are not healthy, whatever their mix; only healthy
 * resets it. An alert opens when the streak reaches the threshold of the check's own status, and resolves after
 * {@code recovery} healthy checks in a row. While it is active its message and severity follow the service.
 */
enum ThresholdPolicy implements AlertPolicy {
    INSTANCE;

    @Override
    public Decision decide(HealthTarget target, ServiceState state, CheckResult check) {
        HealthStatus status = check.evaluation().status();
        boolean healthy = status == HealthStatus.HEALTHY;
        boolean sameStatus = state.lastCheck().isPresent() && state.status() == status;
        Counted counted = new Counted(
                Optional.of(check),
                sameStatus ? state.since() : Optional.of(check.timestamp()),
                healthy ? 0 : increment(state.failureStreak()),
                healthy ? increment(state.recoveryStreak()) : 0);
        if (state.activeAlert().isEmpty()) {
            return healthy ? counted.without(state) : maybeTrigger(target, state, check, counted);
        }
        Alert alert = state.activeAlert().get();
        return healthy
                ? maybeResolve(target, state, check, counted, alert)
                : follow(target, state, check, counted, alert);
    }

    private static Decision maybeTrigger(HealthTarget target, ServiceState state, CheckResult check, Counted counted) {
        HealthStatus status = check.evaluation().status();
        int threshold = status == HealthStatus.UNKNOWN
                ? target.thresholds().unknown()
                : target.thresholds().failure();
        if (threshold == 0 || counted.failureStreak() < threshold) {
            return counted.without(state);
        }
        Alert alert = new Alert(target.name(), severity(target), message(check), check.timestamp(), Optional.empty());
        String rule = status == HealthStatus.UNKNOWN ? "unknown-threshold" : "failure-threshold";
        return counted.with(
                state,
                Optional.of(alert),
                transition(
                        Transition.Kind.TRIGGERED,
                        alert,
                        check.timestamp(),
                        counted.failureStreak() + " checks in a row not healthy, the last " + status + "; " + rule
                                + " is " + threshold));
    }

    private static Decision maybeResolve(
            HealthTarget target, ServiceState state, CheckResult check, Counted counted, Alert alert) {
        int threshold = target.thresholds().recovery();
        if (counted.recoveryStreak() < threshold) {
            return counted.with(state, Optional.of(alert), List.of());
        }
        Alert resolved = alert.resolved(check.timestamp());
        return counted.with(
                state,
                Optional.empty(),
                transition(
                        Transition.Kind.RESOLVED,
                        resolved,
                        check.timestamp(),
                        counted.recoveryStreak() + " healthy checks in a row; recovery-threshold is " + threshold));
    }

    private static Decision follow(
            HealthTarget target, ServiceState state, CheckResult check, Counted counted, Alert alert) {
        Alert changed = alert.changed(severity(target), message(check));
        if (changed.equals(alert)) {
            return counted.with(state, Optional.of(alert), List.of());
        }
        return counted.with(
                state,
                Optional.of(changed),
                transition(
                        Transition.Kind.CHANGED,
                        changed,
                        check.timestamp(),
                        "was: " + alert.severity().word() + ", " + alert.message()));
    }

    private static Severity severity(HealthTarget target) {
        return target.critical() ? Severity.CRITICAL : Severity.WARNING;
    }

    private static String message(CheckResult check) {
        return "Service " + check.service() + " is "
                + check.evaluation().status().word() + ": "
                + check.evaluation().message().orElse("");
    }

    private static List<Transition> transition(Transition.Kind kind, Alert alert, Instant at, String reason) {
        return List.of(new Transition(kind, alert, at, reason));
    }

    private static int increment(int streak) {
        return streak == Integer.MAX_VALUE ? streak : streak + 1;
    }

    /** The new counts, waiting for what becomes of the alert. */
    private record Counted(
            Optional<CheckResult> check, Optional<Instant> since, int failureStreak, int recoveryStreak) {

        Decision without(ServiceState state) {
            return with(state, Optional.empty(), List.of());
        }

        Decision with(ServiceState state, Optional<Alert> alert, List<Transition> transitions) {
            return new Decision(
                    new ServiceState(state.service(), check, since, failureStreak, recoveryStreak, alert), transitions);
        }
    }
}
