package io.healthmon.javalin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.healthmon.HealthMonitor;
import io.healthmon.check.custom.ProbeResult;
import io.healthmon.javalin.Client.Reply;
import io.healthmon.store.InMemoryStore;
import io.healthmon.target.Secret;
import io.healthmon.time.ManualTime;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** What strangers see: what was chosen for them, and nothing else. */
class StatusPageTest {

    private static final String CANARY = "canary";
    private static final List<String> PATHS = List.of(
            "/status",
            "/status.json",
            "/status/feed.xml",
            "/badges/all.svg",
            "/badges/stream-bot.svg",
            "/badges/stream-bot.svg?show=uptime",
            "/badges/dateien-ü.svg".replace("ü", "%C3%BC"));

    private final ManualTime time = new ManualTime();
    private final CountingStore store = new CountingStore(new InMemoryStore());
    private final AtomicReference<ProbeResult> bot = new AtomicReference<>(ProbeResult.healthy());
    private HealthMonitor monitor;
    private HealthMonitorHost host;
    private Client stranger;
    private Client script;

    @BeforeEach
    void start() {
        start(false);
    }

    private void start(boolean notes) {
        monitor = TestMonitor.start(
                store,
                TestMonitor.target("bot-canary", true, bot::get),
                TestMonitor.target("files", false, ProbeResult::healthy),
                TestMonitor.target("hidden-canary", true, () -> ProbeResult.unhealthy("10.0.0.7 canary refused")));
        Map<String, String> chosen = new LinkedHashMap<>();
        chosen.put("bot-canary", "Stream bot");
        chosen.put("files", "Dateien ü");
        chosen.put("not-there-canary", "Gone");
        host = HealthMonitorHost.builder(monitor)
                .port(0)
                .config(HealthMonitorConfig.builder()
                        .serviceName("host-canary")
                        .apiKey("key-canary", Secret.of("script-key"))
                        .page(true)
                        .statusPage(new StatusPage("Our services", chosen, notes))
                        .clock(time)
                        .build())
                .start();
        stranger = new Client(host.port());
        script = new Client(host.port(), "X-API-Key", "script-key");
        List.of("bot-canary", "files", "hidden-canary")
                .forEach(name -> monitor.check(name).join());
    }

    @AfterEach
    void stop() {
        host.close();
        monitor.close();
    }

    private void turn(ProbeResult result) {
        bot.set(result);
        monitor.check("bot-canary").join();
        time.advance(Duration.ofSeconds(10));
    }

    private JsonNode json() {
        return stranger.get("/status.json").json();
    }

    private void acknowledge(String note) {
        long id = script.get("/api/health/alerts?service=bot-canary")
                .json()
                .get("alerts")
                .get(0)
                .get("id")
                .longValue();
        assertThat(script.send("POST", "/api/health/alerts/" + id + "/acknowledge", "{\"note\": \"" + note + "\"}")
                        .status())
                .isEqualTo(200);
        time.advance(Duration.ofMinutes(6));
    }

    @Test
    void whatWasNotChosen_isNowhere() {
        turn(ProbeResult.unhealthy("canary: password=canary at 10.0.0.7"));
        acknowledge("note-canary");

        List<String> said = new ArrayList<>();
        for (String path : PATHS) {
            Reply reply = stranger.get(path);
            assertThat(reply.status()).as(path).isEqualTo(200);
            said.add(reply.response().body());
            said.add(reply.response().headers().map().toString());
        }
        assertThat(said).noneMatch(text -> text.contains(CANARY) || text.contains("10.0.0.7"));
        assertThat(stranger.get("/status").response().body()).contains("Stream bot: not working", "Our services");
        for (String name : List.of("bot-canary", "hidden-canary", "files", "not-there-canary", "gone", "nothing")) {
            Reply reply = stranger.get("/badges/" + name + ".svg");
            assertThat(reply.status()).as(name).isEqualTo(404);
        }
        assertThat(stranger.get("/").status()).isEqualTo(401);
    }

    @Test
    void trouble_isAnIncident_inWordsOfItsOwn_andThenOver() {
        assertThat(json().get("sentence").textValue()).isEqualTo("Everything works.");
        assertThat(json().get("incidents")).isEmpty();
        time.advance(Duration.ofSeconds(10));

        turn(ProbeResult.unhealthy("connection refused"));

        JsonNode during = json();
        assertThat(during.get("status").textValue()).isEqualTo("unhealthy");
        assertThat(during.get("sentence").textValue()).isEqualTo("Stream bot: not working.");
        assertThat(during.get("services").get(0).get("days")).hasSize(90);
        assertThat(during.get("services").get(0).get("uptime_percentage").doubleValue())
                .isEqualTo(50.0);
        assertThat(during.get("services").get(1).get("status").textValue()).isEqualTo("healthy");
        assertThat(during.get("incidents").get(0).get("ended_at").isNull()).isTrue();

        turn(ProbeResult.healthy());

        JsonNode after = json();
        assertThat(after.get("sentence").textValue()).isEqualTo("Everything works.");
        assertThat(after.get("incidents")).hasSize(1);
        assertThat(after.get("incidents").get(0).get("sentence").textValue()).isEqualTo("Stream bot: not working");
        assertThat(after.get("incidents").get(0).get("ended_at").isNull()).isFalse();
    }

