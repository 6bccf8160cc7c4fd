package io.healthmon.alert;

import io.healthmon.check.Text;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Somebody has ended a silence or a maintenance window before its time.
 *
 * @param by who; at most 100 characters
 * @param at when, to the microsecond
 */
public record Ending(String by, Instant at) {

    public Ending {
        by = Text.storable(by, 100);
        at = at.truncatedTo(ChronoUnit.MICROS);
    }
}
