package io.healthmon.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.healthmon.HealthMonitor;
import io.healthmon.HealthTarget;
import io.healthmon.access.Scope;
import io.healthmon.alert.ServiceMatcher;
import io.healthmon.check.custom.ProbeResult;
import io.healthmon.javalin.Client.Reply;
import io.healthmon.javalin.auth.ApiKey;
import io.healthmon.target.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** To a key that is limited to some services the others are not there: by no route, in no list, in no number. */
class LimitedKeyTest {

    private static final Set<Scope> USUAL = ApiKey.USUAL;

    private final FailingStore store = new FailingStore();
    private HealthMonitor monitor;
    private HealthMonitorHost host;
    private Client all;
    private Client byName;
    private Client byLabel;

    @BeforeEach
    void start() throws Exception {
        monitor = TestMonitor.start(
                store,
                labelled("shop-web", "shop", ProbeResult.unhealthy("down")),
                labelled("shop-db", "shop", ProbeResult.healthy()),
                labelled("bank-web", "bank", ProbeResult.unhealthy("down")),
                labelled("bank-db", "bank", ProbeResult.healthy()));
        host = HealthMonitorHost.builder(monitor)
                .port(0)
                .config(HealthMonitorConfig.builder()
                        .apiKeys(List.of(
                                new ApiKey("all", Secret.of("all"), EnumSet.allOf(Scope.class), ServiceMatcher.ALL),
                                new ApiKey(
                                        "name",
                                        Secret.of("name"),
                                        USUAL,
                                        new ServiceMatcher(List.of("shop-*"), Map.of())),
                                new ApiKey(
                                        "label",
                                        Secret.of("label"),
                                        USUAL,
                                        new ServiceMatcher(List.of(), Map.of("team", "shop")))))
                        .build())
                .start();
        all = new Client(host.port(), "X-API-Key", "all");
        byName = new Client(host.port(), "X-API-Key", "name");
        byLabel = new Client(host.port(), "X-API-Key", "label");
        for (String service : List.of("shop-web", "bank-web", "shop-db", "bank-db")) {
            monitor.check(service).get(10, TimeUnit.SECONDS);
        }
        monitor.flush().get(10, TimeUnit.SECONDS);
    }

    private static HealthTarget labelled(String name, String team, ProbeResult result) {
        return HealthTarget.custom(name, () -> result)
                .critical(true)
                .label("team", team)
                .interval(Duration.ofDays(30))
                .timeout(Duration.ofSeconds(10))
                .build();
    }

    @AfterEach
    void stop() {
        host.close();
        monitor.close();
    }

