package io.healthmon.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.healthmon.HealthMonitor;
import io.healthmon.check.custom.ProbeResult;
import io.healthmon.javalin.Client.Reply;
import io.healthmon.store.InMemoryStore;
import io.healthmon.target.Secret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every row of the wire contract, field by field: clients of the original service must work unchanged. */
class ContractTest {

    private static final String WORDS = "healthy|degraded|unhealthy|unknown";

    private final AtomicReference<ProbeResult> bot = new AtomicReference<>(
            ProbeResult.healthy().with("database", "healthy").with("bot_manager", "running"));
    private final AtomicReference<ProbeResult> redis = new AtomicReference<>(ProbeResult.healthy());
    private HealthMonitor monitor;
    private HealthMonitorHost host;
    private Client client;

    @BeforeEach
    void start() {
        monitor = TestMonitor.start(
                new InMemoryStore(),
                TestMonitor.target("stream-bot", true, bot::get),
                TestMonitor.target("redis", false, redis::get),
                TestMonitor.target("never-checked", false, ProbeResult::healthy));
        host = HealthMonitorHost.builder(monitor)
                .port(0)
                .config(HealthMonitorConfig.builder()
                        .apiKey("test", Secret.of("k3y"))
                        .build())
                .start();
        client = new Client(host.port(), "X-API-Key", "k3y");
    }

    @AfterEach
    void stop() {
        host.close();
        monitor.close();
    }

    private void check(String service) throws Exception {
        monitor.check(service).get(10, TimeUnit.SECONDS);
        monitor.flush().get(10, TimeUnit.SECONDS);
    }

    @Test
    void health_always_isHealthyWithoutAKey() {
        Reply reply = new Client(host.port()).get("/health");

        assertThat(reply.status()).isEqualTo(200);
        assertFields(reply.json(), "status", "service", "timestamp");
        assertThat(reply.json().get("status").textValue()).isEqualTo("healthy");
        assertThat(reply.json().get("service").textValue()).isEqualTo("healthmon");
        assertTimestamp(reply.json().get("timestamp"));
    }

    @Test
    void apiHealth_healthy_is200WithItsComponents() throws Exception {
        check("redis");

        Reply reply = new Client(host.port()).get("/api/health");

        assertThat(reply.status()).isEqualTo(200);
        assertFields(reply.json(), "status", "service", "uptime", "checks", "timestamp");
        assertThat(reply.json().get("status").textValue()).isEqualTo("healthy");
        assertThat(reply.json().get("uptime").isIntegralNumber()).isTrue();
        assertThat(reply.json().get("checks").toString()).isEqualTo("{\"database\":\"healthy\",\"redis\":\"healthy\"}");
    }

