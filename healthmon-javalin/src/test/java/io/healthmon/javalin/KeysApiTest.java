package io.healthmon.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import io.healthmon.HealthMonitor;
import io.healthmon.access.AccessStore;
import io.healthmon.access.Hashes;
import io.healthmon.access.Scope;
import io.healthmon.alert.ServiceMatcher;
import io.healthmon.check.custom.ProbeResult;
import io.healthmon.javalin.Client.Reply;
import io.healthmon.javalin.auth.ApiKey;
import io.healthmon.javalin.auth.FreshKey;
import io.healthmon.store.InMemoryStore;
import io.healthmon.target.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** Keys that are made, used, exchanged and revoked while the host runs; and what the audit has of it. */
class KeysApiTest {

    private final AwayableAccess access = new AwayableAccess();
    private final AccessStore store = access.store();
    private final SteppingClock clock = new SteppingClock();
    private HealthMonitor monitor;
    private HealthMonitorHost host;
    private Client admin;

    @BeforeEach
    void start() {
        monitor = TestMonitor.start(
                new InMemoryStore(),
                TestMonitor.target("web-1", true, ProbeResult::healthy),
                TestMonitor.target("db-1", true, ProbeResult::healthy));
        host = host(new ApiKey("boss", Secret.of("the-boss-s-key"), EnumSet.allOf(Scope.class), ServiceMatcher.ALL));
        admin = with("the-boss-s-key");
    }

    private HealthMonitorHost host(ApiKey... keys) {
        return HealthMonitorHost.builder(monitor)
                .port(0)
                .config(HealthMonitorConfig.builder()
                        .open(true)
                        .apiKeys(List.of(keys))
                        .access(store)
                        .clock(clock)
                        .build())
                .start();
    }

    @AfterEach
    void stop() {
        host.close();
        monitor.close();
    }

    private Client with(String key) {
        return new Client(host.port(), "X-API-Key", key);
    }

    private JsonNode make(String body) {
        Reply made = admin.send("POST", "/api/keys", body);
        assertThat(made.status()).as(made.response().body()).isEqualTo(201);
        return made.json();
    }

    private static int status(Client client) {
        return client.get("/api/health/status").status();
    }

    @Test
    void key_made_opensWhatItsScopesSay_andIsSeenOnce() {
        JsonNode made = make("{\"name\": \"grafana\", \"scopes\": [\"read\"]}");
        String key = made.get("key").textValue();

        assertThat(key).matches("hm_[a-z2-7]{8}_[A-Za-z0-9_-]{43}");
        assertThat(status(with(key))).isEqualTo(200);
        assertThat(with(key).post("/api/health/test/web-1").status()).isEqualTo(403);
        assertThat(with(key).get("/api/keys").status()).isEqualTo(403);
        String listed = admin.get("/api/keys").response().body();
        assertThat(listed)
                .contains("grafana", made.at("/details/prefix").textValue(), "boss")
                .doesNotContain(key, key.substring(12), Hashes.of(key), "the-boss-s-key");
        assertThat(store.keys().get(0).createdBy()).isEqualTo("key boss");
    }

    @Test
    void key_changedInOneCharacter_isRefused() {
        String key =
                make("{\"name\": \"a\", \"scopes\": [\"read\"]}").get("key").textValue();
        char last = key.charAt(key.length() - 1);

        assertThat(status(with(key.substring(0, key.length() - 1) + (last == 'A' ? 'E' : 'A'))))
                .isEqualTo(401);
        assertThat(status(with(key + "A"))).isEqualTo(401);
        assertThat(status(with(
                        key.substring(0, 12) + FreshKey.random().text().reveal().substring(12))))
                .isEqualTo(401);
        assertThat(status(with(Hashes.of(key)))).isEqualTo(401);
    }

    @Test
    void key_revoked_isOutAtOnce_andOnAnotherHostWithinThreeSeconds() {
        JsonNode made = make("{\"name\": \"a\", \"scopes\": [\"read\"]}");
        String key = made.get("key").textValue();
        String id = made.at("/details/id").textValue();
        try (HealthMonitorHost other = host()) {
            Client there = new Client(other.port(), "X-API-Key", key);
            assertThat(status(there)).isEqualTo(200);

            assertThat(admin.send("DELETE", "/api/keys/" + id)
                            .json()
                            .at("/details/status")
                            .textValue())
                    .isEqualTo("revoked");

            assertThat(status(with(key))).isEqualTo(401);
            clock.pass(Duration.ofSeconds(3));
            assertThat(status(there)).isEqualTo(401);
        }
    }

    @Test
    void key_pastItsEnd_isOut() {
        String key = make("{\"name\": \"a\", \"scopes\": [\"read\"], \"duration\": \"1h\"}")
                .get("key")
                .textValue();
        clock.pass(Duration.ofMinutes(59));
        assertThat(status(with(key))).isEqualTo(200);

        clock.pass(Duration.ofMinutes(1));

        assertThat(status(with(key))).isEqualTo(401);
    }

