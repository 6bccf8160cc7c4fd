package io.healthmon.jdbc;

import java.time.Duration;

/**
 * How much of some long work is done in one transaction: as much as takes a fraction of a second, here and now. Where it fails, for
 * instance since a slow disk makes it take too long, the next try is of less. Not thread-safe.
 */
final class Portion {

    private static final long QUICK_NANOS = Duration.ofMillis(200).toNanos();
    private static final long SLOW_NANOS = Duration.ofMillis(800).toNanos();
    private static final int LESS = 4;

    private final int most;
    private int size;

    Portion(int first, int most) {
        this.size = first;
        this.most = most;
    }

    int size() {
        return size;
    }

    /** The last one took so long. */
    void took(long nanos) {
        if (nanos < QUICK_NANOS) {
            size = Math.min(size * 2, most);
        } else if (nanos > SLOW_NANOS) {
            size = Math.max(size / 2, 1);
        }
    }

    void failed() {
        size = Math.max(size / LESS, 1);
    }
}
