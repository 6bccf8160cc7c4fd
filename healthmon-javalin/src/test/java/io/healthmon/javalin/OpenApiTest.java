package io.healthmon.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.healthmon.HealthMonitor;
import io.healthmon.access.InMemoryAccessStore;
import io.healthmon.access.Scope;
import io.healthmon.alert.ServiceMatcher;
import io.healthmon.check.custom.ProbeResult;
import io.healthmon.javalin.Client.Reply;
import io.healthmon.javalin.auth.ApiKey;
import io.healthmon.notify.Receipt;
import io.healthmon.replay.ReplayRequest;
import io.healthmon.target.Secret;
import io.javalin.Javalin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The document says what the service does: every route is in it, and every answer is as it says, with no field more. */
class OpenApiTest {

    private final FailingStore store = new FailingStore();
    private HealthMonitor monitor;
    private HealthMonitorHost host;
    private Client client;
    private JsonNode document;

    @BeforeEach
    void start() {
        monitor = TestMonitor.start(
                store,
                builder -> builder.channel("ops", (message, deadline) -> new Receipt.Taken("200")),
                TestMonitor.target(
                        "stream-bot",
                        true,
                        () -> ProbeResult.unhealthy("the database is gone").with("database", "unhealthy")),
                TestMonitor.target("redis", false, ProbeResult::healthy),
                TestMonitor.target("celery", false, () -> ProbeResult.degraded(TestMonitor.NO_WORKERS)),
                TestMonitor.target("minio", false, ProbeResult::healthy));
        host = HealthMonitorHost.builder(monitor)
                .port(0)
                .config(HealthMonitorConfig.builder()
                        .apiKeys(List.of(
                                new ApiKey("test", Secret.of("key"), EnumSet.allOf(Scope.class), ServiceMatcher.ALL)))
                        .access(new InMemoryAccessStore())
                        .drafts(OpenApiTest::draft)
                        .build())
                .start();
        client = new Client(host.port(), "X-API-Key", "key");
        document = client.get("/api/openapi.json").json();
    }

    private static ReplayRequest draft(String text, Instant since, Instant until) {
        return ReplayRequest.of(List.of(TestMonitor.target("stream-bot", false, ProbeResult::healthy)), since, until);
    }

    @AfterEach
    void stop() {
        host.close();
        monitor.close();
    }

    @Test
    void routes_andDocumentedPaths_areTheSame() {
        Set<String> routes = new TreeSet<>();
        Javalin.create(config -> {
            config.startup.startupWatcherEnabled = false;
            config.events.handlerAdded(handler -> routes.add(handler.getPath()));
            config.registerPlugin(new HealthMonitorPlugin(
                    monitor,
                    HealthMonitorConfig.builder()
                            .access(new InMemoryAccessStore())
                            .drafts(OpenApiTest::draft)
                            .build()));
        });
        Set<String> documented = new TreeSet<>();
        document.get("paths").fieldNames().forEachRemaining(documented::add);

        // Pages are for people.
        routes.removeIf(path -> !path.matches("/(health|metrics|api/.*)"));
        assertThat(documented).isEqualTo(routes).hasSize(35);
    }

    @Test
    void methods_documented_areTheOnesAnswered() {
        document.get("paths").properties().forEach(path -> {
            if (path.getValue().valueStream().allMatch(OpenApiTest::forPeople)) {
                // What it has is not even said to a key; RouteAccessTest asks with a session.
                return;
            }
            for (String method : List.of("GET", "POST", "PUT", "PATCH", "DELETE")) {
                int status = client.send(method, real(path.getKey(), "redis")).status();
                boolean documented = path.getValue().has(method.toLowerCase(Locale.ROOT));
                assertThat(status != 405).as(method + " " + path.getKey()).isEqualTo(documented);
            }
        });
    }

    @Test
    void answers_whileAllIsWell_validate() throws Exception {
        answersValidate(List.of(200, 503));
        for (String service : List.of("stream-bot", "redis", "celery")) {
            monitor.check(service).get(10, TimeUnit.SECONDS);
        }
        monitor.flush().get(10, TimeUnit.SECONDS);
        answersValidate(List.of(200, 503));
        validate("GET", "/api/health/alerts", "?status=all", client.get("/api/health/alerts?status=all"));
    }

