package io.healthmon.javalin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.healthmon.HealthMonitor;
import io.healthmon.check.custom.ProbeResult;
import io.healthmon.javalin.Client.Reply;
import io.healthmon.store.StoreStatus;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The monitor outlives its database: what memory knows is answered, what it does not is a 503 that says so. */
class StoreAwayTest {

    private final FailingStore store = new FailingStore();
    private HealthMonitor monitor;
    private HealthMonitorHost host;
    private Client client;

    @BeforeEach
    void start() throws Exception {
        monitor = TestMonitor.start(store, TestMonitor.target("stream-bot", true, ProbeResult::healthy));
        host = HealthMonitorHost.builder(monitor).port(0).start();
        client = new Client(host.port());
        monitor.check("stream-bot").get(10, TimeUnit.SECONDS);
        monitor.flush().get(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() {
        host.close();
        monitor.close();
    }

    private void storeGoesAway() throws Exception {
        store.away(true);
        monitor.check("stream-bot").get(10, TimeUnit.SECONDS);
        await().until(() -> monitor.storeStatus().state() == StoreStatus.State.AWAY);
    }

    @Test
    void history_uptime_storeAway_are503WithASentence() throws Exception {
        storeGoesAway();
        for (String call : new String[] {"history", "uptime/stream-bot"}) {
            Reply reply = client.get("/api/health/" + call);

            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.json().get("error").textValue())
                    .startsWith("The store is away since "
                            + monitor.storeStatus().since().orElseThrow());
            assertThat(reply.response().body()).doesNotContain("SELECT", "Exception", "io.healthmon");
        }
    }

    @Test
    void activeAlerts_storeAway_areAnsweredFromMemoryNewestFirst() throws Exception {
        for (String service : new String[] {"older", "newer"}) {
            monitor.add(TestMonitor.target(service, true, () -> ProbeResult.unhealthy("it is broken")));
            monitor.check(service).get(10, TimeUnit.SECONDS);
        }
        monitor.flush().get(10, TimeUnit.SECONDS);
        JsonNode stored = client.get("/api/health/alerts").json();
        assertThat(stored.get("stale_since").isNull()).isTrue();
        assertThat(stored.get("alerts").get(0).get("id").isIntegralNumber()).isTrue();

        storeGoesAway();
        JsonNode remembered = client.get("/api/health/alerts").json();

        assertThat(remembered.get("stale_since").textValue())
                .isEqualTo(monitor.storeStatus().since().orElseThrow().toString());
        assertThat(remembered.get("count").intValue()).isEqualTo(2);
        for (int i = 0; i < 2; i++) {
            ObjectNode withoutRow = stored.get("alerts").get(i).deepCopy();
            assertThat(remembered.get("alerts").get(i)).isEqualTo(withoutRow.putNull("id"));
        }
        assertThat(names(client.get("/api/health/alerts?limit=1").json())).containsExactly("newer");
        assertThat(names(client.get("/api/health/alerts?service=older").json())).containsExactly("older");
        assertThat(names(client.get("/api/health/alerts?service=stream-bot").json()))
                .isEmpty();
    }

    @Test
    void pastAlerts_storeAway_areThoseThatMemoryKnows_andItSaysSinceWhen() throws Exception {
        AtomicReference<ProbeResult> result = new AtomicReference<>(ProbeResult.unhealthy("it is broken"));
        monitor.add(TestMonitor.target("mended", true, result::get));
        monitor.add(TestMonitor.target("broken", true, () -> ProbeResult.unhealthy("it is broken")));
        monitor.check("mended").get(10, TimeUnit.SECONDS);
        monitor.check("broken").get(10, TimeUnit.SECONDS);
        result.set(ProbeResult.healthy());
        monitor.check("mended").get(10, TimeUnit.SECONDS);
        monitor.flush().get(10, TimeUnit.SECONDS);
        assertThat(client.get("/api/health/alerts?status=all")
                        .json()
                        .get("resolved_since")
                        .isNull())
                .isTrue();

        storeGoesAway();

        await().until(() ->
                names(client.get("/api/health/alerts?status=resolved").json()).equals(List.of("mended")));
        JsonNode all = client.get("/api/health/alerts?status=all").json();
        assertThat(names(all)).containsExactly("broken", "mended");
        assertThat(all.get("stale_since").isTextual()).isTrue();
        assertThat(Instant.parse(all.get("resolved_since").textValue()))
                .isBefore(monitor.storeStatus().since().orElseThrow());
        assertThat(names(client.get("/api/health/alerts?status=all&limit=1").json()))
                .containsExactly("broken");
        assertThat(names(client.get("/api/health/alerts?status=all&service=mended")
                        .json()))
                .containsExactly("mended");
    }

    @Test
    void alerts_storeHangs_areAnsweredFromMemory_theNextAtOnce() throws Exception {
        CountDownLatch cable = store.hang();
        try {
            JsonNode first = client.get("/api/health/alerts?status=all").json();
            assertThat(first.get("stale_since").isTextual()).isTrue();
            int before = store.asked();
            for (int i = 0; i < 20; i++) {
                assertThat(client.get("/api/health/alerts").status()).isEqualTo(200);
            }
            assertThat(store.asked())
                    .as("nothing is asked of a store that hangs")
                    .isEqualTo(before);
        } finally {
            cable.countDown();
        }
        await().until(() ->
                client.get("/api/health/alerts").json().get("stale_since").isNull());
    }

    @Test
    void monitorsOwnAlert_storeAway_isAmongThoseThatMemoryKnows() throws Exception {
        FailingStore its = new FailingStore();
        try (HealthMonitor cutOff = TestMonitor.start(
                        its,
                        builder -> builder.canaries(List.of("router")),
                        TestMonitor.target("router", false, () -> ProbeResult.unhealthy("no route")),
                        TestMonitor.target("web", true, () -> ProbeResult.unhealthy("no route")));
                HealthMonitorHost open =
                        HealthMonitorHost.builder(cutOff).port(0).start()) {
            Client asking = new Client(open.port());
            for (String service : List.of("router", "web", "router")) {
                cutOff.check(service).get(10, TimeUnit.SECONDS);
            }
            await().until(() -> names(asking.get("/api/health/alerts").json()).equals(List.of("healthmon")));

            its.away(true);

            JsonNode remembered = asking.get("/api/health/alerts").json();
            assertThat(remembered.get("stale_since").isTextual()).isTrue();
            assertThat(names(remembered)).containsExactly("healthmon");
        }
    }

    private static List<String> names(JsonNode alerts) {
        return alerts.get("alerts").findValuesAsText("service_name");
    }

    @Test
    void read_storeFailsBeforeTheWriterKnows_isAnsweredLikeAnAbsence() {
        store.away(true);

        Reply history = client.get("/api/health/history");
        assertThat(history.status()).isEqualTo(503);
        assertThat(history.json().get("error").textValue()).startsWith("The store is away since 2");
        assertThat(client.get("/api/health/alerts").json().get("stale_since").isTextual())
                .isTrue();
    }

    @Test
    void apiHealth_storeFailsBeforeTheWriterKnows_isUnhealthy() {
        store.away(true);

        Reply reply = client.get("/api/health");

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.json().get("checks").get("database").textValue()).isEqualTo("unhealthy");
    }

