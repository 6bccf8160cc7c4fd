package io.healthmon.store;

import java.time.Instant;
import java.util.function.Consumer;

/** Counts checks. Thread-safe; blocks. */
public interface UptimeReader {

    /**
     * Counts a service's checks with {@code from <= timestamp < to}: exactly, while raw rows last; of an hour (after 35 days, of
     * a day) whose raw rows are gone, the whole counts.
     *
     * @param to not before the present hour: later rows than {@code to} do not exist
     * @throws StoreException.Unavailable if the store is away
     */
    StatusCounts count(String service, Instant from, Instant to);

    /**
     * The counts of every service for each UTC hour since {@code from} (the whole hour that it lies in), in no order. Hours that
     * are 35 days old may be counted by days alone, and are not given then.
     *
     * @param each is given one at a time, on the caller's thread: there may be millions; must not call the store
     * @throws StoreException.Unavailable if the store is away; some may have been given then
     */
    void hourlyCounts(Instant from, Consumer<HourlyCounts> each);

    /**
     * One service's hour.
     *
     * @param service the service
     * @param hour the hour's start, UTC
     * @param counts its checks
     */
    record HourlyCounts(String service, Instant hour, StatusCounts counts) {}
}
