package io.healthmon.alert;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * A step in an alert's life, decided by a policy or a person and recorded with what caused it.
 *
 * @param kind what happened
 * @param alert the alert as it is after the step
 * @param at when, to the microsecond: mostly the timestamp of the check that caused it
 * @param why the rule, and the checks that met it
 */
public record Transition(Kind kind, Alert alert, Instant at, Why why) {

    public Transition {
        if ((kind == Kind.RESOLVED) == alert.active()) {
            throw new IllegalArgumentException(
                    "an alert is resolved exactly by the transition that says so, not by " + kind);
        }
        at = at.truncatedTo(ChronoUnit.MICROS);
    }

    /** Why, for people. */
    public String reason() {
        return why.sentence();
    }

    /** The same with the alert as it is after something else that happened at the same time. */
    public Transition with(Alert other) {
        return new Transition(kind, other, at, why);
    }

    /** The steps there are. */
    public enum Kind {
        /** The alert was opened. */
        TRIGGERED,
        /** Its service's status, cause or criticality changed, or it began or ceased to flap; so did its message or severity. */
        CHANGED,
        /** It was due to be told again. */
        REMINDED,
        /** Somebody sees to it. */
        ACKNOWLEDGED,
        /** It was given to channels that did not have it: a silence has ended, or the time of a route begun. */
        TOLD,
        /** It was resolved. */
        RESOLVED;

        private final String word = name().toLowerCase(Locale.ROOT);

        /** The word on the wire and in the database. */
        public String word() {
            return word;
        }
    }
}
