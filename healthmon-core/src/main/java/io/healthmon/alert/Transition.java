package io.healthmon.alert;

import java.time.Instant;

/**
 * A step in an alert's life, decided by a policy and recorded with the check that caused it.
 *
 * @param kind opened, changed or resolved
 * @param alert the alert as it is after the step
 * @param at when: the timestamp of the check that caused it
 * @param reason why, for people: the rule, and the counts that met it
 */
public record Transition(Kind kind, Alert alert, Instant at, String reason) {

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