    @Test
    void history_brokenStore_is500WithoutDetails() {
        store.broken(true);

        Reply reply = client.get("/api/health/history");

        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.response().body())
                .isEqualTo("{\"error\":\"Something went wrong here; the monitor's log has the details.\"}");
    }

    @Test
    void status_summary_storeAway_answerFromMemoryAndSayStale() throws Exception {
        assertThat(client.get("/api/health/status").json().get("stale_since").isNull())
                .isTrue();
        storeGoesAway();

        JsonNode status = client.get("/api/health/status").json();
        JsonNode summary = client.get("/api/health/summary").json();

        String since = monitor.storeStatus().since().orElseThrow().toString();
        assertThat(status.get("stale_since").textValue()).isEqualTo(since);
        assertThat(status.get("services").get(0).get("id").isNull()).isTrue();
        assertThat(status.get("services").get(0).get("total_checks").intValue()).isEqualTo(2);
        assertThat(summary.get("stale_since").textValue()).isEqualTo(since);
        assertThat(summary.get("summary").get("healthy").intValue()).isEqualTo(1);
    }

    @Test
    void apiHealth_storeAway_isUnhealthyAndHealthStays200() throws Exception {
        storeGoesAway();

        Reply reply = client.get("/api/health");

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.json().get("status").textValue()).isEqualTo("unhealthy");
        assertThat(reply.json().get("checks").get("database").textValue()).isEqualTo("unhealthy");
        assertThat(client.get("/health").status()).isEqualTo(200);
    }

    @Test
    void test_storeAway_isAnsweredAndRecordedLater() throws Exception {
        storeGoesAway();

        Reply reply = client.post("/api/health/test/stream-bot");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().get("result").get("status").textValue()).isEqualTo("healthy");
        store.away(false);
        monitor.flush().get(20, TimeUnit.SECONDS);
        assertThat(client.get("/api/health/history").json().get("count").intValue())
                .isEqualTo(3);
    }

    @Test
    void metrics_storeAway_showIt() throws Exception {
        storeGoesAway();

        assertThat(client.get("/metrics").response().body()).contains("healthmon_store_up 0.0");
    }

    @Test
    void acknowledge_storeAway_isTakenOfAnAlertThatWasListed_andShown() throws Exception {
        monitor.add(TestMonitor.target("broken", true, () -> ProbeResult.unhealthy("it is broken")));
        monitor.check("broken").get(10, TimeUnit.SECONDS);
        monitor.flush().get(10, TimeUnit.SECONDS);
        long id = client.get("/api/health/alerts").json().at("/alerts/0/id").longValue();
        storeGoesAway();

        client.post("/api/health/alerts/" + id + "/acknowledge");

        await().until(() -> client.get("/api/health/alerts")
                .json()
                .at("/alerts/0/acknowledged_by")
                .asText()
                .equals("local"));
        assertThat(client.post("/api/health/alerts/4711/acknowledge").status())
                .as("one that nobody has seen")
                .isEqualTo(503);
    }

    @Test
    void writes_andStories_storeAway_are503_whatMemoryKnowsIsAnswered() throws Exception {
        storeGoesAway();
        String silence = "{\"services\": \"*\", \"reason\": \"r\", \"duration\": \"1h\"}";
        String window = "{\"services\": \"*\", \"name\": \"n\", \"duration\": \"1h\"}";
        String id = "/5f0c7d52-6c1e-4b3a-9f57-2a1d1c0b9e11";
        for (Reply reply : List.of(
                client.send("POST", "/api/health/silences", silence),
                client.send("POST", "/api/health/maintenance", window),
                client.send("DELETE", "/api/health/silences" + id),
                client.send("DELETE", "/api/health/maintenance" + id),
                client.get("/api/health/silences?status=all"),
                client.get("/api/health/suppressions"),
                client.get("/api/health/series/stream-bot"),
                client.get("/api/health/alerts/1"))) {
            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.json().get("error").textValue()).startsWith("The store is away since ");
        }
        for (String path : List.of("silences", "maintenance", "channels", "explain/stream-bot")) {
            assertThat(client.get("/api/health/" + path).status()).as(path).isEqualTo(200);
        }
        assertThat(client.get("/api/health/silences").json().get("stale_since").isTextual())
                .isTrue();
    }
}
