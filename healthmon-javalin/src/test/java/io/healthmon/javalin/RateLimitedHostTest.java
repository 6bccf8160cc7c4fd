package io.healthmon.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthMonitor;
import io.healthmon.javalin.Client.Reply;
import io.healthmon.store.InMemoryStore;
import io.healthmon.target.Secret;
import io.healthmon.time.MonitorClock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RateLimitedHostTest {

    /** Time stands still, so that no token comes back while requests are sent. */
    private static final MonitorClock STOPPED = new MonitorClock() {
        @Override
        public Instant wall() {
            return Instant.EPOCH;
        }

        @Override
        public long nanos() {
            return 0;
        }
    };

    @Test
    void guessing_keys_is429AndDoesNotHinderAValidKey() {
        try (HealthMonitor monitor = TestMonitor.start(new InMemoryStore());
                HealthMonitorHost host = HealthMonitorHost.builder(monitor)
                        .port(0)
                        .config(HealthMonitorConfig.builder()
                                .apiKey("a", Secret.of("key"))
                                .clock(STOPPED)
                                .build())
                        .start()) {
            Client guesser = new Client(host.port(), "X-API-Key", "guess");
            for (int i = 0; i < 200; i++) {
                assertThat(guesser.get("/api/health/status").status()).isEqualTo(401);
            }

            Reply refused = guesser.get("/api/health/status");

            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.header("Retry-After")).isEqualTo("1");
            assertThat(refused.json().get("error").textValue()).isNotBlank();
            assertThat(new Client(host.port(), "X-API-Key", "key")
                            .get("/api/health/status")
                            .status())
                    .isEqualTo(200);
            assertThat(guesser.get("/health").status()).isEqualTo(200);
        }
    }
}
