package io.healthmon.examples.homelab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The demo as a person runs it, watched through its API: what it promises about breaking and repairing, kept for each mode. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoIT {

    private static final Duration ALERT_WITHIN = Duration.ofSeconds(20);
    private static final Duration RESOLVED_WITHIN = Duration.ofSeconds(10);
    private static final List<String> SIMULATED = List.of("stream-bot", "discord-bot", "minio", "redis");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Path dir;
    private final HttpClient client = HttpClient.newHttpClient();
    private int port;
    private int simulator;
    private String key;
    private Process demo;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        dir = folder;
        port = freePorts(1);
        simulator = freePorts(5);
        demo = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-jar",
                        Path.of("target", "homelab.jar").toAbsolutePath().toString(),
                        "--port",
                        String.valueOf(port),
                        "--simulator-port",
                        String.valueOf(simulator),
                        "--data-dir",
                        dir.resolve("data").toString())
                .redirectOutput(dir.resolve("out.txt").toFile())
                .redirectError(dir.resolve("err.txt").toFile())
                .start();
        await().atMost(Duration.ofSeconds(60)).until(() -> printed().contains("Stop with Ctrl-C") || !demo.isAlive());
        assertThat(demo.isAlive()).as(Files.readString(dir.resolve("err.txt"))).isTrue();
        key = printed()
                .lines()
                .filter(line -> line.contains("API key"))
                .map(line -> line.strip().split("\\s+")[2])
                .findFirst()
                .orElseThrow();
        await().atMost(Duration.ofSeconds(20)).until(() -> healthy() == 6);
    }

    @AfterAll
    void stop() throws Exception {
        demo.destroy();
        assertThat(demo.waitFor(15, TimeUnit.SECONDS)).as("it stops").isTrue();
        assertThat(demo.exitValue()).isZero();
        assertThat(Files.readString(dir.resolve("err.txt"))).doesNotContain("\tat ");
    }

    @Test
    void printed_tellsAddressKeyAndHowToBreakAService() throws IOException {
        assertThat(printed())
                .contains(
                        "http://127.0.0.1:" + port,
                        "X-API-Key: " + key,
                        "/break/stream-bot/unhealthy",
                        "/repair/stream-bot");
    }

    /** The README's own lines, with this run's port and key: each must be answered. */
    @Test
    void readme_curlLines_areAnswered() throws Exception {
        List<String> lines = Files.readString(Path.of("../../README.md"))
                .lines()
                .filter(line -> line.startsWith("curl "))
                .toList();
        assertThat(lines).hasSizeGreaterThanOrEqualTo(9);
        for (String line : lines) {
            String command = line.replace("localhost:5000", "127.0.0.1:" + port)
                    .replace("your-api-key", key)
                    .replaceFirst("^curl ", "curl -sSf --max-time 20 ");
            Process curl = new ProcessBuilder("bash", "-c", command)
                    .redirectErrorStream(true)
                    .start();
            String answer = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(curl.waitFor()).as(line + "\n" + answer).isZero();
            assertThat(answer).as(line).isNotBlank();
        }
    }

    /** All four at once, so that a round costs as long as its slowest service. */
    @ParameterizedTest
    @EnumSource(names = {"DEGRADED", "UNHEALTHY", "HANGING", "REFUSING"})
    void services_brokenInThisWay_alertAndResolveInTime(Mode mode) throws Exception {
        int before = alerts("all").size();
        Map<String, String> expected = new LinkedHashMap<>();
        for (String service : SIMULATED) {
            control("break/" + service + "/" + mode.word());
            expected.put(service, service.equals("minio") ? "warning" : "critical");
        }
        // The dashboard is the host itself, and redis is one of its components: while that is down, the dashboard joins
        // its alert.
        boolean joins = mode != Mode.DEGRADED;
        if (!joins) {
            expected.put("dashboard", "critical");
        }
        await().atMost(ALERT_WITHIN)
                .untilAsserted(() -> assertThat(severities(alerts("active"))).isEqualTo(expected));

        if (joins) {
            await().atMost(ALERT_WITHIN)
                    .untilAsserted(() -> assertThat(held("dashboard"))
                            .as("what keeps the dashboard's alert")
                            .isEqualTo("component redis"));
        }

        for (String service : SIMULATED) {
            control("repair/" + service);
        }
        await().atMost(RESOLVED_WITHIN)
                .untilAsserted(() -> assertThat(alerts("active")).isEmpty());
        assertThat(alerts("all")).as("one alert each").hasSize(before + expected.size());
        await().atMost(RESOLVED_WITHIN).until(() -> healthy() == 6);
    }

    @Test
    void services_slow_stayHealthyAndShowIt() throws Exception {
        for (String service : SIMULATED) {
            control("break/" + service + "/slow");
        }
        await().atMost(ALERT_WITHIN).untilAsserted(() -> {
            Set<String> slow = new TreeSet<>();
            get("/api/health/status").path("services").forEach(service -> {
                if (service.path("response_time_ms").asInt() >= 1_000) {
                    slow.add(service.path("service_name").asText());
                }
            });
            assertThat(slow).containsExactlyInAnyOrderElementsOf(SIMULATED);
        });
        assertThat(alerts("active")).isEmpty();
        assertThat(healthy()).isEqualTo(6);
        for (String service : SIMULATED) {
            control("repair/" + service);
        }
    }

    private String printed() throws IOException {
        return Files.readString(dir.resolve("out.txt"));
    }

    private int healthy() throws Exception {
        return get("/api/health/summary").path("summary").path("healthy").asInt();
    }

    private String held(String service) throws Exception {
        JsonNode held = get("/api/health/explain/" + service).path("held");
        return held.path("cause").asText() + " " + held.path("because").asText();
    }

    private List<JsonNode> alerts(String status) throws Exception {
        return get("/api/health/alerts?limit=1000&status=" + status)
                .path("alerts")
                .valueStream()
                .toList();
    }

    private static Map<String, String> severities(List<JsonNode> alerts) {
        Map<String, String> severities = new LinkedHashMap<>();
        alerts.forEach(alert -> severities.put(
                alert.path("service_name").asText(), alert.path("severity").asText()));
        return severities;
    }

    private JsonNode get(String path) throws Exception {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header("X-API-Key", key)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return MAPPER.readTree(answer.body());
    }

    private void control(String path) throws Exception {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + simulator + "/" + path))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /** The first of as many ports in a row that were free a moment ago. */
    private static int freePorts(int count) throws IOException {
        for (int attempt = 0; attempt < 50; attempt++) {
            int first;
            try (ServerSocket socket = new ServerSocket(0)) {
                first = socket.getLocalPort();
            }
            if (free(first, count)) {
                return first;
            }
        }
        throw new IOException("no " + count + " free ports in a row");
    }

    private static boolean free(int first, int count) {
        for (int next = first; next < first + count; next++) {
            try (ServerSocket socket = new ServerSocket(next)) {
                socket.getLocalPort();
            } catch (IOException | IllegalArgumentException taken) {
                return false;
            }
        }
        return true;
    }
}
