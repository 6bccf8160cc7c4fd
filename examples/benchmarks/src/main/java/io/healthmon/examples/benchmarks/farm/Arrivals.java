package io.healthmon.examples.benchmarks.farm;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;

/** How many requests came in each window of 100 ms since the first, for an hour. Thread-safe. */
final class Arrivals {

    static final long WINDOW_NANOS = 100_000_000;

    private static final long NONE = Long.MIN_VALUE;
    private static final int WINDOWS = 36_000;

    private final AtomicLong first = new AtomicLong(NONE);
    private final AtomicIntegerArray counts = new AtomicIntegerArray(WINDOWS);

    void count(long nanos) {
        if (first.get() == NONE) {
            first.compareAndSet(NONE, nanos);
        }
        long window = (nanos - first.get()) / WINDOW_NANOS;
        if (window >= 0 && window < WINDOWS) {
            counts.incrementAndGet((int) window);
        }
    }

    /** Up to the last that is not empty. */
    int[] snapshot() {
        int end = WINDOWS;
        while (end > 0 && counts.get(end - 1) == 0) {
            end--;
        }
        int[] copy = new int[end];
        for (int i = 0; i < end; i++) {
            copy[i] = counts.get(i);
        }
        return copy;
    }
}
