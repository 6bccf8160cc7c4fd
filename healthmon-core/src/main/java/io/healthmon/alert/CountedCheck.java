package io.healthmon.alert;

import io.healthmon.HealthStatus;
import io.healthmon.evaluate.CheckResult;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A check that a decision rests on.
 *
 * @param timestamp when it started: with the service's name, the key of its row, to the microsecond
 * @param status what it found
 */
public record CountedCheck(Instant timestamp, HealthStatus status) {

    public CountedCheck {
        timestamp = timestamp.truncatedTo(ChronoUnit.MICROS);
    }

    /** The check, for a decision. */
    public static CountedCheck of(CheckResult check) {
        return new CountedCheck(check.timestamp(), check.evaluation().status());
    }
}
