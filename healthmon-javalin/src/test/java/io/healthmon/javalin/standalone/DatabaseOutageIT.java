package io.healthmon.javalin.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.healthmon.javalin.standalone.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The database stops under load and comes back. A ledger of what the services were asked is held against what the table holds:
 * nothing is missing, nothing is there twice. {@code -Dhealthmon.outage.seconds=120} makes it the two minutes of the promise;
 * the build takes ten seconds.
 */
@Isolated("its checks have half a second")
class DatabaseOutageIT {

    private static final int SERVICES = 40;
    private static final Duration INTERVAL = Duration.ofMillis(500);
    private static final int OUTAGE_CHECKS =
            (int) (Duration.ofSeconds(Integer.getInteger("healthmon.outage.seconds", 10))
                            .toMillis()
                    / INTERVAL.toMillis());
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path dir;

    private final Map<String, AtomicInteger> ledger = new ConcurrentHashMap<>();

    @Test
    void database_stoppedUnderLoadAndStarted_holdsEveryCheckOnce() throws Exception {
        HttpServer services = services();
        int port = ApiClient.freePort();
        ApiClient api = new ApiClient(port);
        EmbeddedPostgres database = EmbeddedPostgres.start(dir.resolve("database"));
        Path config = Files.writeString(
                dir.resolve("healthmon.yml"),
                yaml(port, database, services.getAddress().getPort()));
        try (PackagedJar jar = PackagedJar.start(dir, List.of(), "run", "--config", config.toString())) {
            await().atMost(PATIENCE).until(() -> api.ready() || !jar.alive());
            assertThat(jar.alive()).as(jar.err()).isTrue();
            untilAsked(3);

            database.close();
            await().atMost(PATIENCE).until(() -> api.send("GET", "/api/health").statusCode() == 503);
            int before = leastAsked();
            untilAsked(before + OUTAGE_CHECKS);

            assertThat(api.send("GET", "/api/health/history").statusCode()).isEqualTo(503);
            JsonNode status = api.get("/api/health/status");
            assertThat(status.path("total_services").asInt()).isEqualTo(SERVICES + 1);
            assertThat(status.path("overall_status").asText())
                    .as("postgres itself is watched")
                    .isEqualTo("unhealthy");

            database = EmbeddedPostgres.start(dir.resolve("database"));
            await().atMost(PATIENCE).until(() -> api.send("GET", "/api/health").statusCode() == 200);
            Map<String, Integer> asked = snapshot();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(recorded(api))
                            .allSatisfy((service, rows) -> assertThat(rows)
                                    .as("%s: rows of %d checks", service, asked.get(service))
                                    .isGreaterThanOrEqualTo(asked.get(service))));

            jar.terminate();
            assertThat(jar.ended().code()).isZero();
            Map<String, Integer> finallyAsked = snapshot();
            try (PackagedJar again = PackagedJar.start(dir, List.of(), "run", "--config", config.toString())) {
                await().atMost(PATIENCE).until(() -> api.ready() || !again.alive());
                assertThat(alerts(api)).as("the outage of the database itself").hasSize(1);
                assertThat(duplicates(api))
                        .as("rows of the same service and moment")
                        .isEmpty();
                assertThat(recorded(api))
                        .allSatisfy((service, rows) -> assertThat(rows)
                                .as("%s: rows of %d checks before the restart", service, finallyAsked.get(service))
                                .isBetween(
                                        finallyAsked.get(service) - 1,
                                        ledger.get(service).get()));
            }
        } finally {
            database.close();
            services.stop(0);
        }
    }

    private HttpServer services() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        byte[] body = "{\"status\":\"healthy\",\"checks\":{\"database\":\"healthy\"}}".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < SERVICES; i++) {
            AtomicInteger asked = new AtomicInteger();
            ledger.put("service-" + i, asked);
            server.createContext("/service-" + i, exchange -> {
                asked.incrementAndGet();
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
        }
        server.start();
        return server;
    }

    private String yaml(int port, EmbeddedPostgres database, int services) {
        StringBuilder yaml = new StringBuilder("""
                server: { port: %d }
                database: { url: "%s", user: %s, password: "%s" }
                spool-max: 16MB
                api-keys: [ { name: test, key: %s } ]
                defaults: { interval: %dms, timeout: 400ms }
                services:
                  postgres: { type: postgres, critical: true, interval: 6s, timeout: 5s, unknown-threshold: 1 }
                """.formatted(
                        port,
                        database.url(),
                        database.user(),
                        database.password().reveal(),
                        ApiClient.KEY,
                        INTERVAL.toMillis()));
        ledger.keySet()
                .forEach(service -> yaml.append(
                        "  %s: { url: \"http://127.0.0.1:%d/%s\" }\n".formatted(service, services, service)));
        return yaml.toString();
    }

    private int leastAsked() {
        return ledger.values().stream().mapToInt(AtomicInteger::get).min().orElseThrow();
    }

    private void untilAsked(int times) {
        await().atMost(PATIENCE.plus(INTERVAL.multipliedBy(times))).until(() -> leastAsked() >= times);
    }

    private Map<String, Integer> snapshot() {
        Map<String, Integer> copy = new TreeMap<>();
        ledger.forEach((service, asked) -> copy.put(service, asked.get()));
        return copy;
    }

    private Map<String, Integer> recorded(ApiClient api) throws IOException {
        Map<String, Integer> rows = new TreeMap<>();
        for (String service : ledger.keySet()) {
            rows.put(
                    service,
                    api.get("/api/health/uptime/" + service + "?hours=24")
                            .path("total_checks")
                            .asInt());
        }
        return rows;
    }

    private List<String> duplicates(ApiClient api) throws IOException {
        Map<String, Integer> moments = new TreeMap<>();
        for (String service : ledger.keySet()) {
            api.get("/api/health/history?limit=1000&service=" + service)
                    .path("history")
                    .forEach(row ->
                            moments.merge(service + " " + row.path("timestamp").asText(), 1, Integer::sum));
        }
        return moments.entrySet().stream()
                .filter(entry -> entry.getValue() > 1)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static List<JsonNode> alerts(ApiClient api) throws IOException {
        return api.get("/api/health/alerts?status=all&service=postgres")
                .path("alerts")
                .valueStream()
                .toList();
    }
}