    @Test
    void answersAboutAlerts_whole_validate() throws Exception {
        monitor.check("stream-bot").get(10, TimeUnit.SECONDS);
        monitor.flush().get(10, TimeUnit.SECONDS);
        Reply replayed = client.send("POST", "/api/health/replay?since=1h", "");
        validate("POST", "/api/health/replay", "", replayed, 200);
        assertThat(replayed.json().get("alerts")).isNotEmpty();
        long id = client.get("/api/health/alerts").json().at("/alerts/0/id").longValue();
        String alert = "/api/health/alerts/{id}";
        validate("POST", alert + "/acknowledge", "", client.post("/api/health/alerts/" + id + "/acknowledge"), 200);
        monitor.flush().get(10, TimeUnit.SECONDS);
        validate("GET", alert, "", client.get("/api/health/alerts/" + id), 200);
        validate("GET", "/api/health/explain/{service}", "", client.get("/api/health/explain/stream-bot"), 200);
        validate("GET", "/api/health/series/{service}", "", client.get("/api/health/series/stream-bot"), 200);
        for (String[] kind : new String[][] {
            {"silences", "silence", "{\"services\": \"*\", \"reason\": \"r\", \"duration\": \"1h\"}"},
            {"maintenance", "maintenance", "{\"services\": \"*\", \"name\": \"n\", \"duration\": \"1h\"}"}
        }) {
            String path = "/api/health/" + kind[0];
            Reply made = client.send("POST", path, kind[2]);
            validate("POST", path, "", made, 201);
            validate("GET", path, "", client.get(path), 200);
            String its = made.json().get(kind[1]).get("id").textValue();
            validate("DELETE", path + "/{id}", "", client.send("DELETE", path + "/" + its), 200);
            validate("GET", path, "?status=all", client.get(path + "?status=all"), 200);
        }
        monitor.add(TestMonitor.target("late", false, () -> ProbeResult.unhealthy("down")));
        validate(
                "POST",
                "/api/health/maintenance",
                "",
                client.send(
                        "POST",
                        "/api/health/maintenance",
                        "{\"services\": \"late\", \"name\": \"n\", \"duration\": \"1h\"}"),
                201);
        monitor.check("late").get(10, TimeUnit.SECONDS);
        monitor.flush().get(10, TimeUnit.SECONDS);
        Reply suppressions = client.get("/api/health/suppressions?service=late");
        validate("GET", "/api/health/suppressions", "", suppressions, 200);
        assertThat(suppressions.json().get("count").intValue()).isEqualTo(1);
        validate("GET", "/api/health/explain/{service}", "", client.get("/api/health/explain/late"), 200);
    }

    @Test
    void answersAboutKeysAndTheAudit_validate() {
        Reply made = client.send(
                "POST",
                "/api/keys",
                "{\"name\": \"n\", \"scopes\": \"read\", \"services\": \"re*\", \"duration\": \"1d\"}");
        validate("POST", "/api/keys", "", made, 201);
        String key = "/api/keys/" + made.json().at("/details/id").textValue();
        Reply rotated = client.send("POST", key + "/rotate", "{\"overlap\": \"1h\"}");
        validate("POST", "/api/keys/{id}/rotate", "", rotated, 201);
        validate("DELETE", "/api/keys/{id}", "", client.send("DELETE", key), 200);
        validate("GET", "/api/keys", "", client.get("/api/keys"), 200);
        validate("GET", "/api/audit", "", client.get("/api/audit"), 200);
        validate("GET", "/api/audit", "?limit=1", client.get("/api/audit?limit=1"), 200);
        validate("GET", "/api/audit", "?limit=0", client.get("/api/audit?limit=0"), 400);
        Client limited =
                new Client(host.port(), "X-API-Key", rotated.json().get("key").textValue());
        validate("GET", "/api/audit", "", limited.get("/api/audit"), 403);
        validate("GET", "/api/health/history", "", limited.get("/api/health/history?service=minio"), 404);
        validate("GET", "/api/health/status", "", limited.get("/api/health/status"), 200);
    }

