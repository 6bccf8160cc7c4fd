package io.healthmon.alert;

import io.healthmon.check.Text;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Somebody has seen the alert and sees to it: it is told no more until it is resolved.
 *
 * @param by who; at most 100 characters
 * @param at when
 * @param note what they say of it; may be empty, at most 500 characters
 */
public record Acknowledgement(String by, Instant at, String note) {

    public Acknowledgement {
        by = Text.storable(by, 100);
        note = Text.message(note);
        at = at.truncatedTo(ChronoUnit.MICROS);
    }
}
