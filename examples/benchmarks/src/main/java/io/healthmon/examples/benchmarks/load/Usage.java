package io.healthmon.examples.benchmarks.load;

import io.healthmon.examples.benchmarks.farm.FarmProcess;
import io.healthmon.examples.benchmarks.machine.ProcessTree;
import java.util.Optional;

/**
 * What has been used up to one moment; the difference of two is what an interval cost.
 *
 * @param nanos when
 * @param monitorCpuSeconds CPU time of the monitor
 * @param databaseCpuSeconds CPU time of PostgreSQL
 * @param farmCpuSeconds CPU time of the farm
 * @param asked requests that the farm was asked
 * @param monitor what the monitor counts
 */
record Usage(
        long nanos,
        double monitorCpuSeconds,
        double databaseCpuSeconds,
        double farmCpuSeconds,
        long asked,
        Optional<MonitorFigures> monitor) {

    static Usage now(FarmProcess farm, Monitored monitored) {
        return new Usage(
                System.nanoTime(),
                monitored.monitor().cpuSeconds(),
                monitored.database().map(ProcessTree::cpuSeconds).orElse(0.0),
                new ProcessTree(farm.pid()).cpuSeconds(),
                farm.ledger().asked(),
                monitored.figures());
    }

    /** Checks since {@code before}: as the monitor counts them, or as the farm was asked. */
    long checksSince(Usage before) {
        return monitor.isPresent() && before.monitor.isPresent()
                ? monitor.get().checks() - before.monitor.get().checks()
                : asked - before.asked;
    }

    double secondsSince(Usage before) {
        return (nanos - before.nanos) / 1e9;
    }
}
