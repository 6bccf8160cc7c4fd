package io.healthmon.alert;

import io.healthmon.check.Text;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/**
 * Something that would have happened, and did not: an alert that was not opened, or one that was not told. Recorded once, when it
 * begins, its cause changes or another alert lists it, and not again with each check.
 *
 * @param service whose alert it is
 * @param cause what kept it from happening
 * @param because the parent, the component's service, the name of the maintenance window or the id of the silence; empty where the
 *     cause says it all; at most 200 characters
 * @param alert the alert that lists it: the parent's, or the one that is not told; empty if there is none yet
 * @param at when, to the microsecond
 * @param why the rule that would have made it happen, and what kept it from that
 */
public record Suppression(
        String service, Cause cause, Optional<String> because, Optional<AlertKey> alert, Instant at, Why why) {

    public Suppression {
        because = because.map(what -> Text.storable(what, Held.MAX_BECAUSE));
        at = at.truncatedTo(ChronoUnit.MICROS);
    }

    /** This, listed by another alert, or by none. */
    public Suppression listedBy(Optional<AlertKey> other) {
        return new Suppression(service, cause, because, other, at, why);
    }

    /** The same in the memory of its service. */
    public Held held() {
        return new Held(cause, because, alert, at);
    }

    /** What may keep an alert from being opened or told. */
    public enum Cause {
        /** The service was just started, or is observed anew. */
        START_PERIOD,
        /** A maintenance window. */
        MAINTENANCE,
        /** A service that it depends on is down. */
        DEPENDENCY,
        /** The component that it complains of is a service that is down itself. */
        COMPONENT,
        /** The monitor is cut off from its own network: the canaries fail too. */
        CUT_OFF,
        /** One of these is not known yet: it was last checked before the failure began, and is being checked. */
        UNDECIDED,
        /** A silence: the alert is open, and not told. */
        SILENCE;

        private final String word = name().toLowerCase(Locale.ROOT);

        /** The word on the wire and in the database. */
        public String word() {
            return word;
        }
    }
}
