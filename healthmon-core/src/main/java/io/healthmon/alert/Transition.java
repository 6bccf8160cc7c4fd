package io.healthmon.alert;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A step in an alert's life, decided by a policy and recorded with the check that caused it.
 *
 * @param kind opened, changed or resolved
 * @param alert the alert as it is after the step
 * @param at when, to the microsecond: the timestamp of the check that caused it
 * @param reason why, for people: the rule, and the counts that met it
 */
public record Transition(Kind kind, Alert alert, Instant at, String reason) {

    public Transition {
        if ((kind == Kind.RESOLVED) == alert.active()) {
            throw new IllegalArgumentException(
                    "an alert is resolved exactly by the transition that says so, not by " + kind);
        }
        at = at.truncatedTo(ChronoUnit.MICROS);
    }

    /** The steps there are. */
    public enum Kind {
        /** The alert was opened. */
        TRIGGERED,
        /** Its service's status, cause or criticality changed; so did its message or severity. */
        CHANGED,
        /** It was resolved. */
        RESOLVED
    }
}
