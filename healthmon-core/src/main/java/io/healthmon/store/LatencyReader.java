package io.healthmon.store;

import java.time.Instant;

/** Reads how long checks took. Thread-safe; blocks. */
public interface LatencyReader {

    /**
     * The response times of a service's operational checks with {@code from <= timestamp < to}. To the millisecond and within
     * one per cent; of an hour (after 35 days, of a day) whose raw rows are gone, the whole counts.
     *
     * @throws StoreException.Unavailable if the store is away
     */
    Latencies latencies(String service, Instant from, Instant to);
}