    private List<Client> limited() {
        return List.of(byName, byLabel);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/health/status",
                "/api/health/summary",
                "/api/health/history",
                "/api/health/alerts",
                "/api/health/alerts?status=all",
                "/api/health/suppressions",
                "/api/health/silences",
                "/api/health/maintenance",
                "/api/health/maintenance?status=all",
                "/api/health/explain/shop-web",
                "/api/health/series/shop-web",
                "/metrics"
            })
    void list_holdsTheOwnAlone(String path) {
        for (String kind : List.of("silences", "maintenance")) {
            all.send(
                    "POST",
                    "/api/health/" + kind,
                    "{\"services\": \"bank-*\", \"name\": \"n\", \"reason\": \"r\", \"duration\": \"1h\"}"
                            .replace(kind.equals("silences") ? "\"name\": \"n\", " : "no", ""));
        }
        for (Client client : limited()) {
            Reply reply = client.get(path);

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.response().body()).doesNotContain("bank");
        }
        assertThat(all.get("/api/health/silences").response().body()).contains("bank");
    }

    @Test
    void numbers_areOfTheOwnAlone() {
        for (Client client : limited()) {
            JsonNode summary = client.get("/api/health/summary").json();
            assertThat(summary.at("/summary/total_services").intValue()).isEqualTo(2);
            assertThat(summary.at("/summary/active_alerts").intValue()).isEqualTo(1);
            assertThat(client.get("/api/health/history").json().get("count").intValue())
                    .isEqualTo(2);
            assertThat(client.get("/metrics").response().body())
                    .contains("service=\"shop-web\"")
                    .doesNotContain("healthmon_alerts_active", "jvm_");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/health/uptime/",
                "GET /api/health/explain/",
                "GET /api/health/series/",
                "POST /api/health/test/",
                "GET /api/health/history?service=",
                "GET /api/health/alerts?service=",
                "GET /api/health/suppressions?service="
            })
    void otherService_isAsUnknownAsOneThatNeverWas(String call) {
        String[] parts = call.split(" ");
        for (Client client : limited()) {
            for (String service : List.of("bank-web", "never-was")) {
                Reply reply = client.send(parts[0], parts[1] + service);

                assertThat(reply.status()).isEqualTo(404);
                assertThat(reply.json().get("error").textValue()).isEqualTo("Unknown service: " + service);
            }
            assertThat(client.send(parts[0], parts[1] + "shop-web").status()).isEqualTo(200);
        }
    }

    @Test
    void otherAlert_isAsUnknownAsOneThatNeverWas() {
        List<Long> ids = new ArrayList<>();
        all.get("/api/health/alerts?service=bank-web")
                .json()
                .get("alerts")
                .forEach(alert -> ids.add(alert.get("id").longValue()));
        String path = "/api/health/alerts/" + ids.get(0);
        for (Client client : limited()) {
            for (Reply reply : List.of(client.get(path), client.post(path + "/acknowledge"))) {
                assertThat(reply.status()).isEqualTo(404);
                assertThat(reply.json().get("error").textValue()).isEqualTo("Unknown alert: " + ids.get(0));
            }
        }
        assertThat(all.get(path).json().at("/alert/acknowledged_by").isNull()).isTrue();
        long own = byName.get("/api/health/alerts").json().at("/alerts/0/id").longValue();
        assertThat(byName.post("/api/health/alerts/" + own + "/acknowledge").status())
                .isEqualTo(200);
    }

    @Test
    void alertsFromMemory_areTheOwnAlone() {
        store.away(true);
        for (Client client : limited()) {
            JsonNode alerts = client.get("/api/health/alerts").json().get("alerts");

            assertThat(alerts.findValuesAsText("service_name")).containsExactly("shop-web");
        }
    }

    @Test
    void silenceOfAll_meansTheOwn() {
        JsonNode named = byName.send(
                        "POST",
                        "/api/health/silences",
                        "{\"services\": [\"*\"], \"reason\": \"r\", \"duration\": \"1h\"}")
                .json();
        assertThat(named.at("/silence/services").toString()).isEqualTo("[\"shop-*\"]");
        JsonNode labelled = byLabel.send(
                        "POST",
                        "/api/health/maintenance",
                        "{\"services\": [\"*-db\"], \"name\": \"n\", \"duration\": \"1h\"}")
                .json();
        assertThat(labelled.at("/maintenance/services").toString()).isEqualTo("[\"*-db\"]");
        assertThat(labelled.at("/maintenance/labels").toString()).isEqualTo("{\"team\":\"shop\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"bank-web\"", "\"*-web\"", "[\"shop-web\", \"bank-web\"]", "\"s*\"", "\"*shop-*\""})
    void silenceOfOthers_is403(String services) {
        Reply reply = byName.send(
                "POST",
                "/api/health/silences",
                "{\"services\": " + services + ", \"reason\": \"r\", \"duration\": \"1h\"}");

        assertThat(reply.status()).isEqualTo(403);
        assertThat(monitor.silences().active()).isEmpty();
    }

    @Test
    void silenceOfAnotherTeamsLabel_is403() {
        assertThat(byLabel.send(
                                "POST",
                                "/api/health/silences",
                                "{\"labels\": {\"team\": \"bank\"}, \"reason\": \"r\", \"duration\": \"1h\"}")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void silenceOfOthersToo_canBeSeenButNotEnded_andOneOfOthersIsUnknown() {
        String path = "/api/health/silences/";
        String ofAll = silence("*");
        String ofBank = silence("bank-*");
        String ofShop = silence("shop-web");

        assertThat(byName.send("DELETE", path + ofAll).status()).isEqualTo(403);
        assertThat(byName.send("DELETE", path + ofBank).json().get("error").textValue())
                .isEqualTo("Unknown silence: " + ofBank);
        assertThat(byName.send("DELETE", path + ofShop).status()).isEqualTo(200);
        assertThat(monitor.silences().active()).hasSize(2);
    }

    private String silence(String services) {
        return all.send(
                        "POST",
                        "/api/health/silences",
                        "{\"services\": \"" + services + "\", \"reason\": \"r\", \"duration\": \"1h\"}")
                .json()
                .at("/silence/id")
                .textValue();
    }
}
