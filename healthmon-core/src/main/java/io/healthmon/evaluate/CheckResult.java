package io.healthmon.evaluate;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * One check, evaluated: what a row of the check log says.
 *
 * @param service the service's name
 * @param timestamp when the check started, wall time to the microsecond; strictly increasing per service
 * @param responseTime how long it took, monotonic
 * @param evaluation what it found
 */
public record CheckResult(String service, Instant timestamp, Duration responseTime, Evaluation evaluation) {

    public CheckResult {
        if (responseTime.isNegative()) {
            throw new IllegalArgumentException("responseTime must be zero or more, not " + responseTime);
        }
        timestamp = timestamp.truncatedTo(ChronoUnit.MICROS);
    }

    /** The response time in whole milliseconds, as the seed's column has it. */
    public int responseTimeMillis() {
        return (int) Math.min(Integer.MAX_VALUE, responseTime.toMillis());
    }
}
