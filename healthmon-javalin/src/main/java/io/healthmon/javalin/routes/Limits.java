package io.healthmon.javalin.routes;

import java.time.Duration;

/**
 * How much may be asked for.
 *
 * @param historyHours how many hours back single checks go; who asks for more gets these
 * @param countsHours how many hours back uptime and what became of alerts go; likewise
 * @param testsPerMinute how many manual tests of one service there may be in a minute
 */
public record Limits(int historyHours, int countsHours, int testsPerMinute) {

    /** The contract's {@code hours} go no further, however long anything is kept. */
    public static final int MOST_HOURS = 8_760;

    /** Manual tests of one service in a minute unless told otherwise. */
    public static final int TESTS_PER_MINUTE = 10;

    public Limits {
        if (historyHours < 1 || countsHours < 1 || testsPerMinute < 1) {
            throw new IllegalArgumentException("each limit must be 1 or more");
        }
    }

    /** The limits where single checks and counts are kept so long; a begun hour is a whole one. */
    public static Limits of(Duration retention, Duration rollupRetention, int testsPerMinute) {
        return new Limits(hours(retention), hours(rollupRetention), testsPerMinute);
    }

    private static int hours(Duration kept) {
        return (int)
                Math.max(1, Math.min(MOST_HOURS, kept.plusHours(1).minusNanos(1).toHours()));
    }
}