    @Test
    void key_rotated_goesOnForTheOverlap() {
        JsonNode made = make(
                "{\"name\": \"a\", \"scopes\": [\"read\", \"test\"], \"services\": [\"web-*\"], \"duration\": \"30d\"}");
        String old = made.get("key").textValue();
        clock.pass(Duration.ofDays(10));

        Reply rotated = admin.send(
                "POST", "/api/keys/" + made.at("/details/id").textValue() + "/rotate", "{\"overlap\": \"2h\"}");

        String fresh = rotated.json().get("key").textValue();
        assertThat(rotated.status()).isEqualTo(201);
        assertThat(rotated.json().at("/details/scopes").toString()).isEqualTo("[\"read\",\"test\"]");
        assertThat(rotated.json().at("/details/services").toString()).isEqualTo("[\"web-*\"]");
        assertThat(rotated.json().at("/details/expires_at").textValue()).isEqualTo("2027-01-09T08:00:00Z");
        assertThat(status(with(old))).isEqualTo(200);
        assertThat(status(with(fresh))).isEqualTo(200);
        clock.pass(Duration.ofHours(2));
        assertThat(status(with(old))).isEqualTo(401);
        assertThat(status(with(fresh))).isEqualTo(200);
        assertThat(admin.post("/api/keys/" + made.at("/details/id").textValue() + "/rotate")
                        .status())
                .as("one that is over")
                .isEqualTo(400);
    }

    @Test
    void keys_whileTheStoreIsAway_stayIn_andExpireAllTheSame() {
        String key = make("{\"name\": \"a\", \"scopes\": [\"read\"], \"duration\": \"1h\"}")
                .get("key")
                .textValue();
        assertThat(status(with(key))).isEqualTo(200);
        access.away(true);

        clock.pass(Duration.ofMinutes(30));
        assertThat(status(with(key))).isEqualTo(200);
        assertThat(admin.get("/api/keys").status()).isEqualTo(503);
        assertThat(admin.get("/api/keys").response().body()).doesNotContain("SELECT");
        clock.pass(Duration.ofMinutes(30));
        assertThat(status(with(key))).isEqualTo(401);
    }

    @Test
    void key_ofAStoreThatWasNeverRead_isA503AndNo401() {
        String key =
                make("{\"name\": \"a\", \"scopes\": [\"read\"]}").get("key").textValue();
        access.away(true);
        try (HealthMonitorHost late = host()) {
            assertThat(status(new Client(late.port(), "X-API-Key", key))).isEqualTo(503);
            assertThat(status(new Client(late.port(), "X-API-Key", "anything"))).isEqualTo(401);
            access.away(false);
            clock.pass(Duration.ofSeconds(3));
            assertThat(status(new Client(late.port(), "X-API-Key", key))).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '!', textBlock = """
            {"scopes": ["read"]}                                             | Key 'name' is missing
            {"name": "a"}                                                    | Key 'scopes' is missing
            {"name": "a", "scopes": []}                                      | Key 'scopes' is missing
            {"name": "a", "scopes": ["root"]}                                | Key 'scopes' is 'root'
            {"name": "a\\nb", "scopes": ["read"]}                            | Key 'name' is
            {"name": "a", "scopes": ["read"], "duration": "4000d"}           | Key 'duration' is '4000d'
            {"name": "a", "scopes": ["read"], "expires_at": "2020-01-01T00:00:00Z"} | Key 'expires_at' is
            {"name": "a", "scopes": ["read"], "expires_at": "2030-01-01T00:00:00Z", "duration": "1d"} | Keys 'expires_at' and 'duration'
            {"name": "a", "scopes": ["admin"], "services": ["web-1"]}        | Keys 'services' and 'labels'
            {"name": "a", "scopes": ["read"], "services": ["a b"]}           | Key 'services' is 'a b'
            {"name": "a", "scopes": ["read"], "key": "mine"}                 | Key 'key'
            """)
    void newKey_wrong_isA400ThatSaysWhy(String body, String says) {
        Reply reply = admin.send("POST", "/api/keys", body);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().get("error").textValue()).startsWith(says);
        assertThat(store.keys()).isEmpty();
    }

    @Test
    void thisMachine_isLetInUntilTheFirstKey_andNeverToAdminister() {
        try (HealthMonitorHost open = host()) {
            Client local = new Client(open.port());
            assertThat(status(local)).isEqualTo(200);
            assertThat(local.send("POST", "/api/keys", "{\"name\": \"a\", \"scopes\": [\"admin\"]}")
                            .status())
                    .isEqualTo(403);

            make("{\"name\": \"a\", \"scopes\": [\"read\"]}");
            clock.pass(Duration.ofSeconds(3));

            assertThat(status(local)).isEqualTo(401);
        }
    }

