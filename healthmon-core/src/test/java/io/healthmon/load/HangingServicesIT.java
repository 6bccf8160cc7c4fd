package io.healthmon.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthMonitor;
import io.healthmon.HealthTarget;
import io.healthmon.MonitorStatistics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Services that accept and never answer, so many that nearly all of their checks are under way at once, delay no healthy one.
 * Prints its figures. {@code -Dhealthmon.load.hanging=10000} says how many hang.
 */
class HangingServicesIT {

    private static final int HANGING = Integer.getInteger("healthmon.load.hanging", 1_000);
    private static final int HEALTHY = 400;
    private static final Duration HEALTHY_INTERVAL = Duration.ofSeconds(2);

    /** Each hangs once, until the end: its first slot comes within this time, and its check's end is near its second. */
    private static final Duration HANGING_INTERVAL = Duration.ofSeconds(15);

    private static final int ROUNDS = 10;

    @Test
    void healthyServices_whileAllOthersHang_keepEverySlot() throws Exception {
        HealthySlots slots = new HealthySlots(ROUNDS, HEALTHY);
        try (AnsweringServer answering = new AnsweringServer();
                Mute mute = new Mute(HANGING);
                HealthMonitor monitor = HealthMonitor.builder()
                        .targets(targets(answering, mute))
                        .listener(slots)
                        .start()) {
            long cpu = HealthySlots.cpuNanos();
            assertThat(slots.await(Duration.ofSeconds(60)))
                    .as("every healthy service was checked %d times", ROUNDS)
                    .isTrue();
            cpu = HealthySlots.cpuNanos() - cpu;
            MonitorStatistics statistics = monitor.statistics();
            slots.print(HANGING + " services hanging, " + HEALTHY + " healthy", statistics, cpu);

            slots.assertKept();
            assertThat(statistics.checks() - (long) ROUNDS * HEALTHY)
                    .as("checks of those that hang")
                    .isGreaterThanOrEqualTo(HANGING);
            assertThat(statistics.monitorFaults()).isZero();
            assertThat(statistics.skippedLate()).isZero();
            assertThat(statistics.droppedSteps()).isZero();
        }
    }

    private static List<HealthTarget> targets(AnsweringServer answering, Mute mute) {
        List<HealthTarget> targets = new ArrayList<>();
        for (int i = 0; i < HANGING; i++) {
            targets.add(HealthTarget.http("hanging-" + i, "http://127.0.0.1:" + mute.port(i) + "/health")
                    .interval(HANGING_INTERVAL)
                    .timeout(HANGING_INTERVAL.minusMillis(500))
                    .build());
        }
        for (int i = 0; i < HEALTHY; i++) {
            targets.add(HealthTarget.http("healthy-" + i, "http://127.0.0.1:" + answering.port() + "/health")
                    .interval(HEALTHY_INTERVAL)
                    .timeout(HEALTHY_INTERVAL.minusMillis(500))
                    .build());
        }
        return targets;
    }

    /**
     * Servers that nobody attends: the system takes the connections for them, into their backlogs, at the cost of no thread and no
     * file handle. Each has room for the connections of its services' first two checks.
     */
    private static final class Mute implements AutoCloseable {
        private static final int SERVICES_EACH = 500;
        private final List<ServerSocket> servers = new ArrayList<>();

        Mute(int services) throws IOException {
            for (int i = 0; i < services; i += SERVICES_EACH) {
                servers.add(new ServerSocket(0, 2 * SERVICES_EACH, InetAddress.getLoopbackAddress()));
            }
        }

        int port(int service) {
            return servers.get(service / SERVICES_EACH).getLocalPort();
        }

        @Override
        public void close() throws IOException {
            for (ServerSocket server : servers) {
                server.close();
            }
        }
    }
}
