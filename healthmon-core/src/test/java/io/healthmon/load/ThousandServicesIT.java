package io.healthmon.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.healthmon.HealthMonitor;
import io.healthmon.HealthTarget;
import io.healthmon.MonitorListener;
import io.healthmon.MonitorStatistics;
import io.healthmon.store.RecordedStep;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * 1,000 services of which 200 accept and never answer, on the real clock and the real client: the other 800 keep every slot.
 * Prints its figures. {@code -Dhealthmon.load.rounds=60} makes it a longer run; the build does four rounds.
 */
class ThousandServicesIT {

    private static final int SERVICES = 1_000;
    private static final int HANGING = 200;
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final int ROUNDS = Integer.getInteger("healthmon.load.rounds", 4);

    @Test
    void healthyServices_amongHangingOnes_keepEverySlot() throws Exception {
        Slots slots = new Slots((SERVICES - HANGING) * ROUNDS);
        try (Answering answering = new Answering();
                Silent silent = new Silent();
                HealthMonitor monitor = HealthMonitor.builder()
                        .targets(targets(answering.port(), silent.port()))
                        .listener(slots)
                        .start()) {
            long cpu = cpuNanos();
            assertThat(slots.done.await(INTERVAL.toSeconds() * (ROUNDS + 4L), TimeUnit.SECONDS))
                    .as("every healthy service was checked %d times", ROUNDS)
                    .isTrue();
            cpu = cpuNanos() - cpu;
            MonitorStatistics statistics = monitor.statistics();
            slots.print(statistics, cpu);

            assertThat(slots.skippedHealthy)
                    .as("healthy services whose slot was left out")
                    .isEmpty();
            assertThat(slots.notHealthy).as("healthy services found otherwise").isEmpty();
            assertThat(statistics.monitorFaults()).isZero();
            assertThat(statistics.droppedSteps()).isZero();
        }
    }

    private static List<HealthTarget> targets(int answering, int silent) {
        List<HealthTarget> targets = new ArrayList<>();
        for (int i = 0; i < SERVICES; i++) {
            boolean hangs = i % (SERVICES / HANGING) == 0;
            targets.add(HealthTarget.http(
                            (hangs ? "hanging-" : "healthy-") + i,
                            "http://127.0.0.1:" + (hangs ? silent : answering) + "/health")
                    .interval(INTERVAL)
                    .timeout(INTERVAL.minusSeconds(1))
                    .build());
        }
        return targets;
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    /** What became of the slots. */
    private static final class Slots implements MonitorListener {
        private final AtomicInteger missing;
        private final CountDownLatch done = new CountDownLatch(1);
        private final ConcurrentLinkedQueue<Long> lagMicros = new ConcurrentLinkedQueue<>();
        private final Queue<String> skippedHealthy = new ConcurrentLinkedQueue<>();
        private final Queue<String> notHealthy = new ConcurrentLinkedQueue<>();
        private final Map<String, Integer> seen = new ConcurrentHashMap<>();

        Slots(int expected) {
            missing = new AtomicInteger(expected);
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
            if (seen.merge(service, 1, Integer::sum) <= ROUNDS && missing.decrementAndGet() == 0) {
                done.countDown();
            }
        }

        void print(MonitorStatistics statistics, long cpuNanos) {
            long[] sorted =
                    lagMicros.stream().mapToLong(Long::longValue).sorted().toArray();
            System.out.printf(
                    "1,000 services, 200 hanging, every %ds, Java %s, %d cores:%n"
                            + "  %d checks, slots skipped busy %d, late %d, monitor faults %d%n"
                            + "  slot lag ms p50 %.2f p99 %.2f max %.2f%n"
                            + "  CPU of monitor and targets together: %.2f s per 1,000 checks%n",
                    INTERVAL.toSeconds(),
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
    }

    /** Answers at once. */
    private static final class Answering implements AutoCloseable {
        private static final byte[] BODY =
                "{\"status\":\"healthy\",\"checks\":{\"database\":\"healthy\"}}".getBytes(StandardCharsets.UTF_8);
        private final ExecutorService threads = Executors.newFixedThreadPool(4);
        private final HttpServer server;

        Answering() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
            server.setExecutor(threads);
            server.createContext("/health", exchange -> {
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, BODY.length);
                exchange.getResponseBody().write(BODY);
                exchange.close();
            });
            server.start();
        }

        int port() {
            return server.getAddress().getPort();
        }

        @Override
        public void close() {
            server.stop(0);
            threads.shutdownNow();
        }
    }

    /** Accepts, and never says a word. */
    private static final class Silent implements AutoCloseable {
        private final ServerSocket server = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
        private final ConcurrentLinkedQueue<Socket> held = new ConcurrentLinkedQueue<>();

        Silent() throws IOException {
            Thread acceptor = new Thread(
                    () -> {
                        try {
                            while (true) {
                                held.add(server.accept());
                            }
                        } catch (IOException closed) {
                            // The end.
                        }
                    },
                    "silent");
            acceptor.setDaemon(true);
            acceptor.start();
        }

        int port() {
            return server.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            server.close();
            for (Socket socket : held) {
                socket.close();
            }
        }
    }
}
