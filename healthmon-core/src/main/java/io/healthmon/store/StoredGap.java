package io.healthmon.store;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A time of a service of which no checks are recorded.
 *
 * @param service the service's name
 * @param kind why not
 * @param from the first check that is missing, or the last one before nobody looked
 * @param to the last check that is missing, or the first one after nobody had looked
 * @param checks how many checks are missing; 0 if none were made
 */
public record StoredGap(String service, Kind kind, Instant from, Instant to, long checks) {

    /** Checks that are missing. */
    public static StoredGap of(String service, Gap gap) {
        return new StoredGap(service, gap.kind(), gap.from(), gap.to(), gap.checks());
    }

    /** A time in which nobody looked. */
    public static StoredGap of(String service, Unobserved time) {
        return new StoredGap(service, Kind.NOT_OBSERVED, time.from(), time.to(), 0);
    }

    /** Why checks are missing. */
    public enum Kind {
        /** They were made, and there was no room left for them while the store was away. */
        GIVEN_UP,
        /** None were made: the monitor did not run, its machine slept, its clock was set ahead. */
        NOT_OBSERVED,
        /** They ran out of time while the monitor's own threads were held up, so that no answer could have been heard. */
        HELD_UP,
        /** They found nothing out, by the monitor's own fault: no file handle, no free thread, a bug. */
        MONITOR_FAULT;

        private final String word = name().toLowerCase(Locale.ROOT);

        /** The word on the wire and in the database. */
        public String word() {
            return word;
        }

        /** The kind of this word. */
        public static Optional<Kind> ofWord(String word) {
            for (Kind kind : values()) {
                if (kind.word.equals(word)) {
                    return Optional.of(kind);
                }
            }
            return Optional.empty();
        }
    }
}
