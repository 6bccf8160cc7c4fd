package io.healthmon.store;

import io.healthmon.HealthTarget;
import io.healthmon.alert.ServiceState;
import io.healthmon.evaluate.CheckResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A time in which nobody looked at a service: the monitor did not run, its machine slept, its clock was set ahead. It counts neither
 * way.
 *
 * @param from the timestamp of the last check before it
 * @param to the timestamp of the first check after it; later than {@code from}
 */
public record Unobserved(Instant from, Instant to) {

    public Unobserved {
        if (!to.isAfter(from)) {
            throw new IllegalArgumentException("it must end after it begins: " + from + " to " + to);
        }
    }

    /** The time between a check and the one before it, if the service was not observed in it. */
    public static Optional<Unobserved> before(HealthTarget target, ServiceState before, CheckResult check) {
        return before.lastCheck()
                .map(CheckResult::timestamp)
                .filter(last ->
                        Duration.between(last, check.timestamp()).compareTo(ServiceState.unobservedAfter(target)) > 0)
                .map(last -> new Unobserved(last, check.timestamp()));
    }
}