    @Test
    void audit_hasWhoDidWhat_andNoSecret() {
        JsonNode made = make("{\"name\": \"ops\", \"scopes\": [\"read\", \"test\", \"alerts\"]}");
        String key = made.get("key").textValue();
        with(key).post("/api/health/test/web-1");
        with(key)
                .send(
                        "POST",
                        "/api/health/silences",
                        "{\"services\": \"web-1\", \"reason\": \"r\", \"duration\": \"1h\"}");
        with(key).get("/api/health/status");
        with(key).get("/api/health/status");
        with("wrong").get("/api/health/status");
        with("wrong").get("/api/health/status");

        JsonNode entries = admin.get("/api/audit").json().get("entries");

        assertThat(entries.findValuesAsText("action"))
                .containsSubsequence("request.refused", "key.used", "silence.created", "key.used", "service.tested")
                .containsOnlyOnce("request.refused", "key.created", "silence.created", "service.tested");
        assertThat(entries.toString()).doesNotContain(key, key.substring(12), "the-boss-s-key", "wrong\"");
        for (JsonNode entry : entries) {
            if (entry.get("action").textValue().equals("service.tested")) {
                assertThat(entry.get("who").textValue()).isEqualTo("key ops");
                assertThat(entry.get("from").textValue()).isEqualTo("127.0.0.1");
                assertThat(entry.get("subject").textValue()).isEqualTo("web-1");
            }
        }
        assertThat(entries)
                .filteredOn(entry -> entry.get("action").textValue().equals("key.used")
                        && entry.get("who").textValue().equals("key ops"))
                .extracting(entry -> entry.get("subject").textValue())
                .containsExactlyInAnyOrder("read", "test", "alerts");
    }

    @Test
    void audit_inPages_isWhole() {
        for (int i = 0; i < 5; i++) {
            make("{\"name\": \"k" + i + "\", \"scopes\": [\"read\"]}");
        }
        JsonNode first = admin.get("/api/audit?limit=3").json();
        JsonNode second = admin.get(
                        "/api/audit?limit=3&before=" + first.get("next").longValue())
                .json();

        assertThat(first.get("count").intValue()).isEqualTo(3);
        assertThat(second.at("/entries/0/number").longValue())
                .isEqualTo(first.at("/entries/2/number").longValue() - 1);
        assertThat(second.get("next").isNull()).isEqualTo(second.get("count").intValue() < 3);
    }

    @Test
    void change_whileTheStoreIsAway_isDone_andAuditedAfterwards() {
        String key =
                make("{\"name\": \"ops\", \"scopes\": [\"test\"]}").get("key").textValue();
        assertThat(with(key).post("/api/health/test/db-1").status()).isEqualTo(200);
        access.away(true);

        assertThat(with(key).post("/api/health/test/web-1").status()).isEqualTo(200);

        access.away(false);
        host.close();
        assertThat(store.audited(Optional.empty(), 1_000))
                .extracting(entry ->
                        entry.entry().action() + " " + entry.entry().subject().orElse(""))
                .contains("service.tested db-1");
    }

    @Test
    void lastUse_isNoted_atMostOnceAMinute() throws InterruptedException {
        String key =
                make("{\"name\": \"a\", \"scopes\": [\"read\"]}").get("key").textValue();
        Instant first = clock.wall();
        for (int i = 0; i < 3; i++) {
            assertThat(status(with(key))).isEqualTo(200);
        }
        clock.pass(Duration.ofSeconds(61));
        assertThat(status(with(key))).isEqualTo(200);

        assertThat(access.nextSeen()).isEqualTo(first);
        assertThat(access.nextSeen()).isEqualTo(first.plusSeconds(61));
        assertThat(access.moreSeen()).isZero();
    }

    @Test
    void keyInAnAddress_isNotLogged() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Level before = root.getLevel();
        log.start();
        root.addAppender(log);
        root.setLevel(Level.INFO);
        try {
            String key =
                    make("{\"name\": \"a\", \"scopes\": [\"read\"]}").get("key").textValue();

            for (String address : List.of("?api_key=" + key, "?q=" + key, "?x=1&token=canary-in-address")) {
                assertThat(new Client(host.port())
                                .get("/api/health/status" + address)
                                .status())
                        .isEqualTo(400);
            }

            assertThat(log.list)
                    .noneMatch(event -> event.getFormattedMessage().contains(key)
                            || event.getFormattedMessage().contains("canary"));
            assertThat(admin.get("/api/audit").response().body()).doesNotContain(key, "canary");
        } finally {
            root.setLevel(before);
            root.detachAppender(log);
        }
    }

    @Test
    void configuredKey_limited_isLimited() {
        try (HealthMonitorHost limited = host(new ApiKey(
                "web", Secret.of("the-web-key"), Set.of(Scope.READ), new ServiceMatcher(List.of("web-*"), Map.of())))) {
            Client web = new Client(limited.port(), "X-API-Key", "the-web-key");

            assertThat(web.get("/api/health/status").json().findValuesAsText("service_name"))
                    .containsExactly("web-1");
            assertThat(web.get("/api/health/uptime/db-1").json().get("error").textValue())
                    .isEqualTo("Unknown service: db-1");
            assertThat(web.post("/api/health/test/web-1").status()).isEqualTo(403);
        }
    }
}
