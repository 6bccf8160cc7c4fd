package io.healthmon.store;

/**
 * How long the checks of a window took that found the service operational (healthy or degraded): a time-out says how long the
 * monitor waited, not how fast the service is.
 *
 * @param checks how many; the times mean nothing if it is 0
 * @param p50 half of them took this many milliseconds at most
 * @param p95 … of 95 %
 * @param p99 … of 99 %
 * @param max the longest, in milliseconds
 */
public record Latencies(long checks, int p50, int p95, int p99, int max) {

    /** Of no checks. */
    public static final Latencies NONE = new Latencies(0, 0, 0, 0, 0);
}