    @Test
    void apiHealth_componentUnhealthy_is503AndDegraded() throws Exception {
        redis.set(ProbeResult.unhealthy("no PONG"));
        check("redis");

        Reply reply = client.get("/api/health");

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.json().get("status").textValue()).isEqualTo("degraded");
        assertThat(reply.json().get("checks").get("redis").textValue()).isEqualTo("unhealthy");
    }

    @Test
    void apiHealth_componentNeverChecked_isUnknownAndHarmsNothing() {
        Reply reply = client.get("/api/health");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().get("checks").get("redis").textValue()).isEqualTo("unknown");
    }

    @Test
    void status_checkedService_hasEveryField() throws Exception {
        check("stream-bot");
        check("redis");

        Reply reply = client.get("/api/health/status");

        assertThat(reply.status()).isEqualTo(200);
        assertFields(reply.json(), "overall_status", "services", "timestamp", "total_services");
        assertThat(reply.json().get("overall_status").textValue()).isEqualTo("degraded");
        assertThat(reply.json().get("total_services").intValue()).isEqualTo(3);
        assertTimestamp(reply.json().get("timestamp"));
        JsonNode service = reply.json().get("services").get(0);
        assertFields(
                service,
                "id",
                "service_name",
                "status",
                "checks",
                "response_time_ms",
                "timestamp",
                "uptime_percentage");
        assertThat(service.get("id").isIntegralNumber()).isTrue();
        assertThat(service.get("service_name").textValue()).isEqualTo("stream-bot");
        assertThat(service.get("status").textValue()).isEqualTo("healthy");
        assertThat(service.get("checks").toString())
                .isEqualTo("{\"database\":\"healthy\",\"bot_manager\":\"running\"}");
        assertThat(service.get("response_time_ms").isIntegralNumber()).isTrue();
        assertTimestamp(service.get("timestamp"));
        assertThat(service.get("uptime_percentage").doubleValue()).isEqualTo(100.0);
        assertThat(service.get("reason").isNull()).isTrue();
        assertThat(service.get("message").isNull()).isTrue();
        assertThat(service.get("critical").booleanValue()).isTrue();
        assertThat(service.get("active_alert").isNull()).isTrue();
    }

    @Test
    void status_neverCheckedService_isUnknownWithNulls() {
        JsonNode service =
                client.get("/api/health/status").json().get("services").get(2);

        assertThat(service.get("status").textValue()).isEqualTo("unknown");
        assertThat(service.get("checks").toString()).isEqualTo("{}");
        for (String field : List.of("id", "response_time_ms", "timestamp", "uptime_percentage")) {
            assertThat(service.get(field).isNull()).as(field).isTrue();
        }
        assertThat(service.get("total_checks").intValue()).isZero();
    }

    @Test
    void status_failingService_hasReasonMessageAndAlert() throws Exception {
        bot.set(ProbeResult.unhealthy("the database is gone"));
        check("stream-bot");

        JsonNode body = client.get("/api/health/status").json();

        JsonNode service = body.get("services").get(0);
        assertThat(body.get("overall_status").textValue()).isEqualTo("unhealthy");
        assertThat(service.get("reason").textValue()).isEqualTo("reported");
        assertThat(service.get("message").textValue()).isEqualTo("the database is gone");
        assertThat(service.get("active_alert").get("severity").textValue()).isEqualTo("critical");
        assertThat(service.get("uptime_percentage").doubleValue()).isZero();
    }

    @Test
    void history_rows_areNewestFirstWithEveryField() throws Exception {
        check("stream-bot");
        bot.set(ProbeResult.degraded("slow"));
        check("stream-bot");

        Reply reply = client.get("/api/health/history?service=stream-bot");

        assertThat(reply.status()).isEqualTo(200);
        assertFields(reply.json(), "history", "count", "filters");
        assertThat(reply.json().get("count").intValue()).isEqualTo(2);
        assertThat(reply.json().get("filters").toString())
                .isEqualTo("{\"service\":\"stream-bot\",\"hours\":24,\"limit\":100}");
        JsonNode newest = reply.json().get("history").get(0);
        assertFields(newest, "id", "service_name", "status", "checks", "response_time_ms", "timestamp");
        assertThat(newest.get("status").textValue()).isEqualTo("degraded");
        assertThat(newest.get("message").textValue()).isEqualTo("slow");
        assertThat(newest.get("response_time_ms").isIntegralNumber()).isTrue();
        assertThat(newest.get("id").longValue())
                .isGreaterThan(reply.json().get("history").get(1).get("id").longValue());
        assertTimestamp(newest.get("timestamp"));
    }

    @Test
    void history_withoutFilter_saysNullAndKeepsTheLimit() throws Exception {
        check("stream-bot");
        check("redis");

        JsonNode body =
                client.get("/api/health/history?hours=1&limit=1&unheard-of=x").json();

        assertThat(body.get("filters").toString()).isEqualTo("{\"service\":null,\"hours\":1,\"limit\":1}");
        assertThat(body.get("history")).hasSize(1);
        assertThat(body.get("history").get(0).get("service_name").textValue()).isEqualTo("redis");
    }

    @Test
    void history_pages_areTheWholeInParts() throws Exception {
        for (int i = 0; i < 5; i++) {
            check("stream-bot");
        }
        List<Long> whole = ids(client.get("/api/health/history").json());
        List<Long> pages = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page =
                    client.get("/api/health/history?limit=2&cursor=" + cursor).json();
            pages.addAll(ids(page));
            cursor = page.get("next").isNull() ? null : page.get("next").textValue();
        } while (cursor != null);

        assertThat(pages).isEqualTo(whole).hasSize(5);
    }

    private static List<Long> ids(JsonNode body) {
        List<Long> ids = new ArrayList<>();
        body.get("history").forEach(row -> ids.add(row.get("id").longValue()));
        return ids;
    }

    @Test
    void history_serviceNoLongerWatched_isStillThere() throws Exception {
        check("redis");
        monitor.remove("redis");

        assertThat(client.get("/api/health/history?service=redis")
                        .json()
                        .get("count")
                        .intValue())
                .isEqualTo(1);
        assertThat(client.get("/api/health/history?service=never-heard-of")
                        .json()
                        .get("history"))
                .isEmpty();
    }

    @Test
    void alerts_activeAndResolved_haveEveryField() throws Exception {
        bot.set(ProbeResult.unhealthy("the database is gone"));
        check("stream-bot");

        Reply reply = client.get("/api/health/alerts");

        assertThat(reply.status()).isEqualTo(200);
        assertFields(reply.json(), "alerts", "count", "filters");
        assertThat(reply.json().get("count").intValue()).isEqualTo(1);
        assertThat(reply.json().get("filters").toString())
                .isEqualTo("{\"status\":\"active\",\"service\":null,\"limit\":50}");
        JsonNode alert = reply.json().get("alerts").get(0);
        assertFields(alert, "id", "service_name", "severity", "message", "status", "triggered_at", "resolved_at");
        assertThat(alert.get("id").isIntegralNumber()).isTrue();
        assertThat(alert.get("service_name").textValue()).isEqualTo("stream-bot");
        assertThat(alert.get("severity").textValue()).isEqualTo("critical");
        assertThat(alert.get("message").textValue()).isEqualTo("Service stream-bot is unhealthy: the database is gone");
        assertThat(alert.get("status").textValue()).isEqualTo("active");
        assertTimestamp(alert.get("triggered_at"));
        assertThat(alert.get("resolved_at").isNull()).isTrue();

        bot.set(ProbeResult.healthy());
        check("stream-bot");

        assertThat(client.get("/api/health/alerts").json().get("alerts")).isEmpty();
        JsonNode resolved = client.get("/api/health/alerts?status=resolved&service=stream-bot")
                .json()
                .get("alerts")
                .get(0);
        assertThat(resolved.get("status").textValue()).isEqualTo("resolved");
        assertTimestamp(resolved.get("resolved_at"));
        assertThat(client.get("/api/health/alerts?status=all&limit=1000")
                        .json()
                        .get("count")
                        .intValue())
                .isEqualTo(1);
    }

    @Test
    void test_knownService_isCheckedRecordedAndAnswered() {
        bot.set(ProbeResult.degraded("slow"));

        Reply reply = client.post("/api/health/test/stream-bot");

        assertThat(reply.status()).isEqualTo(200);
        assertFields(reply.json(), "message", "result");
        assertThat(reply.json().get("message").textValue()).isEqualTo("Health check completed for stream-bot");
        JsonNode result = reply.json().get("result");
        assertFields(result, "service", "status", "checks", "response_time_ms", "timestamp");
        assertThat(result.get("service").textValue()).isEqualTo("stream-bot");
        assertThat(result.get("status").textValue()).isEqualTo("degraded").matches(WORDS);
        assertThat(result.get("response_time_ms").isIntegralNumber()).isTrue();
        assertTimestamp(result.get("timestamp"));
        JsonNode recorded =
                client.get("/api/health/history").json().get("history").get(0);
        assertThat(recorded.get("timestamp")).isEqualTo(result.get("timestamp"));
        assertThat(client.get("/api/health/alerts").json().get("count").intValue())
                .isEqualTo(1);
    }

    @Test
    void uptime_checks_areCounted() throws Exception {
        check("stream-bot");
        bot.set(ProbeResult.degraded("slow"));
        check("stream-bot");
        bot.set(ProbeResult.unhealthy("gone"));
        check("stream-bot");

        Reply reply = client.get("/api/health/uptime/stream-bot?hours=48");

        assertThat(reply.status()).isEqualTo(200);
        assertFields(reply.json(), "service", "uptime_percentage", "period_hours", "timestamp");
        assertThat(reply.json().get("service").textValue()).isEqualTo("stream-bot");
        assertThat(reply.json().get("uptime_percentage").doubleValue()).isEqualTo(66.67);
        assertThat(reply.json().get("healthy_percentage").doubleValue()).isEqualTo(33.33);
        assertThat(reply.json().get("total_checks").intValue()).isEqualTo(3);
        assertThat(reply.json().get("period_hours").intValue()).isEqualTo(48);
        assertFields(reply.json().get("response_time_ms"), "p50", "p95", "p99", "max");
        assertTimestamp(reply.json().get("timestamp"));
    }

    @Test
    void uptime_noChecks_isNull() {
        JsonNode body = client.get("/api/health/uptime/never-checked").json();

        assertThat(body.get("uptime_percentage").isNull()).isTrue();
        assertThat(body.get("period_hours").intValue()).isEqualTo(24);
        assertThat(body.get("total_checks").intValue()).isZero();
    }

    @Test
    void summary_services_areCountedByStatus() throws Exception {
        check("stream-bot");
        redis.set(ProbeResult.unhealthy("no PONG"));
        check("redis");

        Reply reply = client.get("/api/health/summary");

        assertThat(reply.status()).isEqualTo(200);
        assertFields(reply.json(), "summary", "services_uptime", "overall_health", "timestamp");
        assertThat(reply.json().get("summary").toString())
                .isEqualTo("{\"total_services\":3,\"healthy\":1,\"degraded\":0,\"unhealthy\":1,\"unknown\":1,"
                        + "\"active_alerts\":1}");
        assertThat(reply.json().get("services_uptime").toString())
                .isEqualTo("{\"stream-bot\":100.0,\"redis\":0.0,\"never-checked\":null}");
        assertThat(reply.json().get("overall_health").textValue()).isEqualTo("degraded");
        assertTimestamp(reply.json().get("timestamp"));
    }

    @Test
    void unknownService_is404NamingIt() {
        for (Map.Entry<String, String> call : Map.of("/api/health/uptime/nope", "GET", "/api/health/test/nope", "POST")
                .entrySet()) {
            Reply reply = client.send(call.getValue(), call.getKey());

            assertThat(reply.status()).isEqualTo(404);
            assertThat(reply.json().toString()).isEqualTo("{\"error\":\"Unknown service: nope\"}");
        }
    }

    private static void assertFields(JsonNode object, String... names) {
        assertThat(object.fieldNames()).toIterable().contains(names);
    }

    private static void assertTimestamp(JsonNode node) {
        assertThat(node.textValue()).endsWith("Z");
        assertThat(Instant.parse(node.textValue())).isAfter(Instant.EPOCH);
    }
}
