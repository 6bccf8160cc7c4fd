package io.healthmon.javalin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.healthmon.HealthMonitor;
import io.healthmon.MonitorClosedException;
import io.healthmon.check.custom.ProbeResult;
import io.healthmon.javalin.Client.Reply;
import io.healthmon.store.InMemoryStore;
import io.healthmon.store.Pen;
import io.healthmon.store.StoreStatus;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Another monitor writes to the store: this one has ended, and none of its answers passes for the present. */
class StoreTakenOverTest {

    private final InMemoryStore store = new InMemoryStore();
    private HealthMonitor monitor;
    private HealthMonitorHost host;
    private Client client;

    @BeforeEach
    void takeOver() throws Exception {
        monitor = TestMonitor.start(
                store, TestMonitor.target("stream-bot", true, () -> ProbeResult.unhealthy("it is broken")));
        host = HealthMonitorHost.builder(monitor).port(0).start();
        client = new Client(host.port());
        monitor.check("stream-bot").get(10, TimeUnit.SECONDS);
        monitor.flush().get(10, TimeUnit.SECONDS);
        Pen.open(store);
    }

    @AfterEach
    void stop() {
        host.close();
        monitor.close();
    }

    private String since() throws Exception {
        assertThat(monitor.check("stream-bot"))
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withCauseInstanceOf(MonitorClosedException.class);
        await().until(() -> monitor.storeStatus().state() == StoreStatus.State.TAKEN_OVER);
        return monitor.storeStatus().since().orElseThrow().toString();
    }

    @Test
    void status_summary_alerts_sayStale() throws Exception {
        String since = since();
        for (String call : new String[] {"status", "summary", "alerts"}) {
            JsonNode body = client.get("/api/health/" + call).json();

            assertThat(body.get("stale_since").textValue()).as(call).isEqualTo(since);
        }
        assertThat(client.get("/api/health/alerts").json().get("count").intValue())
                .isEqualTo(1);
    }

    @Test
    void apiHealth_isUnhealthyAndHealthStays200() throws Exception {
        since();

        Reply reply = client.get("/api/health");

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.json().get("checks").get("database").textValue()).isEqualTo("unhealthy");
        assertThat(client.get("/health").status()).isEqualTo(200);
    }

    @Test
    void test_isRefusedWithASentence_thenAndAtTheVeryMoment() throws Exception {
        for (int i = 0; i < 2; i++) {
            Reply reply = client.post("/api/health/test/stream-bot");

            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.json().get("error").textValue()).contains("another monitor has taken over");
        }
        assertThat(monitor.storeStatus().state()).isEqualTo(StoreStatus.State.TAKEN_OVER);
    }
}
