package io.healthmon.javalin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.healthmon.HealthMonitor;
import io.healthmon.HealthTarget;
import io.healthmon.check.custom.ProbeResult;
import io.healthmon.javalin.Client.Reply;
import io.healthmon.notify.Receipt;
import io.healthmon.store.StoreStatus;
import io.healthmon.target.AlertRules;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The pages about alerts, as they come over the wire. */
class AlertPagesTest {

    private static final String HOSTILE = "<script>alert('x')</script>\"><img src=x onerror=alert(1)>";

    private final FailingStore store = new FailingStore();
    private final AtomicReference<ProbeResult> redis = new AtomicReference<>(ProbeResult.unhealthy(HOSTILE));
    private HealthMonitor monitor;
    private HealthMonitorHost host;
    private Client client;

    @BeforeEach
    void start() throws Exception {
        monitor = TestMonitor.start(
                store,
                builder -> builder.channel("ops", (message, deadline) -> new Receipt.Taken(HOSTILE)),
                TestMonitor.target("redis", true, redis::get),
                HealthTarget.custom("dashboard", () -> ProbeResult.degraded("no cache"))
                        .interval(Duration.ofDays(30))
                        .rules(new AlertRules(
                                Duration.ZERO, Optional.empty(), Optional.empty(), Optional.empty(), List.of("redis")))
                        .build());
        host = HealthMonitorHost.builder(monitor)
                .port(0)
                .config(HealthMonitorConfig.builder().open(true).page(true).build())
                .start();
        client = new Client(host.port(), "Accept", "text/html");
        check("redis");
        check("dashboard");
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

    private long id() {
        return new Client(host.port())
                .get("/api/health/alerts?status=all")
                .json()
                .at("/alerts/0/id")
                .longValue();
    }

    private String page(String path) {
        Reply reply = client.get(path);
        assertThat(reply.status()).as(reply.response().body()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).startsWith("text/html");
        assertThat(reply.response().body()).doesNotContain("<script>alert", "<img", "style=", " onerror=alert(1)>");
        return reply.response().body();
    }

    @Test
    void alert_isToldAsAStory_withWhatItKeptBackAndWhoWasTold() {
        String path = "/alerts/" + id();
        await().until(() -> page(path).contains("taken in"));

        String page = page(path);

        assertThat(page)
                .contains(
                        "redis is unhealthy",
                        "Alert opened, critical",
                        "Told ops",
                        "data-events=\"/events?service=redis\"")
                .contains("dashboard: no alert of its own, it depends on redis", "<b>dashboard</b> suffers")
                .contains("&lt;script&gt;alert(")
                .contains("Acknowledge", "Check now", "Silence", "/acknowledge\"")
                .contains("dashboard (degraded) depends on it.");
    }

    @Test
    void alert_acknowledged_quotesTheNoteInert() {
        long id = id();
        String note = HOSTILE.replace("\"", "\\\"");
        assertThat(new Client(host.port())
                        .send(
                                "POST",
                                "/api/health/alerts/" + id + "/acknowledge",
                                "{\"by\": \"<b>me\", \"note\": \"" + note + "\"}")
                        .status())
                .isEqualTo(200);

        assertThat(page("/alerts/" + id)).contains("Acknowledged by &lt;b&gt;me", "“&lt;script&gt;");
        assertThat(page("/alerts")).contains("&lt;b&gt;me");
    }

    @Test
    void alert_resolved_saysSo_andOffersNoAcknowledgement() throws Exception {
        long id = id();
        redis.set(ProbeResult.healthy());
        check("redis");

        assertThat(page("/alerts/" + id))
                .contains("redis was unhealthy", "Resolved after")
                .doesNotContain("/acknowledge\"");
        assertThat(page("/alerts")).contains("No alert is active.");
        assertThat(page("/alerts?status=resolved")).contains("/alerts/" + id);
    }

    @Test
    void alert_unknownOrMalformed_isAPageThatSaysSo() {
        assertThat(client.get("/alerts/4711").status()).isEqualTo(404);
        assertThat(client.get("/alerts/4711").response().body()).contains("Unknown alert: 4711", "<!doctype html>");
        assertThat(client.get("/alerts/x").status()).isEqualTo(400);
    }

    @Test
    void alert_storeAway_isWhatMemoryHas_oneItDoesNotKnowIs503() throws Exception {
        long id = id();
        page("/alerts/" + id);
        store.away(true);
        check0();

        assertThat(page("/alerts/" + id))
                .contains("The database is away since", "The rest of the story is in the database");
        assertThat(client.get("/alerts/4711").status()).isEqualTo(503);
        assertThat(page("/alerts?status=all")).contains("From memory", "/alerts/" + id);
        assertThat(page("/alerts/suppressed")).contains("The database is away.");
    }

    private void check0() throws Exception {
        monitor.check("redis").get(10, TimeUnit.SECONDS);
        await().until(() -> monitor.storeStatus().state() == StoreStatus.State.AWAY);
    }

    @Test
    void suppressed_saysWhatDidNotHappen_andWhichAlertListsIt() {
        assertThat(page("/alerts/suppressed"))
                .contains("No alert of its own, it depends on redis", "/alerts/" + id() + "\">alert of redis");
        assertThat(page("/alerts/suppressed?service=redis&hours=720")).contains("Nothing was kept back.");
        assertThat(client.get("/alerts/suppressed?service=%3Cscript%3E").status())
                .isEqualTo(400);
        assertThat(client.get("/alerts?status=x").status()).isEqualTo(400);
    }
}
