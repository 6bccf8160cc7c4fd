package io.healthmon.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthMonitor;
import io.healthmon.check.custom.ProbeResult;
import io.healthmon.javalin.Client.Reply;
import io.healthmon.store.InMemoryStore;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MetricsTest {

    private static final Pattern SAMPLE = Pattern.compile(
            "[a-zA-Z_:][a-zA-Z0-9_:]*(\\{([a-z_]+=\"[^\"]*\",?)*})? (NaN|[+-]Inf|-?[0-9.]+(E-?[0-9]+)?)");
    private static final Pattern COMMENT = Pattern.compile("# (HELP|TYPE) [a-zA-Z_:][a-zA-Z0-9_:]* .+");

    @Test
    void metrics_everyLine_isPrometheusText() throws Exception {
        try (HealthMonitor monitor = TestMonitor.start(
                        new InMemoryStore(),
                        TestMonitor.target("stream-bot", true, () -> ProbeResult.unhealthy("gone")));
                HealthMonitorHost host =
                        HealthMonitorHost.builder(monitor).port(0).start()) {
            Client client = new Client(host.port());
            client.post("/api/health/test/stream-bot");
            monitor.flush().get(10, TimeUnit.SECONDS);

            Reply reply = client.get("/metrics");

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.header("Content-Type")).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
            List<String> lines = reply.response().body().lines().toList();
            assertThat(lines)
                    .allMatch(line -> SAMPLE.matcher(line).matches()
                            || COMMENT.matcher(line).matches());
            assertThat(lines)
                    .contains(
                            "healthmon_service_status{service=\"stream-bot\",status=\"unhealthy\"} 1.0",
                            "healthmon_service_status{service=\"stream-bot\",status=\"healthy\"} 0.0",
                            "healthmon_services 1.0",
                            "healthmon_store_up 1.0",
                            "healthmon_alerts_active{severity=\"critical\"} 1.0",
                            "healthmon_monitor_faults_total 0.0")
                    .anyMatch(line -> line.startsWith("jvm_memory_used_bytes{"))
                    .anyMatch(line -> line.startsWith("jvm_threads_live_threads "))
                    .anyMatch(line -> line.startsWith("system_cpus "));
        }
    }
}
