package io.healthmon.jdbc;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How far the past is done with; both are starts of UTC hours and never go back.
 *
 * @param closedTo hours before it are closed: a check that comes for one of them is late
 * @param droppedTo hours before it may have lost their rows, and only their rollups count; a UTC day's start, not after
 *     {@code closedTo}
 */
record Marks(Instant closedTo, Instant droppedTo) {

    /** True if a check of that time comes late for an hour that has its rows: its rollup is to be computed anew. */
    boolean makesDirty(Instant timestamp) {
        return isClosed(timestamp) && !isDropped(timestamp);
    }

    boolean isClosed(Instant timestamp) {
        return timestamp.isBefore(closedTo);
    }

    /** True if a check of that time comes later than the rows of its hour lasted: it is added to the hour's rollup. */
    boolean isDropped(Instant timestamp) {
        return timestamp.isBefore(droppedTo);
    }

    /** The UTC hour that a time lies in. */
    static Instant hour(Instant timestamp) {
        return timestamp.truncatedTo(ChronoUnit.HOURS);
    }

    /** The UTC day. */
    static Instant day(Instant timestamp) {
        return timestamp.truncatedTo(ChronoUnit.DAYS);
    }
}
