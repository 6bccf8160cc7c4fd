package io.healthmon.target;

import java.time.Duration;

/**
 * When a service is checked, and how long one check may take.
 *
 * @param interval the time between two slots; default 30 s, as the seed
 * @param timeout the hard deadline of one check over everything (name, connection, TLS, headers, body); default 10 s;
 *     shorter than the interval, so that a check ends before its next slot
 */
public record Schedule(Duration interval, Duration timeout) {

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofDays(30);

    /** The seed's: every 30 s, 10 s to answer. */
    public static final Schedule DEFAULT = new Schedule(Duration.ofSeconds(30), Duration.ofSeconds(10));

    public Schedule {
        if (interval.compareTo(SHORTEST) < 0 || interval.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("interval must be from 1ms to 30d, not " + interval.toMillis() + "ms");
        }
        if (timeout.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException("timeout must be at least 1ms, not " + timeout.toMillis() + "ms");
        }
        if (timeout.compareTo(interval) >= 0) {
            throw new IllegalArgumentException("timeout (" + timeout.toMillis()
                    + "ms) must be shorter than the interval (" + interval.toMillis() + "ms)");
        }
    }
}
