package io.healthmon.javalin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.healthmon.HealthMonitor;
import io.healthmon.check.custom.ProbeResult;
import io.healthmon.javalin.Client.Reply;
import io.healthmon.notify.Message;
import io.healthmon.notify.Receipt;
import io.healthmon.store.InMemoryStore;
import io.healthmon.target.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people ask of alerts, and say to them: the story, acknowledgements, silences, maintenance, channels. */
class AlertingTest {

    private final AtomicReference<ProbeResult> bot =
            new AtomicReference<>(ProbeResult.unhealthy("the database is gone"));
    private final AtomicReference<Receipt> receipt = new AtomicReference<>(new Receipt.Taken("200 ok"));
    private final Queue<Message> sent = new ConcurrentLinkedQueue<>();
    private HealthMonitor monitor;
    private HealthMonitorHost host;
    private Client client;

    @BeforeEach
    void start() {
        monitor = TestMonitor.start(
                new InMemoryStore(),
                builder -> builder.channel("ops", (message, deadline) -> {
                    sent.add(message);
                    return receipt.get();
                }),
                TestMonitor.target("stream-bot", true, bot::get),
                TestMonitor.target("redis", false, ProbeResult::healthy));
        host = HealthMonitorHost.builder(monitor)
                .port(0)
                .config(HealthMonitorConfig.builder()
                        .apiKey("grafana", Secret.of("key"))
                        .open(true)
                        .build())
                .start();
        client = new Client(host.port(), "X-API-Key", "key");
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

    private long openAlert() throws Exception {
        check("stream-bot");
        return client.get("/api/health/alerts?status=all")
                .json()
                .at("/alerts/0/id")
                .longValue();
    }

    @Test
    void story_ofAnAlert_tellsWhyWhoWasToldAndWhatTheyAnswered() throws Exception {
        long id = openAlert();
        String path = "/api/health/alerts/" + id;
        await().until(() ->
                client.get(path).json().at("/notifications/0/status").asText().equals("sent"));
        bot.set(ProbeResult.healthy());
        check("stream-bot");

        JsonNode story = client.get(path).json();

        assertThat(story.at("/alert/id").longValue()).isEqualTo(id);
        assertThat(story.at("/alert/status").textValue()).isEqualTo("resolved");
        assertThat(story.at("/alert/channels").toString()).isEqualTo("[\"ops\"]");
        assertThat(story.get("timeline").findValuesAsText("kind")).containsExactly("triggered", "resolved");
        JsonNode trigger = story.at("/timeline/0");
        assertThat(trigger.get("rule").textValue()).isEqualTo("failure-threshold");
        assertThat(trigger.get("facts").isEmpty()).isFalse();
        assertThat(trigger.at("/checks/0/status").textValue()).isEqualTo("unhealthy");
        assertThat(trigger.get("sentence").textValue()).isNotBlank();
        assertThat(trigger.get("severity").textValue()).isEqualTo("critical");
        JsonNode told = story.at("/notifications/0");
        assertThat(told.get("channel").textValue()).isEqualTo("ops");
        assertThat(told.get("kind").textValue()).isEqualTo("triggered");
        assertThat(told.at("/deliveries/0/outcome").textValue()).isEqualTo("sent");
        assertThat(told.at("/deliveries/0/detail").textValue()).isEqualTo("200 ok");
    }

    @Test
    void story_unknownOrMalformedId_is404Or400() {
        Reply unknown = client.get("/api/health/alerts/4711");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.json().toString()).isEqualTo("{\"error\":\"Unknown alert: 4711\"}");
        for (String id : new String[] {"abc", "-1", "1.5", "99999999999999999999"}) {
            Reply malformed = client.get("/api/health/alerts/" + id);
            assertThat(malformed.status()).isEqualTo(400);
            assertThat(malformed.json().get("error").textValue()).startsWith("Parameter 'id' is '" + id + "'");
        }
    }

