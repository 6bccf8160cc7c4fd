package io.healthmon.store;

import io.healthmon.store.StoredGap.Kind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Checks of one service that were made and are not recorded one by one. They count neither way. Either there was no room left for them
 * while the store was away: then the oldest that found the service healthy go first, and a check that changed an alert never goes. Or
 * they said nothing of the service, by the monitor's own fault.
 *
 * @param kind why they are not recorded; never {@link Kind#NOT_OBSERVED}, which is a time without checks
 * @param from the timestamp of the first of them
 * @param to the timestamp of the last; not before {@code from}
 * @param checks how many; 1 or more
 */
public record Gap(Kind kind, Instant from, Instant to, long checks) {

    public Gap {
        from = from.truncatedTo(ChronoUnit.MICROS);
        to = to.truncatedTo(ChronoUnit.MICROS);
        if (kind == Kind.NOT_OBSERVED) {
            throw new IllegalArgumentException("a time without checks is no gap of checks");
        }
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("a gap must not end before it begins: " + from + " to " + to);
        }
        if (checks < 1) {
            throw new IllegalArgumentException("a gap must be of 1 check or more, not " + checks);
        }
    }

    /** Of checks that were given up. */
    public Gap(Instant from, Instant to, long checks) {
        this(Kind.GIVEN_UP, from, to, checks);
    }

    /** Of one check that was given up. */
    public static Gap of(Instant at) {
        return of(Kind.GIVEN_UP, at);
    }

    /** Of one check. */
    public static Gap of(Kind kind, Instant at) {
        return new Gap(kind, at, at, 1);
    }

    /** Both together. Of two kinds it is one that was given up: of some of them nobody knows any more what they found. */
    public Gap plus(Gap other) {
        return new Gap(
                kind == other.kind ? kind : Kind.GIVEN_UP,
                from.isBefore(other.from) ? from : other.from,
                to.isAfter(other.to) ? to : other.to,
                checks + other.checks);
    }
}