    @Test
    void note_isShownIfThatIsConfigured_withoutItsAuthor() {
        stop();
        start(true);
        turn(ProbeResult.degraded("a queue is long"));
        acknowledge("We are on it & will be <b>back</b>.\\u0001");

        JsonNode incident = json().get("incidents").get(0);
        assertThat(incident.get("note").textValue()).startsWith("We are on it & will be <b>back</b>.");
        assertThat(incident.get("sentence").textValue()).isEqualTo("Stream bot: working with restrictions");
        assertThat(stranger.get("/status").response().body())
                .contains("We are on it &amp; will be &lt;b&gt;back&lt;/b&gt;.")
                .doesNotContain(CANARY);
        assertThat(stranger.get("/status/feed.xml").response().body()).doesNotContain(CANARY);
    }

    @Test
    void feed_isAtom_withOneEntryOfAnIncident() throws Exception {
        turn(ProbeResult.unhealthy("connection refused"));
        turn(ProbeResult.healthy());

        Reply reply = stranger.get("/status/feed.xml");

        assertThat(reply.header("Content-Type")).isEqualTo("application/atom+xml; charset=utf-8");
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        Document feed = factory.newDocumentBuilder()
                .parse(new InputSource(new StringReader(reply.response().body())));
        String atom = "http://www.w3.org/2005/Atom";
        assertThat(feed.getDocumentElement().getNamespaceURI()).isEqualTo(atom);
        assertThat(feed.getElementsByTagNameNS(atom, "entry").getLength()).isEqualTo(1);
        assertThat(feed.getElementsByTagNameNS(atom, "id").item(1).getTextContent())
                .startsWith("urn:healthmon:incident:stream-bot:");
        assertThat(feed.getElementsByTagNameNS(atom, "title").item(1).getTextContent())
                .isEqualTo("Stream bot: not working");
    }

    @Test
    void badge_saysHowItIs_andMayBeShownElsewhere() throws Exception {
        turn(ProbeResult.unhealthy("connection refused"));

        Reply badge = stranger.get("/badges/stream-bot.svg");

        assertThat(badge.header("Content-Type")).isEqualTo("image/svg+xml");
        assertThat(badge.header("Cross-Origin-Resource-Policy")).isEqualTo("cross-origin");
        assertThat(badge.response().body()).contains("aria-label=\"Stream bot: unhealthy\"");
        DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(badge.response().body())));
        assertThat(stranger.get("/badges/stream-bot.svg?show=uptime").response().body())
                .contains("Stream bot, 90 days: 50 %");
        assertThat(stranger.get("/badges/all.svg").response().body()).contains("Our services: unhealthy");
        assertThat(stranger.get("/badges/all.svg?show=x").status()).isEqualTo(400);
    }

    @Test
    void manyReaders_costTheStoreAsMuchAsOne() {
        stranger.get("/status");
        long before = store.reads();

        for (int i = 0; i < 50; i++) {
            PATHS.forEach(path ->
                    assertThat(stranger.get(path).header("Cache-Control")).isEqualTo("public, max-age=30"));
            time.advance(Duration.ofSeconds(1));
        }

        assertThat(store.reads()).isEqualTo(before);
        time.advance(Duration.ofMinutes(5));
        stranger.get("/status");
        assertThat(store.reads()).isGreaterThan(before);
    }

    @Test
    void statusPage_isNotThere_unlessItIsConfigured() {
        try (HealthMonitorHost other = HealthMonitorHost.builder(monitor)
                .port(0)
                .config(HealthMonitorConfig.builder()
                        .apiKey("a", Secret.of("b"))
                        .page(true)
                        .build())
                .start()) {
            Client client = new Client(other.port());
            PATHS.forEach(path -> assertThat(client.get(path).status()).as(path).isEqualTo(401));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-", "all", "Bot!"})
    void shownName_thatMakesNoAddressOfItsOwn_isRefused(String name) {
        Map<String, String> services = new LinkedHashMap<>();
        services.put("a", "bot");
        services.put("b", name);

        assertThatThrownBy(() -> new StatusPage("t", services, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("shown name");
    }
}
