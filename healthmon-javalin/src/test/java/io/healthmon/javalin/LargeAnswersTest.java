package io.healthmon.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.healthmon.HealthMonitor;
import io.healthmon.HealthTarget;
import io.healthmon.check.custom.ProbeResult;
import io.healthmon.store.InMemoryStore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Targets that say much can't make an answer that nobody can hold. */
class LargeAnswersTest {

    private static final int SERVICES = 400;
    private static final int MOST = 8 * 1024 * 1024 + SERVICES * 600;

    private static ProbeResult talkative() {
        ProbeResult result = ProbeResult.healthy();
        for (int i = 0; i < 90; i++) {
            result = result.with("component-" + i, "x".repeat(500));
        }
        return result;
    }

    @Test
    void history_status_ofManyLargeBodies_areBoundedAndSayWhatIsLeftOut() throws Exception {
        HealthTarget[] targets = new HealthTarget[SERVICES];
        for (int i = 0; i < SERVICES; i++) {
            targets[i] = TestMonitor.target("service-" + i, false, LargeAnswersTest::talkative);
        }
        try (HealthMonitor monitor = TestMonitor.start(new InMemoryStore(), targets);
                HealthMonitorHost host =
                        HealthMonitorHost.builder(monitor).port(0).start()) {
            for (HealthTarget target : targets) {
                monitor.check(target.name()).get(10, TimeUnit.SECONDS);
            }
            monitor.flush().get(10, TimeUnit.SECONDS);
            Client client = new Client(host.port());

            bounded(client.get("/api/health/history?limit=1000"), "history", "ask for fewer rows");
            bounded(client.get("/api/health/status"), "services", "ask for the service's history");
        }
    }

    private static void bounded(Client.Reply reply, String rows, String advice) {
        assertThat(reply.response().body().length()).isBetween(MOST / 2, MOST);
        JsonNode all = reply.json().get(rows);
        assertThat(all).hasSize(SERVICES);
        assertThat(all.get(0).get("checks").has("component-0")).isTrue();
        assertThat(all.get(SERVICES - 1).get("checks").get("error").textValue())
                .isEqualTo("left out: the answer is too large; " + advice);
    }
}