    @Test
    void answers_whileTheStoreIsAway_validate() throws Exception {
        store.away(true);
        monitor.check("redis").get(10, TimeUnit.SECONDS);
        answersValidate(List.of(200, 503));
    }

    @Test
    void answers_toBadRequests_validate() {
        validate("GET", "/api/health/history", "", client.get("/api/health/history?hours=abc"), 400);
        validate("GET", "/api/health/alerts", "", client.get("/api/health/alerts?status=abc"), 400);
        validate("GET", "/api/health/uptime/{service}", "", client.get("/api/health/uptime/redis?hours=0"), 400);
        validate("GET", "/api/health/uptime/{service}", "", client.get("/api/health/uptime/nope"), 404);
        validate("POST", "/api/health/test/{service}", "", client.post("/api/health/test/nope"), 404);
        for (String path : List.of("/api/health/status", "/api/health/summary", "/api/openapi.json", "/metrics")) {
            validate("GET", path, "", new Client(host.port()).get(path), 401);
        }
        store.broken(true);
        validate("GET", "/api/health/history", "", client.get("/api/health/history"), 500);
    }

    @Test
    void examples_areValid() {
        document.get("components")
                .get("schemas")
                .properties()
                .forEach(schema -> schema.getValue()
                        .path("examples")
                        .forEach(example -> assertThat(schema("/components/schemas/" + schema.getKey())
                                        .validate(example))
                                .as(schema.getKey())
                                .isEmpty()));
    }

    private void answersValidate(List<Integer> expected) {
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    String method = operation.getKey().toUpperCase(Locale.ROOT);
                    Reply reply = client.send(method, real(path.getKey(), "stream-bot"));
                    // What names a row that there is not, and what lacks its body, is answered as documented too.
                    boolean guessed = path.getKey().contains("{id}")
                            || path.getKey().contains("{handle}")
                            || operation.getValue().has("requestBody")
                            || forPeople(operation.getValue());
                    if (!guessed) {
                        assertThat(reply.status()).as(path.getKey()).isIn(expected);
                    }
                    validate(method, path.getKey(), "", reply);
                }));
    }

    private static boolean forPeople(JsonNode operation) {
        return operation.path("security").toString().contains("session");
    }

    private static String real(String path, String service) {
        return path.replace("{service}", service)
                .replace("{name}", "ops")
                .replace("alerts/{id}", "alerts/4711")
                .replaceAll("\\{(id|handle)}", "5f0c7d52-6c1e-4b3a-9f57-2a1d1c0b9e11");
    }

    private void validate(String method, String path, String query, Reply reply, int status) {
        assertThat(reply.status()).as(path).isEqualTo(status);
        validate(method, path, query, reply);
    }

    private void validate(String method, String path, String query, Reply reply) {
        JsonNode operation = document.get("paths").get(path).get(method.toLowerCase(Locale.ROOT));
        JsonNode response = operation.get("responses").get(String.valueOf(reply.status()));
        assertThat(response).as(method + " " + path + " " + reply.status()).isNotNull();
        if (response.has("$ref")) {
            response = document.at(response.get("$ref").textValue().substring(1));
        }
        String type = reply.header("Content-Type").replaceAll(";.*", "");
        JsonNode content = response.get("content").get(type);
        assertThat(content).as(path + " as " + type).isNotNull();
        if (type.equals("application/json") && content.get("schema").has("$ref")) {
            String pointer = content.get("schema").get("$ref").textValue().substring(1);
            assertThat(schema(pointer).validate(reply.json())).as(path + query).isEmpty();
        }
    }

    private JsonSchema schema(String pointer) {
        ObjectNode strict = document.deepCopy();
        forbidWhatIsNotNamed(strict.get("components").get("schemas"));
        strict.put("$ref", "#" + pointer);
        return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(SchemaLocation.of("urn:healthmon"), strict);
    }

    /** In the document fields may be added; here each one that is answered must be in it. */
    private static void forbidWhatIsNotNamed(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.path("type").asText().equals("object")
                && object.has("properties")
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        List<JsonNode> children = new ArrayList<>();
        node.forEach(children::add);
        children.forEach(OpenApiTest::forbidWhatIsNotNamed);
    }
}
