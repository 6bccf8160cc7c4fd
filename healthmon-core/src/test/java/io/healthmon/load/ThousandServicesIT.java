package io.healthmon.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthMonitor;
import io.healthmon.HealthTarget;
import io.healthmon.MonitorStatistics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
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
        HealthySlots slots = new HealthySlots(ROUNDS, SERVICES - HANGING);
        try (AnsweringServer answering = new AnsweringServer();
                Silent silent = new Silent();
                HealthMonitor monitor = HealthMonitor.builder()
                        .targets(targets(answering.port(), silent.port()))
                        .listener(slots)
                        .start()) {
            long cpu = HealthySlots.cpuNanos();
            assertThat(slots.await(INTERVAL.multipliedBy(ROUNDS + 4L)))
                    .as("every healthy service was checked %d times", ROUNDS)
                    .isTrue();
            cpu = HealthySlots.cpuNanos() - cpu;
            MonitorStatistics statistics = monitor.statistics();
            slots.print("1,000 services, 200 hanging, every " + INTERVAL.toSeconds() + "s", statistics, cpu);

            slots.assertKept();
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
