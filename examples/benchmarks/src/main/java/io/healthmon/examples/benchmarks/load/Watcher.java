package io.healthmon.examples.benchmarks.load;

import io.healthmon.HealthMonitor;
import io.healthmon.HealthStatus;
import io.healthmon.HealthTarget;
import io.healthmon.MonitorListener;
import io.healthmon.MonitorStatistics;
import io.healthmon.store.RecordedStep;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** Listens to a monitor and counts. Thread-safe. */
final class Watcher implements MonitorListener {

    private static final int DIGITS = 3;
    private static final double NANOS_PER_MILLI = 1e6;

    private final Recorder lag = new Recorder(DIGITS);
    private final AtomicLong recorded = new AtomicLong();
    private final AtomicLong unexpected = new AtomicLong();
    private final HeapWatch heap = new HeapWatch();

    @Override
    public void onSlot(HealthTarget target, Duration slotLag) {
        lag.recordValue(slotLag.toNanos());
    }

    @Override
    public void onStep(RecordedStep step) {
        if (step.step().check().isPresent()) {
            recorded.incrementAndGet();
            if (step.step().state().status() != expected(step.step().service())) {
                unexpected.incrementAndGet();
            }
        }
    }

    private static HealthStatus expected(String service) {
        return switch (Plan.kind(service)) {
            case HEALTHY -> HealthStatus.HEALTHY;
            case HANG -> HealthStatus.UNHEALTHY;
            case DEGRADED -> HealthStatus.DEGRADED;
            case REFUSED -> HealthStatus.UNKNOWN;
        };
    }

    /** True if every check that was started has come to an end that is recorded or counted otherwise. */
    boolean quiet(MonitorStatistics statistics) {
        return recorded.get() + statistics.monitorFaults() + statistics.droppedSteps() == statistics.checks();
    }

    /** Everything; what is counted since the last call starts anew. */
    MonitorFigures figures(HealthMonitor monitor) {
        MonitorStatistics statistics = monitor.statistics();
        Histogram slots = lag.getIntervalHistogram();
        return new MonitorFigures(
                statistics.checks(),
                recorded.get(),
                unexpected.get(),
                statistics.skippedBusy(),
                statistics.skippedLate(),
                statistics.monitorFaults(),
                statistics.droppedSteps(),
                statistics.lightenedSteps(),
                statistics.lostEvents(),
                slots.getTotalCount(),
                slots.getValueAtPercentile(50) / NANOS_PER_MILLI,
                slots.getValueAtPercentile(99) / NANOS_PER_MILLI,
                slots.getMaxValue() / NANOS_PER_MILLI,
                heap.allocated(),
                heap.takePeak(),
                heap.collections(),
                heap.collectionMillis());
    }
}
