package io.healthmon.store;

import java.time.Instant;

/**
 * Checks of one service that were made and are not recorded one by one, because there was no room left for them while the store was
 * away. They count neither way. The oldest that found the service healthy go first, and a check that changed an alert never goes.
 *
 * @param from the timestamp of the first of them
 * @param to the timestamp of the last; not before {@code from}
 * @param checks how many; 1 or more
 */
public record Gap(Instant from, Instant to, long checks) {

    public Gap {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("a gap must not end before it begins: " + from + " to " + to);
        }
        if (checks < 1) {
            throw new IllegalArgumentException("a gap must be of 1 check or more, not " + checks);
        }
    }

    /** Of one check. */
    public static Gap of(Instant at) {
        return new Gap(at, at, 1);
    }

    /** Both together. */
    public Gap plus(Gap other) {
        return new Gap(
                from.isBefore(other.from) ? from : other.from,
                to.isAfter(other.to) ? to : other.to,
                checks + other.checks);
    }
}
