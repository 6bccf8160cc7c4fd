package io.healthmon.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthMonitor;
import io.healthmon.check.custom.ProbeResult;
import io.healthmon.store.InMemoryStore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** {@code /api/health} says {@code no_workers} of Celery where workers are missing, and nowhere else. */
class CeleryComponentTest {

    @Test
    void celery_isNoWorkersByItsReason_elseItsStatus() throws Exception {
        AtomicReference<ProbeResult> celery = new AtomicReference<>(ProbeResult.healthy());
        try (HealthMonitor monitor =
                        TestMonitor.start(new InMemoryStore(), TestMonitor.target("celery", false, celery::get));
                HealthMonitorHost host =
                        HealthMonitorHost.builder(monitor).port(0).start()) {
            assertThat(word(host)).isEqualTo("unknown");
            assertThat(wordAfter(monitor, host)).isEqualTo("healthy");

            celery.set(ProbeResult.unhealthy(TestMonitor.NO_WORKERS));
            assertThat(wordAfter(monitor, host)).isEqualTo("no_workers");
            celery.set(ProbeResult.degraded(TestMonitor.NO_WORKERS));
            assertThat(wordAfter(monitor, host)).isEqualTo("no_workers");
            celery.set(ProbeResult.unhealthy("the broker refuses the password"));
            assertThat(wordAfter(monitor, host)).isEqualTo("unhealthy");
            celery.set(ProbeResult.degraded("the broker is loading"));
            assertThat(wordAfter(monitor, host)).isEqualTo("degraded");
        }
    }

    private static String wordAfter(HealthMonitor monitor, HealthMonitorHost host) throws Exception {
        monitor.check("celery").get(10, TimeUnit.SECONDS);
        monitor.flush().get(10, TimeUnit.SECONDS);
        return word(host);
    }

    private static String word(HealthMonitorHost host) {
        return new Client(host.port())
                .get("/api/health")
                .json()
                .get("checks")
                .get("celery")
                .textValue();
    }
}
