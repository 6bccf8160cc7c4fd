package io.healthmon.examples.benchmarks.reads;

import java.util.function.IntConsumer;
import org.HdrHistogram.Histogram;

/**
 * How long a read takes.
 *
 * @param p50Millis half of the calls took no longer
 * @param p99Millis 99 of 100 took no longer
 * @param calls how many were made
 */
record Latency(double p50Millis, double p99Millis, long calls) {

    private static final int DIGITS = 3;
    private static final int WARM_UP = 300;
    private static final int CALLS = 3_000;
    private static final long LONGEST_NANOS = 20_000_000_000L;
    private static final double NANOS_PER_MILLI = 1e6;

    /** Calls {@code read} with 0, 1, 2 …: some times unmeasured, then 3,000 times, or for 20 s. */
    static Latency of(IntConsumer read) {
        for (int i = 0; i < WARM_UP; i++) {
            read.accept(i);
        }
        Histogram histogram = new Histogram(DIGITS);
        long start = System.nanoTime();
        for (int i = 0; i < CALLS && System.nanoTime() - start < LONGEST_NANOS; i++) {
            long before = System.nanoTime();
            read.accept(i);
            histogram.recordValue(System.nanoTime() - before);
        }
        return new Latency(
                histogram.getValueAtPercentile(50) / NANOS_PER_MILLI,
                histogram.getValueAtPercentile(99) / NANOS_PER_MILLI,
                histogram.getTotalCount());
    }
}
