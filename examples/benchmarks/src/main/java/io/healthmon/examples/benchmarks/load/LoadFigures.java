package io.healthmon.examples.benchmarks.load;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a run showed.
 *
 * @param before when the measured time began
 * @param after when it ended
 * @param residentMegabytes the monitor's resident memory, at the end
 * @param peakResidentMegabytes the most that it ever was
 * @param databaseMegabytes PostgreSQL's memory (PSS), at the end
 * @param usedHeapBytes heap in use after garbage collection, at the end
 * @param drained what the monitor counts when the last check is recorded
 * @param herd the largest 100 ms of requests in the first interval over the even rate
 * @param stored the table against the ledger
 */
record LoadFigures(
        Usage before,
        Usage after,
        double residentMegabytes,
        double peakResidentMegabytes,
        OptionalDouble databaseMegabytes,
        OptionalLong usedHeapBytes,
        Optional<MonitorFigures> drained,
        double herd,
        Optional<Stored> stored) {}
