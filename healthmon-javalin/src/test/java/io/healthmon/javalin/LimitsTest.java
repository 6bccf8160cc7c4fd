package io.healthmon.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.healthmon.HealthMonitor;
import io.healthmon.check.custom.ProbeResult;
import io.healthmon.javalin.Client.Reply;
import io.healthmon.javalin.routes.Limits;
import io.healthmon.store.InMemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    @ValueSource(
            strings = {
                "/api/health/history",
                "/api/health/uptime/web",
                "/api/health/series/web",
                "/api/health/suppressions"
            })
    void hours_areTheSameHoweverLongAnythingIsKept(String path) {
        assertThat(client.get(path + "?hours=8760").status()).isEqualTo(200);

        Reply reply = client.get(path + "?hours=8761");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().get("error").textValue())
                .isEqualTo("Parameter 'hours' is '8761'; allowed is a whole number from 1 to 8760.");
    }

    @Test
    void history_ofMoreThanIsKept_saysHowFarBackItGoes() {
        JsonNode kept = client.get("/api/health/history?hours=720").json();
        assertThat(kept.get("from").isNull()).isTrue();

        JsonNode more = client.get("/api/health/history?hours=721").json();

        assertThat(more.get("filters").get("hours").intValue()).isEqualTo(721);
        assertThat(Instant.parse(more.get("from").textValue()))
                .isBetween(
                        monitor.view().now().minus(Duration.ofHours(720)).minusSeconds(60),
                        monitor.view().now().minus(Duration.ofHours(720)));
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