    @Test
    void acknowledge_activeAlert_isShownWithItsAuthorAndNote() throws Exception {
        long id = openAlert();

        Reply reply = client.send(
                "POST", "/api/health/alerts/" + id + "/acknowledge", "{\"by\": \"me\", \"note\": \"on it\"}");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().at("/alert/acknowledged_by").textValue())
                .as("the key says who it is, not the body")
                .isEqualTo("grafana");
        JsonNode listed = client.get("/api/health/alerts").json().at("/alerts/0");
        assertThat(listed.get("acknowledgement").textValue()).isEqualTo("on it");
        assertThat(Instant.parse(listed.get("acknowledged_at").textValue())).isAfter(Instant.EPOCH);
        assertThat(client.get("/api/health/status")
                        .json()
                        .at("/services/0/active_alert/acknowledged_by")
                        .textValue())
                .isEqualTo("grafana");
        assertThat(client.get("/api/health/alerts/" + id).json().get("timeline").findValuesAsText("kind"))
                .containsExactly("triggered", "acknowledged");
    }

    @Test
    void acknowledge_withoutKey_isByWhoeverSaysSo_orLocal() throws Exception {
        String path = "/api/health/alerts/" + openAlert() + "/acknowledge";
        try (HealthMonitorHost open = HealthMonitorHost.builder(monitor).port(0).start()) {
            Client local = new Client(open.port());

            assertThat(local.send("POST", path, "{\"by\": \"alice\"}")
                            .json()
                            .at("/alert/acknowledged_by")
                            .textValue())
                    .isEqualTo("alice");
            assertThat(local.post(path).json().at("/alert/acknowledged_by").textValue())
                    .isEqualTo("local");
        }
    }

    @Test
    void acknowledge_resolvedAlert_is404() throws Exception {
        long id = openAlert();
        bot.set(ProbeResult.healthy());
        check("stream-bot");

        Reply reply = client.post("/api/health/alerts/" + id + "/acknowledge");

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.json().get("error").textValue()).isEqualTo("The alert is not active any more.");
    }

    @Test
    void silence_ofAService_keepsItsAlertFromBeingTold_untilItIsEnded() throws Exception {
        Reply made = client.send(
                "POST",
                "/api/health/silences",
                "{\"services\": [\"stream-*\"], \"reason\": \"an experiment\", \"duration\": \"2h\"}");
        assertThat(made.status()).isEqualTo(201);
        JsonNode silence = made.json().get("silence");
        assertThat(silence.get("author").textValue()).isEqualTo("grafana");
        assertThat(silence.get("status").textValue()).isEqualTo("active");
        assertThat(Duration.between(
                        Instant.parse(silence.get("starts_at").textValue()),
                        Instant.parse(silence.get("ends_at").textValue())))
                .isEqualTo(Duration.ofHours(2));
        check("stream-bot");
        assertThat(client.get("/api/health/alerts").json().at("/alerts/0/channels"))
                .isEmpty();
        assertThat(client.get("/api/health/silences").json().get("count").intValue())
                .isEqualTo(1);

        Reply ended = client.send(
                "DELETE", "/api/health/silences/" + silence.get("id").textValue());

        assertThat(ended.status()).isEqualTo(200);
        assertThat(ended.json().at("/silence/status").textValue()).isEqualTo("over");
        assertThat(ended.json().at("/silence/ended_by").textValue()).isEqualTo("grafana");
        assertThat(client.get("/api/health/silences").json().get("count").intValue())
                .isZero();
        assertThat(client.get("/api/health/silences?status=all")
                        .json()
                        .get("count")
                        .intValue())
                .isEqualTo(1);
        check("stream-bot");
        await().until(() -> !sent.isEmpty());
    }

    @Test
    void maintenance_ofAService_keepsItsAlertFromBeingOpened_andSaysSo() throws Exception {
        Reply made = client.send(
                "POST",
                "/api/health/maintenance",
                "{\"name\": \"backup\", \"services\": \"stream-bot\", \"ends_at\": \"2199-01-01T00:00:00+01:00\"}");
        assertThat(made.status()).as("too far away").isEqualTo(400);
        made = client.send(
                "POST",
                "/api/health/maintenance",
                "{\"name\": \"backup\", \"services\": \"stream-bot\", \"duration\": \"30m\"}");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json().at("/maintenance/duration_seconds").intValue()).isEqualTo(1800);
        check("stream-bot");

        assertThat(client.get("/api/health/alerts").json().get("count").intValue())
                .isZero();
        JsonNode suppression = client.get("/api/health/suppressions?service=stream-bot&hours=1&limit=10")
                .json()
                .at("/suppressions/0");
        assertThat(suppression.get("cause").textValue()).isEqualTo("maintenance");
        assertThat(suppression.get("because").textValue()).isEqualTo("backup");
        assertThat(suppression.get("sentence").textValue()).isNotBlank();
        JsonNode explained = client.get("/api/health/explain/stream-bot").json();
        assertThat(explained.at("/held/because").textValue()).isEqualTo("backup");
        assertThat(explained.get("failure_streak").intValue()).isEqualTo(1);
        assertThat(explained.get("sentences").toString()).contains("backup");

        String id = made.json().at("/maintenance/id").textValue();
        assertThat(client.send("DELETE", "/api/health/maintenance/" + id).status())
                .isEqualTo(200);
        check("stream-bot");
        assertThat(client.get("/api/health/alerts").json().get("count").intValue())
                .isEqualTo(1);
    }

    @Test
    void ending_whatThereIsNot_is404NamingIt() {
        String id = "5f0c7d52-6c1e-4b3a-9f57-2a1d1c0b9e11";
        assertThat(client.send("DELETE", "/api/health/silences/" + id).json().toString())
                .isEqualTo("{\"error\":\"Unknown silence: " + id + "\"}");
        Reply maintenance = client.send("DELETE", "/api/health/maintenance/" + id);
        assertThat(maintenance.status()).isEqualTo(404);
        assertThat(client.send("DELETE", "/api/health/maintenance/1").status()).isEqualTo(400);
    }

    @Test
    void channel_tested_sendsAWordThatIsNoAlert_andTellsWhatCameOfIt() {
        Reply taken = client.post("/api/health/channels/ops/test");
        assertThat(taken.status()).isEqualTo(200);
        assertThat(taken.json().get("answer").textValue()).isEqualTo("200 ok");
        assertThat(sent.remove().notice().orElseThrow()).contains("test message");

        receipt.set(new Receipt.Refused("404 no_service"));
        Reply refused = client.post("/api/health/channels/ops/test");
        assertThat(refused.status()).isEqualTo(502);
        assertThat(refused.json().get("error").textValue()).contains("ops", "404 no_service");

        receipt.set(new Receipt.Failed("connection refused", Optional.empty()));
        assertThat(client.post("/api/health/channels/ops/test").status()).isEqualTo(502);

        Reply unknown = client.post("/api/health/channels/opps/test");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.json().toString()).isEqualTo("{\"error\":\"Unknown channel: opps\"}");
    }

    @Test
    void channels_listed_countWhatTheyTook() throws Exception {
        check("stream-bot");
        await().until(() ->
                client.get("/api/health/channels").json().at("/channels/0/sent").intValue() == 1);

        JsonNode channel = client.get("/api/health/channels").json().at("/channels/0");
        assertThat(channel.get("name").textValue()).isEqualTo("ops");
        assertThat(channel.get("waiting").intValue()).isZero();
    }

    @Test
    void explain_healthyService_saysWhatItWaitsFor_unknownOneIs404() throws Exception {
        check("redis");

        JsonNode explained = client.get("/api/health/explain/redis").json();

        assertThat(explained.get("status").textValue()).isEqualTo("healthy");
        assertThat(explained.get("opens_at").intValue()).isEqualTo(1);
        assertThat(explained.get("alert").isNull()).isTrue();
        assertThat(explained.get("sentences")).isNotEmpty();
        assertThat(client.get("/api/health/explain/nope").status()).isEqualTo(404);
    }
}
