package io.healthmon.check.custom;

import static io.healthmon.check.Observations.assertFound;
import static io.healthmon.check.Observations.assertHealthy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.healthmon.HealthStatus;
import io.healthmon.check.CheckHarness;
import io.healthmon.check.MapOptions;
import io.healthmon.check.Observation;
import io.healthmon.check.OptionException;
import io.healthmon.check.Reason;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CustomCheckerTest {

    private final CustomCheckerProvider provider = new CustomCheckerProvider();
    private final CheckHarness harness = new CheckHarness(provider);

    @AfterEach
    void close() {
        harness.close();
    }

    private Observation check(HealthProbe probe) {
        return harness.check(new CustomSpec(probe));
    }

    @Test
    void probe_healthy_keepsItsComponents() {
        assertHealthy(check(() -> ProbeResult.healthy().with("queue", "ok")), "{\"queue\":\"ok\"}");
    }

    @Test
    void probe_notHealthy_isReportedInItsOwnWords() {
        assertFound(
                check(() -> ProbeResult.degraded("the queue is long")),
                HealthStatus.DEGRADED,
                Reason.REPORTED,
                "the queue is long");
        assertFound(
                check(() -> ProbeResult.unhealthy("no queue")), HealthStatus.UNHEALTHY, Reason.REPORTED, "no queue");
        assertFound(
                check(() -> new ProbeResult(HealthStatus.UNKNOWN, Optional.of("cannot tell"), Map.of())),
                HealthStatus.UNKNOWN,
                Reason.REPORTED,
                "cannot tell");
    }

    @Test
    @SuppressWarnings("NullAway") // a hostile probe
    void probe_throwsOrReturnsNull_isACheckerErrorThatKeepsItsTextToItself() {
        for (HealthProbe bad : new HealthProbe[] {
            () -> null,
            () -> {
                throw new IllegalStateException("hunter2");
            }
        }) {
            assertFound(
                    check(bad),
                    HealthStatus.UNHEALTHY,
                    Reason.CHECKER_ERROR,
                    "the check itself failed with IllegalStateException; the monitor's log has the details");
        }
    }

    @Test
    void configuration_cannotNameACustomCheck() {
        assertThat(provider.type()).isEqualTo("custom");
        assertThatThrownBy(() -> provider.spec(MapOptions.of("type", "custom")))
                .isInstanceOf(OptionException.class)
                .hasMessageContaining("HealthTarget.custom");
    }
}
