package io.healthmon.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthMonitor;
import io.healthmon.HealthTarget;
import io.healthmon.check.custom.ProbeResult;
import io.healthmon.store.InMemoryStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a search in the overview is answered, key by key. */
class OverviewListTest {

    private HealthMonitor monitor;
    private HealthMonitorHost host;

    @BeforeEach
    void start() {
        HealthTarget redis = TestMonitor.target("redis", true, () -> ProbeResult.unhealthy("refused"));
        monitor =
                TestMonitor.start(new InMemoryStore(), redis, TestMonitor.target("minio", false, ProbeResult::healthy));
        monitor.check("redis").join();
        host = HealthMonitorHost.builder(monitor)
                .port(0)
                .config(HealthMonitorConfig.builder().open(true).page(true).build())
                .start();
    }

    @AfterEach
    void stop() {
        host.close();
        monitor.close();
    }

    private String body(String... headers) {
        return new Client(host.port(), headers).get("/?q=red").response().body();
    }

    @Test
    void search_isAnsweredTheListAlone_butAPageThatIsGoneBackToWhole() {
        assertThat(body("HX-Request", "true", "HX-Target", "list"))
                .startsWith("<div id=\"list\"")
                .contains("s-redis")
                .doesNotContain("s-minio", "<html");
        assertThat(body("HX-Request", "true", "HX-Target", "list", "HX-History-Restore-Request", "true"))
                .contains("<html", "s-redis");
        assertThat(body()).contains("<html", "s-redis");
    }
}
