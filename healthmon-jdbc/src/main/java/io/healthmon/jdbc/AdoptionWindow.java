package io.healthmon.jdbc;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What of the original's log is adopted, as it was when the adoption began: what retention would leave of it.
 *
 * @param begun when it began
 * @param ahead what lies further in the future was recorded by a clock that was off, and is left out
 * @param rowsSince checks back to here are copied: the beginning of the oldest day that is kept
 * @param countsSince those back to here are counted; not after {@code rowsSince}
 */
record AdoptionWindow(Instant begun, Instant ahead, Instant rowsSince, Instant countsSince) {

    /** As far as it makes a partition for each day. */
    private static final Duration FURTHEST_AHEAD = Duration.ofDays(366);

    /**
     * @param kept how long checks are kept
     * @param countsKept how long their counts are
     */
    static AdoptionWindow of(Instant now, Duration kept, Duration countsKept) {
        Instant rows = DayPartition.of(now.minus(kept)).from();
        Instant counts = now.minus(countsKept).truncatedTo(ChronoUnit.HOURS);
        return new AdoptionWindow(now, ahead(now), rows, counts.isBefore(rows) ? counts : rows);
    }

    static Instant ahead(Instant begun) {
        return begun.plus(FURTHEST_AHEAD);
    }
}
