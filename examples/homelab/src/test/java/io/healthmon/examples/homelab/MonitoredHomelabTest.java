package io.healthmon.examples.homelab;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthMonitor;
import io.healthmon.HealthStatus;
import io.healthmon.HealthTarget;
import io.healthmon.check.Reason;
import io.healthmon.check.redis.RedisSpec;
import io.healthmon.evaluate.CheckResult;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The README's table: what a monitor says of each service in each mode. */
@Timeout(60)
class MonitoredHomelabTest {

    private static final Duration SLOWNESS = Duration.ofMillis(200);

    private Homelab homelab;
    private HealthMonitor monitor;

    @BeforeEach
    void start() throws IOException {
        homelab = Homelab.start(0, SLOWNESS);
        HealthMonitor.Builder builder = HealthMonitor.builder();
        homelab.addresses().forEach((service, address) -> {
            HealthTarget.Builder target = address.getScheme().equals("redis")
                    ? HealthTarget.of(service, RedisSpec.of(address.toString()))
                    : HealthTarget.http(service, address.toString());
            builder.target(target.interval(Duration.ofHours(1))
                    .timeout(Duration.ofSeconds(3))
                    .build());
        });
        monitor = builder.start();
    }

    @AfterEach
    void close() {
        monitor.close();
        homelab.close();
    }

    @ParameterizedTest
    @CsvSource({
        "stream-bot,  HEALTHY,   HEALTHY,   ",
        "stream-bot,  DEGRADED,  DEGRADED,  component",
        "stream-bot,  UNHEALTHY, UNHEALTHY, component",
        "stream-bot,  HANGING,   UNHEALTHY, timeout",
        "stream-bot,  REFUSING,  UNKNOWN,   connect_refused",
        "stream-bot,  SLOW,      HEALTHY,   ",
        "discord-bot, HEALTHY,   HEALTHY,   ",
        "discord-bot, DEGRADED,  DEGRADED,  component",
        "discord-bot, UNHEALTHY, UNHEALTHY, component",
        "discord-bot, HANGING,   UNHEALTHY, timeout",
        "discord-bot, REFUSING,  UNKNOWN,   connect_refused",
        "discord-bot, SLOW,      HEALTHY,   ",
        "minio,       HEALTHY,   HEALTHY,   ",
        "minio,       DEGRADED,  DEGRADED,  busy",
        "minio,       UNHEALTHY, UNHEALTHY, http_5xx",
        "minio,       HANGING,   UNHEALTHY, timeout",
        "minio,       REFUSING,  UNKNOWN,   connect_refused",
        "minio,       SLOW,      HEALTHY,   ",
        "redis,       HEALTHY,   HEALTHY,   ",
        "redis,       DEGRADED,  UNHEALTHY, loading",
        "redis,       UNHEALTHY, UNHEALTHY, master_down",
        "redis,       HANGING,   UNHEALTHY, timeout",
        "redis,       REFUSING,  UNKNOWN,   connect_refused",
        "redis,       SLOW,      HEALTHY,   ",
    })
    void monitor_saysWhatTheModeMeans(String service, Mode mode, HealthStatus status, String reason) throws Exception {
        monitor.check(service).get(30, TimeUnit.SECONDS); // none is in flight that began before the switch
        homelab.set(service, mode);

        CheckResult check = monitor.check(service).get(30, TimeUnit.SECONDS);

        assertThat(check.evaluation().status()).isEqualTo(status);
        assertThat(check.evaluation().reason().map(Reason::code).orElse("")).startsWith(reason == null ? "" : reason);
        if (mode == Mode.SLOW) {
            assertThat(check.responseTime()).isGreaterThanOrEqualTo(SLOWNESS);
        }
    }
}
