package io.healthmon.alert;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What names an alert, whichever database it is in, or none.
 *
 * @param service the service's name
 * @param triggeredAt the timestamp of the check that opened it, to the microsecond
 */
public record AlertKey(String service, Instant triggeredAt) {

    public AlertKey {
        triggeredAt = triggeredAt.truncatedTo(ChronoUnit.MICROS);
    }

    /** The alert's name. */
    public static AlertKey of(Alert alert) {
        return new AlertKey(alert.service(), alert.triggeredAt());
    }
}
