package io.healthmon.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthMonitor;
import io.healthmon.store.InMemoryStore;
import io.healthmon.target.Secret;
import io.javalin.Javalin;
import org.junit.jupiter.api.Test;

/** In somebody else's application the plugin guards and shapes its own routes, and nothing else. */
class HealthMonitorPluginTest {

    @Test
    void plugin_inAnApplication_leavesTheRestAlone() {
        try (HealthMonitor monitor = TestMonitor.start(new InMemoryStore())) {
            Javalin app = Javalin.create(config -> {
                        config.router.contextPath = "/ops";
                        config.startup.showJavalinBanner = false;
                        config.routes.get("/orders", ctx -> ctx.result("theirs"));
                        config.registerPlugin(new HealthMonitorPlugin(
                                monitor,
                                HealthMonitorConfig.builder()
                                        .serviceName("shop")
                                        .metrics(false)
                                        .apiKey("ops", Secret.of("key"))
                                        .build()));
                        config.routes.get("/api/health/mine", ctx -> ctx.result("theirs too"));
                    })
                    .start("127.0.0.1", 0);
            try {
                Client stranger = new Client(app.port());
                assertThat(stranger.get("/ops/orders").response().body()).isEqualTo("theirs");
                assertThat(stranger.get("/ops/api/health/mine").response().body())
                        .isEqualTo("theirs too");
                assertThat(stranger.get("/ops/metrics").status()).isEqualTo(404);
                assertThat(stranger.get("/ops/health").json().get("service").textValue())
                        .isEqualTo("shop");
                assertThat(stranger.get("/ops/api/health/status").status()).isEqualTo(401);
                assertThat(new Client(app.port(), "X-API-Key", "key")
                                .get("/ops/api/health/status")
                                .status())
                        .isEqualTo(200);
            } finally {
                app.stop();
            }
        }
    }

    @Test
    void plugin_withoutKeys_letsNobodyIn() {
        try (HealthMonitor monitor = TestMonitor.start(new InMemoryStore())) {
            Javalin app = Javalin.create(config -> config.registerPlugin(new HealthMonitorPlugin(
                            monitor, HealthMonitorConfig.builder().build())))
                    .start("127.0.0.1", 0);
            try {
                assertThat(new Client(app.port()).get("/api/health/status").status())
                        .isEqualTo(401);
                assertThat(new Client(app.port(), "X-API-Key", "")
                                .get("/api/health/status")
                                .status())
                        .isEqualTo(401);
            } finally {
                app.stop();
            }
        }
    }
}
