package io.healthmon.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.healthmon.HealthMonitor;
import io.healthmon.HealthTarget;
import io.healthmon.MonitorListener;
import io.healthmon.check.CheckRequest;
import io.healthmon.check.Checker;
import io.healthmon.check.CheckerContext;
import io.healthmon.check.CheckerProvider;
import io.healthmon.check.Observation;
import io.healthmon.check.Options;
import io.healthmon.check.Timings;
import io.healthmon.store.InMemoryStore;
import io.healthmon.store.RecordedStep;
import io.healthmon.target.CheckSpec;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * What a check costs the monitor itself, the network left out: CPU time and allocated bytes of its own threads, from the slot to
 * the listener, with stream-bot's body as it would come from an event loop of the HTTP client. Prints its figures; fails if
 * a check allocates far more than it did. {@code -Dhealthmon.load.seconds=20} makes it longer.
 */
class CheckCostIT {

    private static final long SECONDS = Long.getLong("healthmon.load.seconds", 2);
    private static final long MOST_BYTES_PER_CHECK = 12_000;
    static final byte[] BODY = """
            {"status":"healthy","service":"stream-bot","version":"1.4.2","uptime":86400.5,
             "checks":{"database":"healthy","oauth_storage":"healthy","token_refresh_service":"running","bot_manager":"running"},
             "timestamp":"2026-01-05T12:00:00Z"}""".getBytes(StandardCharsets.UTF_8);

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void check_withoutItsNetwork_isCheap() throws InterruptedException {
        measure("flat out", 2_000, Duration.ofMillis(100), SECONDS);
        double flatOut = measure("flat out", 2_000, Duration.ofMillis(100), SECONDS);
        measure("1,000 checks/s", 1_000, Duration.ofSeconds(1), SECONDS);

        assertThat(flatOut).as("allocated bytes per check").isLessThan(MOST_BYTES_PER_CHECK);
    }

    private static double measure(String what, int services, Duration interval, long seconds)
            throws InterruptedException {
        Steps warm = new Steps(Math.max(services, 20_000 / (int) Math.max(1, interval.toSeconds() * 10)));
        HealthMonitor.Builder builder = HealthMonitor.builder()
                .store(new InMemoryStore(Duration.ofDays(1), new InMemoryStore.Bounds(2, 10_000, 10_000_000)))
                .listener(warm);
        try (Answers answers = new Answers()) {
            builder.checker(answers);
            for (int i = 0; i < services; i++) {
                builder.target(HealthTarget.of("service-" + i, new AnswersSpec())
                        .interval(interval)
                        .timeout(interval.dividedBy(2))
                        .build());
            }
            try (HealthMonitor monitor = builder.start()) {
                assertThat(warm.done.await(60, TimeUnit.SECONDS)).isTrue();
                Map<String, long[]> before = perThread();
                long checks = monitor.statistics().checks();
                Steps measured = new Steps(seconds * services * 1_000 / interval.toMillis());
                monitor.addListener(measured);
                assertThat(measured.done.await(seconds + 60, TimeUnit.SECONDS)).isTrue();
                checks = monitor.statistics().checks() - checks;
                return print(what, checks, before, perThread());
            }
        }
    }

    /** CPU nanoseconds and allocated bytes by kind of thread. */
    private static Map<String, long[]> perThread() {
        Map<String, long[]> sums = new TreeMap<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("healthmon-")) {
                long[] sum = sums.computeIfAbsent(thread.getName().replaceAll("-\\d+$", ""), name -> new long[2]);
                sum[0] += Math.max(0, THREADS.getThreadCpuTime(thread.getId()));
                sum[1] += Math.max(0, THREADS.getThreadAllocatedBytes(thread.getId()));
            }
        }
        return sums;
    }

    private static double print(String what, long checks, Map<String, long[]> before, Map<String, long[]> after) {
        System.out.printf("%s, Java %s: %d checks%n", what, System.getProperty("java.version"), checks);
        long[] all = new long[2];
        after.forEach((name, sum) -> {
            long[] start = before.getOrDefault(name, new long[2]);
            System.out.printf(
                    "  %-22s %7.2f us %7d bytes per check%n",
                    name, (sum[0] - start[0]) / 1e3 / checks, (sum[1] - start[1]) / checks);
            all[0] += sum[0] - start[0];
            all[1] += sum[1] - start[1];
        });
        System.out.printf("  %-22s %7.2f us %7d bytes per check%n", "all", all[0] / 1e3 / checks, all[1] / checks);
        return (double) all[1] / checks;
    }

    /** Counts recorded steps. */
    private static final class Steps implements MonitorListener {
        private final CountDownLatch done = new CountDownLatch(1);
        private long missing;

        Steps(long expected) {
            missing = expected;
        }

        @Override
        public void onStep(RecordedStep step) {
            if (--missing == 0) {
                done.countDown();
            }
        }
    }

    private record AnswersSpec() implements CheckSpec {
        @Override
        public String type() {
            return "answers";
        }
    }

    /** Answers from one thread of its own, as a client's event loop does. */
    private static final class Answers implements CheckerProvider, Checker {
        private final ExecutorService loop = Executors.newSingleThreadExecutor(task -> new Thread(task, "event-loop"));

        @Override
        public CompletionStage<Observation> check(CheckRequest request) {
            CompletableFuture<Observation> answer = new CompletableFuture<>();
            loop.execute(() -> answer.complete(
                    new Observation.Answer(200, Optional.of("application/json"), BODY, false, Timings.NONE)));
            return answer;
        }

        @Override
        public boolean nonBlocking() {
            return true;
        }

        @Override
        public String type() {
            return "answers";
        }

        @Override
        public CheckSpec spec(Options options) {
            return new AnswersSpec();
        }

        @Override
        public Checker checker(CheckerContext context) {
            return this;
        }

        @Override
        public void close() {
            loop.shutdown();
        }
    }
}
