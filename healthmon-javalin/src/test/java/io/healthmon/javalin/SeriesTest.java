package io.healthmon.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.healthmon.HealthMonitor;
import io.healthmon.check.custom.ProbeResult;
import io.healthmon.javalin.routes.Limits;
import io.healthmon.store.InMemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code GET /api/health/series/<service>}. */
class SeriesTest {

    private final AtomicReference<ProbeResult> found = new AtomicReference<>(ProbeResult.healthy());
    private HealthMonitor monitor;
    private HealthMonitorHost host;
    private Client client;

    @BeforeEach
    void start() {
        monitor = TestMonitor.start(new InMemoryStore(), TestMonitor.target("web", true, found::get));
        host = HealthMonitorHost.builder(monitor)
                .port(0)
                .config(HealthMonitorConfig.builder()
                        .open(true)
                        .limits(Limits.of(Duration.ofDays(7), Duration.ofDays(400), 10))
                        .build())
                .start();
        client = new Client(host.port());
    }

    @AfterEach
    void stop() {
        host.close();
        monitor.close();
    }

    private JsonNode series(String query) {
        return client.get("/api/health/series/web" + query).json();
    }

    @Test
    void checks_standInTheirPiece() throws Exception {
        monitor.check("web").get(10, TimeUnit.SECONDS);
        found.set(ProbeResult.unhealthy("down"));
        monitor.check("web").get(10, TimeUnit.SECONDS);

        // Both in the piece of the day, or of the two days that midnight parts.
        JsonNode series = series("?hours=1&buckets=1");

        int size = series.get("start").size();
        assertThat(size).isBetween(1, 2);
        for (String column : new String[] {"p50", "p95", "max", "healthy", "degraded", "unhealthy", "unknown"}) {
            assertThat(series.get(column)).as(column).hasSize(size);
        }
        assertThat(series.get("healthy")
                        .valueStream()
                        .mapToInt(JsonNode::intValue)
                        .sum())
                .isEqualTo(1);
        assertThat(series.get("unhealthy")
                        .valueStream()
                        .mapToInt(JsonNode::intValue)
                        .sum())
                .isEqualTo(1);
        assertThat(series.get("p95").valueStream().anyMatch(JsonNode::isIntegralNumber))
                .isTrue();
        assertThat(Instant.parse(series.get("from").textValue()).getEpochSecond())
                .isEqualTo(series.get("start").get(0).longValue());
    }

    @ParameterizedTest
    @CsvSource({
        "?hours=1, 60",
        "?hours=24, 300",
        "?hours=24&buckets=100, 900",
        "?hours=168, 3600",
        "?hours=2160, 86400",
        // Single checks are kept for seven days, hours for thirty-five.
        "?hours=1&until=2024-01-01T00:00:00Z, 86400"
    })
    void pieces_areAsNarrowAsIsKeptAndAskedFor(String query, int seconds) {
        JsonNode series = series(query);

        assertThat(series.get("width_seconds").intValue()).isEqualTo(seconds);
        assertThat(series.get("p50").valueStream().allMatch(JsonNode::isNull)).isTrue();
    }

    @Test
    void until_inTheFuture_isNow() {
        JsonNode series = series("?hours=1&until=2190-01-01T00:00:00Z");

        assertThat(Instant.parse(series.get("to").textValue())).isBefore(Instant.parse("2190-01-01T00:00:00Z"));
    }

    @Test
    void serviceThatIsNotWatched_is404() {
        assertThat(client.get("/api/health/series/nope").status()).isEqualTo(404);
    }
}
