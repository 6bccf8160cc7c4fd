package io.healthmon.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthMonitor;
import io.healthmon.check.custom.ProbeResult;
import io.healthmon.javalin.Client.Reply;
import io.healthmon.javalin.routes.Limits;
import io.healthmon.store.InMemoryStore;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nobody asks for more than is kept, or has a service hammered through the monitor. */
class LimitsTest {

    private final SteppingClock clock = new SteppingClock();
    private final AtomicInteger checks = new AtomicInteger();
    private HealthMonitor monitor;
    private HealthMonitorHost host;
    private Client client;

    @BeforeEach
    void start() {
        monitor = TestMonitor.start(
                new InMemoryStore(),
                TestMonitor.target("web", true, () -> {
                    checks.incrementAndGet();
                    return ProbeResult.healthy();
                }),
                TestMonitor.target("db", true, ProbeResult::healthy));
        host = HealthMonitorHost.builder(monitor)
                .port(0)
                .config(HealthMonitorConfig.builder()
                        .open(true)
                        .limits(Limits.of(Duration.ofDays(30), Duration.ofDays(60), 3))
                        .clock(clock)
                        .build())
                .start();
        client = new Client(host.port());
    }

    @AfterEach
    void stop() {
        host.close();
        monitor.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/health/history?hours=, 720",
        "/api/health/uptime/web?hours=, 1440",
        "/api/health/series/web?hours=, 1440",
        "/api/health/suppressions?hours=, 1440"
    })
    void hours_beyondWhatIsKept_areA400ThatNamesWhatIsAllowed(String path, int most) {
        assertThat(client.get(path + most).status()).isEqualTo(200);

        Reply reply = client.get(path + (most + 1));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().get("error").textValue())
                .isEqualTo(
                        "Parameter 'hours' is '" + (most + 1) + "'; allowed is a whole number from 1 to " + most + ".");
    }

    @Test
    void limits_ofOddTimes_areWholeHoursAndNeverMoreThanAYear() {
        assertThat(Limits.of(Duration.ofMinutes(90), Duration.ofDays(3_650), 1)).isEqualTo(new Limits(2, 8_760, 1));
        assertThat(Limits.of(Duration.ofHours(2), Duration.ofMillis(1), 1)).isEqualTo(new Limits(2, 1, 1));
    }

    @Test
    void tests_ofAService_areSoManyInAMinute() {
        for (int i = 0; i < 3; i++) {
            assertThat(client.post("/api/health/test/web").status()).isEqualTo(200);
        }

        Reply refused = client.post("/api/health/test/web");

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Retry-After")).isEqualTo("20");
        assertThat(refused.json().get("error").textValue()).contains("web", "3 times in a minute");
        assertThat(checks).hasValue(3);
        assertThat(client.post("/api/health/test/db").status())
                .as("another service")
                .isEqualTo(200);
        clock.pass(Duration.ofSeconds(20));
        assertThat(client.post("/api/health/test/web").status()).isEqualTo(200);
    }
}
