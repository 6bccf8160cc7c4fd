package outside;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthMonitor;
import io.healthmon.HealthStatus;
import io.healthmon.HealthTarget;
import io.healthmon.check.custom.ProbeResult;
import io.healthmon.jdbc.PostgresStore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a user's own build does with the published modules: embeds. */
class OutsideTest {

    @Test
    void monitor_embedded_checks() throws Exception {
        try (HealthMonitor monitor = HealthMonitor.builder()
                .target(HealthTarget.custom("disk", ProbeResult::healthy).build())
                .start()) {
            assertThat(monitor.check("disk").get(10, TimeUnit.SECONDS).evaluation().status())
                    .isEqualTo(HealthStatus.HEALTHY);
        }
    }

    @Test
    void modules_published_areOnTheClassPath() {
        assertThat(PostgresStore.DEFAULT_RETENTION).isPositive();
    }
}
