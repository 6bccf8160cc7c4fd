package io.healthmon.alert;

import io.healthmon.HealthStatus;
import io.healthmon.HealthTarget;
import io.healthmon.evaluate.CheckResult;
import java.time.Duration;
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
 * @param trail what else of the log decisions rest on
 * @param activeAlert the one active alert, if there is one
 * @param held what keeps an alert from being opened, or the active one from being told; empty if nothing does
 */
public record ServiceState(
        String service,
        Optional<CheckResult> lastCheck,
        Optional<Instant> since,
        int failureStreak,
        int recoveryStreak,
        Trail trail,
        Optional<Alert> activeAlert,
        Optional<Held> held) {

    public ServiceState {
        if (failureStreak < 0 || recoveryStreak < 0) {
            throw new IllegalArgumentException("a streak must be 0 or more");
        }
    }

    /** One of which nothing more is known. */
    public ServiceState(
            String service,
            Optional<CheckResult> lastCheck,
            Optional<Instant> since,
            int failureStreak,
            int recoveryStreak,
            Optional<Alert> activeAlert) {
        this(service, lastCheck, since, failureStreak, recoveryStreak, Trail.NONE, activeAlert, Optional.empty());
    }

    /** The state before the first check. */
    public static ServiceState initial(String service) {
        return new ServiceState(service, Optional.empty(), Optional.empty(), 0, 0, Optional.empty());
    }

    /**
     * The state after one more check, but for the alert, which is a policy's to decide: what the log alone comes to.
     *
     * @param target says from when on a time between two checks is one in which the service was not observed
     * @param check later than the last one
     */
    public ServiceState after(HealthTarget target, CheckResult check) {
        return after(check, unobservedAfter(target));
    }

    /** As {@link #after(HealthTarget, CheckResult)}, of a service that is not watched any more. */
    public ServiceState after(CheckResult check) {
        return after(check, Duration.ofSeconds(Long.MAX_VALUE));
    }

    /**
     * A longer time than this between two checks is a gap, in which the service was not observed: two slots were missed, because the
     * monitor did not run, the machine slept, or the clock was set ahead.
     */
    public static Duration unobservedAfter(HealthTarget target) {
        return target.schedule()
                .interval()
                .multipliedBy(2)
                .plus(target.schedule().timeout());
    }

    private ServiceState after(CheckResult check, Duration unobservedAfter) {
        HealthStatus status = check.evaluation().status();
        boolean healthy = status == HealthStatus.HEALTHY;
        boolean sameStatus = lastCheck.isPresent() && status() == status;
        int failures = healthy ? 0 : increment(failureStreak);
        int recoveries = healthy ? increment(recoveryStreak) : 0;
        return new ServiceState(
                service,
                Optional.of(check),
                sameStatus ? since : Optional.of(check.timestamp()),
                failures,
                recoveries,
                trail.after(lastCheck, check, Math.max(failures, recoveries), unobservedAfter),
                activeAlert,
                held);
    }

    private static int increment(int streak) {
        return streak == Integer.MAX_VALUE ? streak : streak + 1;
    }

    /** This with another alert, or none. */
    public ServiceState with(Optional<Alert> alert) {
        return new ServiceState(service, lastCheck, since, failureStreak, recoveryStreak, trail, alert, held);
    }

    /** This with something else, or nothing, that keeps its alert. */
    public ServiceState withHeld(Optional<Held> its) {
        return new ServiceState(service, lastCheck, since, failureStreak, recoveryStreak, trail, activeAlert, its);
    }

    /** This with another newest check in its place, of which something was left out. */
    public ServiceState withLastCheck(Optional<CheckResult> check) {
        return new ServiceState(service, check, since, failureStreak, recoveryStreak, trail, activeAlert, held);
    }

    /**
     * How long a failure streak must be to open an alert by the target's thresholds, while the service has its present status, or, if
     * it is healthy, once it is unhealthy. 0 if none does.
     */
    public int opensAt(HealthTarget target) {
        return status() == HealthStatus.UNKNOWN
                ? target.thresholds().unknown()
                : target.thresholds().failure();
    }

    /** The newest check's status; unknown if there was none. */
    public HealthStatus status() {
        return lastCheck.map(check -> check.evaluation().status()).orElse(HealthStatus.UNKNOWN);
    }
}
