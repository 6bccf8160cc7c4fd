package io.healthmon.jdbc;

import java.time.Duration;

/**
 * How much an adoption does at once, and how long it rests in between: the size of a step follows what the server can do in a tenth of a
 * second, and a rest is as long as the step before it. Not thread-safe.
 */
final class AdoptionPace {

    static final int MOST = 4_000;
    static final int FIRST = 500;
    static final int LEAST = 50;

    private static final Duration SHORT = Duration.ofMillis(60);
    private static final Duration LONG = Duration.ofMillis(160);
    private static final Duration LONGEST_REST = Duration.ofSeconds(3);

    private int limit = FIRST;

    /** How many checks the next step may take. */
    int limit() {
        return limit;
    }

    /** A step took so long. */
    Duration rest(Duration took) {
        if (took.compareTo(SHORT) < 0) {
            limit = Math.min(MOST, limit * 2);
        } else if (took.compareTo(LONG) > 0) {
            less();
        }
        return took.compareTo(LONGEST_REST) < 0 ? took : LONGEST_REST;
    }

    /** A step failed: it may have been too long for the server. */
    void less() {
        limit = Math.max(LEAST, limit / 2);
    }
}
