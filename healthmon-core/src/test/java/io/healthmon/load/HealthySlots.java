package io.healthmon.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthTarget;
import io.healthmon.MonitorListener;
import io.healthmon.MonitorStatistics;
import io.healthmon.store.RecordedStep;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What became of the slots of all services, and of the checks of those whose names begin with "healthy". */
final class HealthySlots implements MonitorListener {
    private final int rounds;
    private final AtomicInteger missing;
    private final CountDownLatch done = new CountDownLatch(1);
    private final ConcurrentLinkedQueue<Long> lagMicros = new ConcurrentLinkedQueue<>();
    private final Queue<String> skippedHealthy = new ConcurrentLinkedQueue<>();
    private final Queue<String> notHealthy = new ConcurrentLinkedQueue<>();
    private final Map<String, Integer> seen = new ConcurrentHashMap<>();

    HealthySlots(int rounds, int services) {
        this.rounds = rounds;
        missing = new AtomicInteger(rounds * services);
    }

    @Override
    public void onSlot(HealthTarget target, Duration lag) {
        lagMicros.add(lag.toNanos() / 1_000);
    }

    @Override
    public void onSkipped(HealthTarget target, Skip why) {
        if (target.name().startsWith("healthy")) {
            skippedHealthy.add(target.name() + " " + why);
        }
    }

    @Override
    public void onStep(RecordedStep step) {
        String service = step.step().service();
        if (!service.startsWith("healthy")) {
            return;
        }
        if (!step.step().state().status().operational()) {
            notHealthy.add(service);
        }
        if (seen.merge(service, 1, Integer::sum) <= rounds && missing.decrementAndGet() == 0) {
            done.countDown();
        }
    }

    void print(String what, MonitorStatistics statistics, long cpuNanos) {
        long[] sorted = lagMicros.stream().mapToLong(Long::longValue).sorted().toArray();
        System.out.printf(
                "%s, Java %s, %d cores:%n"
                        + "  %d checks, slots skipped busy %d, late %d, monitor faults %d%n"
                        + "  slot lag ms p50 %.2f p99 %.2f max %.2f%n"
                        + "  CPU of monitor and targets together: %.2f s per 1,000 checks%n",
                what,
                System.getProperty("java.version"),
                Runtime.getRuntime().availableProcessors(),
                statistics.checks(),
                statistics.skippedBusy(),
                statistics.skippedLate(),
                statistics.monitorFaults(),
                sorted[sorted.length / 2] / 1e3,
                sorted[(int) (sorted.length * 0.99)] / 1e3,
                sorted[sorted.length - 1] / 1e3,
                cpuNanos / 1e6 / Math.max(1, statistics.checks()));
    }

    boolean await(Duration longest) throws InterruptedException {
        return done.await(longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** CPU nanoseconds of the process. */
    static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    /** That no healthy service's slot was left out, and none was found otherwise. */
    void assertKept() {
        assertThat(skippedHealthy)
                .as("healthy services whose slot was left out")
                .isEmpty();
        assertThat(notHealthy).as("healthy services found otherwise").isEmpty();
    }
}
