package io.healthmon.javalin.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.healthmon.HealthMonitor;
import io.healthmon.check.custom.ProbeResult;
import io.healthmon.javalin.Client;
import io.healthmon.javalin.Client.Reply;
import io.healthmon.javalin.HealthMonitorConfig;
import io.healthmon.javalin.HealthMonitorHost;
import io.healthmon.javalin.TestMonitor;
import io.healthmon.javalin.cron.UnixCron;
import io.healthmon.store.InMemoryStore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code POST /api/health/replay}, with drafts as people send them. */
class ReplayDraftsTest {

    private final AtomicReference<ProbeResult> bot = new AtomicReference<>(ProbeResult.unhealthy("gone"));
    private HealthMonitor monitor;
    private HealthMonitorHost host;
    private Client client;

    @BeforeEach
    void start() throws Exception {
        monitor = TestMonitor.start(
                new InMemoryStore(),
                builder -> builder.cron(UnixCron.READER),
                TestMonitor.target("stream-bot", true, bot::get));
        host = HealthMonitorHost.builder(monitor)
                .port(0)
                .config(HealthMonitorConfig.builder()
                        .open(true)
                        .drafts(new ReplayDrafts())
                        .build())
                .start();
        client = new Client(host.port());
        monitor.check("stream-bot").get(10, TimeUnit.SECONDS);
        bot.set(ProbeResult.healthy());
        monitor.check("stream-bot").get(10, TimeUnit.SECONDS);
        monitor.flush().get(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() {
        host.close();
        monitor.close();
    }

    private Reply replay(String draft) {
        return client.send("POST", "/api/health/replay?since=1h", draft);
    }

    @Test
    void draft_asItIs_firesTheSame_whateverElseStandsInIt() {
        Reply reply = replay("""
                server: {host: 0.0.0.0, port: "${PORT}"}
                database: {url: embedded, password: "file:/etc/passwd"}
                api-keys: [{name: a, key: "${HEALTHMON_API_KEY}"}]
                channels: {ops: {type: slack, url: "${SLACK_URL}"}}
                services:
                  stream-bot:
                    url: http://stream-bot:5000/${HOME}
                    critical: true
                    interval: ${INTERVAL:30s}
                    tls: {ca: /etc/passwd}
                  other: {type: redis, url: redis://r}
                """);

        assertThat(reply.status()).as(reply.response().body()).isEqualTo(200);
        JsonNode total = reply.json().get("total");
        assertThat(total.get("checks").intValue()).isEqualTo(2);
        assertThat(total.get("fired").intValue()).isEqualTo(1);
        assertThat(total.get("same").intValue()).isEqualTo(1);
        assertThat(reply.json().at("/alerts/0/fired/severity").textValue()).isEqualTo("critical");
    }

    @Test
    void draft_moreLenient_missesWhatWas_andSaysSo() {
        JsonNode found =
                replay("services: {stream-bot: {failure-threshold: 2}}").json();

        assertThat(found.at("/total/fired").intValue()).isZero();
        assertThat(found.at("/total/missing").intValue()).isEqualTo(1);
        assertThat(found.at("/alerts/0/difference").textValue()).isEqualTo("missing");
    }

    @Test
    void draft_inMaintenance_isSuppressed() {
        JsonNode found = replay("""
                services: {stream-bot: {critical: true}}
                maintenance: [{name: always, cron: "0 * * * *", zone: UTC, duration: 2h}]
                """).json();

        assertThat(found.at("/total/fired").intValue()).isZero();
        assertThat(found.at("/suppressions/0/because").textValue()).isEqualTo("always");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            services: {web: {interval: 5s}}                     | draft:1:28: services.web.interval: 5s must be longer than the timeout
            services: {web: {labels: {a: "${HOME}"}}}           | draft:1:30: services.web.labels.a: environment variable HOME is not set
            services: {web: {depends-on: x}}                    | draft:1:30: services.web.depends-on: there is no service 'x'
            servces: {}                                         | draft:1:1: servces: unknown key 'servces', did you mean 'services'?
            services: {web: {flaping: true}}                    | draft:1:18: services.web.flaping: unknown key 'flaping', did you mean 'flapping'?
            maintenance: [{name: a, cron: x, duration: 1h}]     | draft:1:31: maintenance[0].cron:
            [                                                   | draft:
            """)
    void draft_wrong_is400InTheWordsOfTheConfiguration(String draft, String error) {
        Reply reply = replay(draft);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().get("error").textValue()).startsWith(error);
    }

    @Test
    void request_wrong_is400Or413() {
        assertThat(replay("").status()).isEqualTo(400);
        assertThat(client.send("POST", "/api/health/replay?since=soon", "services: {}")
                        .json()
                        .get("error")
                        .textValue())
                .startsWith("Parameter 'since' is 'soon'; allowed is a duration such as 12h or 30d");
        assertThat(client.send("POST", "/api/health/replay?limit=0", "services: {}")
                        .status())
                .isEqualTo(400);
        assertThat(replay("a: " + "x".repeat(70_000)).status()).isEqualTo(413);
        assertThat(client.get("/api/health/replay").status()).isEqualTo(405);
    }
}
