package io.healthmon.alert;

import io.healthmon.HealthStatus;
import io.healthmon.evaluate.CheckResult;
import java.time.Instant;
import java.util.Optional;

/**
 * What a service's checks so far come to: the fold of its log that a policy reads and writes.
 *
 * @param service the service's name
 * @param lastCheck the newest check; empty if there was none
 * @param since since when the service has its status; empty if it was never checked
 * @param failureStreak consecutive checks that are not healthy, whatever their mix; 0 after a healthy one
 * @param recoveryStreak consecutive healthy checks; 0 after any other
 * @param activeAlert the one active alert, if there is one
 */
public record ServiceState(
        String service,
        Optional<CheckResult> lastCheck,
        Optional<Instant> since,
        int failureStreak,
        int recoveryStreak,
        Optional<Alert> activeAlert) {

    public ServiceState {
        if (failureStreak < 0 || recoveryStreak < 0) {
            throw new IllegalArgumentException("a streak must be 0 or more");
        }
    }

    /** The state before the first check. */
    public static ServiceState initial(String service) {
        return new ServiceState(service, Optional.empty(), Optional.empty(), 0, 0, Optional.empty());
    }

    /**
     * The state after one more check, but for the alert, which is a policy's to decide: what the log alone comes to.
     *
     * @param check later than the last one
     */
    public ServiceState after(CheckResult check) {
        HealthStatus status = check.evaluation().status();
        boolean healthy = status == HealthStatus.HEALTHY;
        boolean sameStatus = lastCheck.isPresent() && status() == status;
        return new ServiceState(
                service,
                Optional.of(check),
                sameStatus ? since : Optional.of(check.timestamp()),
                healthy ? 0 : increment(failureStreak),
                healthy ? increment(recoveryStreak) : 0,
                activeAlert);
    }

    private static int increment(int streak) {
        return streak == Integer.MAX_VALUE ? streak : streak + 1;
    }

    /** This with another alert, or none. */
    public ServiceState with(Optional<Alert> alert) {
        return new ServiceState(service, lastCheck, since, failureStreak, recoveryStreak, alert);
    }

    /** The newest check's status; unknown if there was none. */
    public HealthStatus status() {
        return lastCheck.map(check -> check.evaluation().status()).orElse(HealthStatus.UNKNOWN);
    }
}
