package io.healthmon.alert;

import io.healthmon.HealthStatus;
import io.healthmon.HealthTarget;
import io.healthmon.evaluate.CheckResult;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        boolean healthy = check.evaluation().status() == HealthStatus.HEALTHY;
        ServiceState counted = state.after(target, check);
        if (state.activeAlert().isEmpty()) {
            return healthy ? new Decision(counted, List.of()) : maybeTrigger(target, check, counted);
        }
        Alert alert = state.activeAlert().get();
        return healthy ? maybeResolve(target, check, counted, alert) : follow(target, check, counted, alert);
    }

    private static Decision maybeTrigger(HealthTarget target, CheckResult check, ServiceState counted) {
        HealthStatus status = check.evaluation().status();
        int threshold = status == HealthStatus.UNKNOWN
                ? target.thresholds().unknown()
                : target.thresholds().failure();
        if (threshold == 0 || counted.failureStreak() < threshold) {
            return new Decision(counted, List.of());
        }
        Alert alert = new Alert(target.name(), severity(target), message(check), check.timestamp(), Optional.empty());
        String rule = status == HealthStatus.UNKNOWN ? "unknown-threshold" : "failure-threshold";
        return new Decision(
                counted.with(Optional.of(alert)),
                transition(
                        Transition.Kind.TRIGGERED,
                        alert,
                        check.timestamp(),
                        counted(
                                rule,
                                threshold,
                                counted,
                                counted.failureStreak() + " checks in a row not healthy, the last " + status + "; "
                                        + rule + " is " + threshold)));
    }

    private static Decision maybeResolve(HealthTarget target, CheckResult check, ServiceState counted, Alert alert) {
        int threshold = target.thresholds().recovery();
        if (counted.recoveryStreak() < threshold) {
            return new Decision(counted, List.of());
        }
        return new Decision(
                counted.with(Optional.empty()),
                transition(
                        Transition.Kind.RESOLVED,
                        alert.resolved(check.timestamp()),
                        check.timestamp(),
                        counted(
                                "recovery-threshold",
                                threshold,
                                counted,
                                counted.recoveryStreak() + " healthy checks in a row; recovery-threshold is "
                                        + threshold)));
    }

    private static Decision follow(HealthTarget target, CheckResult check, ServiceState counted, Alert alert) {
        Alert changed = alert.changed(severity(target), message(check));
        if (changed.equals(alert)) {
            return new Decision(counted, List.of());
        }
        return new Decision(
                counted.with(Optional.of(changed)),
                transition(
                        Transition.Kind.CHANGED,
                        changed,
                        check.timestamp(),
                        new Why(
                                "follow",
                                Map.of(),
                                List.of(CountedCheck.of(check)),
                                "was: " + alert.severity().word() + ", " + alert.message())));
    }

    private static Severity severity(HealthTarget target) {
        return target.critical() ? Severity.CRITICAL : Severity.WARNING;
    }

    private static String message(CheckResult check) {
        return "Service " + check.service() + " is "
                + check.evaluation().status().word() + ": "
                + check.evaluation().message().orElse("");
    }

    private static Why counted(String rule, int threshold, ServiceState counted, String sentence) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(rule, Integer.toString(threshold));
        facts.put("streak", Integer.toString(Math.max(counted.failureStreak(), counted.recoveryStreak())));
        return new Why(rule, facts, counted.trail().streak(), sentence);
    }

    private static List<Transition> transition(Transition.Kind kind, Alert alert, Instant at, Why why) {
        return List.of(new Transition(kind, alert, at, why));
    }
}
