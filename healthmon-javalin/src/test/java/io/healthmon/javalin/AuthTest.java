package io.healthmon.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthMonitor;
import io.healthmon.check.custom.ProbeResult;
import io.healthmon.javalin.Client.Reply;
import io.healthmon.store.InMemoryStore;
import io.healthmon.target.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Without a key there is no way in but the two open endpoints, however the path is spelled. */
class AuthTest {

    private HealthMonitor monitor;
    private HealthMonitorHost host;

    @BeforeEach
    void start() {
        monitor = TestMonitor.start(new InMemoryStore(), TestMonitor.target("the-service", true, ProbeResult::healthy));
        host = HealthMonitorHost.builder(monitor)
                .port(0)
                .config(HealthMonitorConfig.builder()
                        .apiKey("first", Secret.of("first-key"))
                        .apiKey("second", Secret.of("second-key"))
                        .build())
                .start();
    }

    @AfterEach
    void stop() {
        host.close();
        monitor.close();
    }

    private Client with(String... headers) {
        return new Client(host.port(), headers);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/api/health/status",
        "GET,/api/health/history",
        "GET,/api/health/alerts",
        "GET,/api/health/uptime/the-service",
        "GET,/api/health/series/the-service",
        "GET,/api/health/summary",
        "POST,/api/health/test/the-service",
        "GET,/api/health/explain/the-service",
        "GET,/api/health/suppressions",
        "GET,/api/health/silences",
        "GET,/api/health/maintenance",
        "GET,/api/health/channels",
        "GET,/api/openapi.json",
        "GET,/metrics",
    })
    void endpoint_withoutOrWithBadKey_is401InJson(String method, String path) {
        for (Client client : new Client[] {
            with(),
            with("X-API-Key", "wrong"),
            with("X-API-Key", ""),
            with("X-API-Key", "first-key-and-more"),
            with("X-API-Key", "first-ke"),
            with("Authorization", "Bearer wrong"),
            with("Authorization", "Basic Zmlyc3Q6Zmlyc3Qta2V5"),
            with("Authorization", "first-key"),
        }) {
            Reply reply = client.send(method, path);

            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.json().get("error").textValue()).isNotBlank();
            assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer");
            assertThat(reply.response().body()).doesNotContain("the-service");
        }
        assertThat(with("X-API-Key", "second-key").send(method, path).status()).isEqualTo(200);
    }

    @Test
    void key_inEitherHeader_opens() {
        assertThat(with("X-API-Key", "first-key").get("/api/health/status").status())
                .isEqualTo(200);
        assertThat(with("Authorization", "Bearer second-key")
                        .get("/api/health/status")
                        .status())
                .isEqualTo(200);
        assertThat(with("Authorization", "bearer second-key")
                        .get("/api/health/status")
                        .status())
                .isEqualTo(200);
        assertThat(with("X-API-Key", "wrong", "Authorization", "Bearer first-key")
                        .get("/api/health/status")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"api_key", "key", "X-API-Key", "access_token", "token", "API-KEY", "access%5Ftoken"})
    void key_inTheQuery_isRefusedWhateverElseIsBrought(String parameter) {
        for (Client client : new Client[] {with(), with("X-API-Key", "first-key")}) {
            Reply reply = client.get("/api/health/status?" + parameter + "=first-key");

            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.json().get("error").textValue())
                    .contains("X-API-Key")
                    .doesNotContain("first-key");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//api/health/status",
                "/api//health/status",
                "/api/health//status",
                "/api/health/status/",
                "/api/health/status//",
                "/api/health/status;x=y",
                "/api/health;x=y/status",
                "/;/api/health/status",
                "/api/health/./status",
                "/api/health/../health/status",
                "/health/../api/health/status",
                "/api/health/%2e/status",
                "/health/%2e%2e/api/health/status",
                "/api/health/%73tatus",
                "/api/health%2fstatus",
                "/api%2Fhealth%2Fstatus",
                "/API/HEALTH/STATUS",
                "/api/health/Status",
                "/api/health/status%00",
                "/api/health/status%20",
                "/api/health/status.json",
                "/api/health\\status",
                "/api/health/status#/health",
                "/api/health/status?/health",
                "http://127.0.0.1/api/health/status",
                "/health/api/health/status",
                "/api/health/uptime/the-service/",
                "/api/health/uptime/the-service;x",
                "/api/health/uptime//the-service",
                "/metrics/",
                "/metrics;",
                "//metrics",
                "/api/openapi.json/",
            })
    void path_spelledOtherwise_givesNothingWithoutAKey(String target) throws IOException {
        for (String method : new String[] {"GET", "HEAD", "POST", "OPTIONS", "QUERY", "get"}) {
            String answer = raw(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

            assertThat(answer)
                    .as(method)
                    .startsWith("HTTP/1.1 4")
                    .doesNotContain("\"timestamp\"", "healthmon_", "\"openapi\"");
        }
        if (!target.contains("?") && !target.contains("#") && !target.startsWith("http:")) {
            assertThat(raw("GET " + target
                            + " HTTP/1.1\r\nHost: localhost\r\nX-API-Key: first-key\r\nConnection: close\r\n\r\n"))
                    .as("with a key")
                    .containsPattern("^HTTP/1.1 40[04] ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"})
    void methodOverride_withAKey_isNotTaken(String header) {
        Client client = with("X-API-Key", "first-key", header, "POST");
        for (String path : new String[] {"/api/health/test/the-service", "/api/health/status"}) {
            assertThat(client.get(path).status()).isIn(400, 405);
        }
        assertThat(monitor.statistics().checks()).isZero();
    }

    @Test
    void headRequest_withoutKey_is401() throws IOException {
        assertThat(raw("HEAD /api/health/status HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 401");
    }

    @Test
    void openHost_otherSitesName_is403() throws IOException {
        try (HealthMonitorHost open = HealthMonitorHost.builder(monitor).port(0).start()) {
            Client local = new Client(open.port());
            assertThat(local.get("/api/health/status").status()).isEqualTo(200);
            for (String name : new String[] {"evil.example", "localhost.evil.example", "127.0.0.1.evil.example:80"}) {
                String answer = raw(
                        open.port(),
                        "GET /api/health/status HTTP/1.1\r\nHost: " + name + "\r\nConnection: close\r\n\r\n");
                assertThat(answer).startsWith("HTTP/1.1 403").doesNotContain("the-service");
            }
            for (String name : new String[] {"localhost", "localhost:5000", "127.0.0.1:1", "[::1]:5000", "LOCALHOST"}) {
                String answer = raw(
                        open.port(),
                        "GET /api/health/status HTTP/1.1\r\nHost: " + name + "\r\nConnection: close\r\n\r\n");
                assertThat(answer).startsWith("HTTP/1.1 200");
            }
        }
    }

    private String raw(String request) throws IOException {
        return raw(host.port(), request);
    }

    static String raw(int port, String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void withoutKeys_aWriteOfAnotherSitesPage_isRefused() throws IOException {
        try (HealthMonitorHost open = HealthMonitorHost.builder(monitor).port(0).start()) {
            String here = "http://127.0.0.1:" + open.port();
            assertThat(post(open, "http://evil.example")).startsWith("HTTP/1.1 403");
            assertThat(post(open, "null")).startsWith("HTTP/1.1 403");
            assertThat(post(open, "http://127.0.0.1:1")).startsWith("HTTP/1.1 403");
            assertThat(post(open, here)).startsWith("HTTP/1.1 200");
        }
    }

    private static String post(HealthMonitorHost host, String origin) throws IOException {
        return raw(
                host.port(),
                "POST /api/health/test/the-service HTTP/1.1\r\nHost: 127.0.0.1:" + host.port() + "\r\nOrigin: " + origin
                        + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/api/health/alerts/1",
        "POST,/api/health/alerts/1/acknowledge",
        "POST,/api/health/silences",
        "DELETE,/api/health/silences/1",
        "POST,/api/health/maintenance",
        "DELETE,/api/health/maintenance/1",
        "POST,/api/health/channels/ops/test",
    })
    void change_withoutKey_is401_andNothingOfItIsRead(String method, String path) {
        Reply reply = with().send(method, path, "no JSON at all");

        assertThat(reply.status()).isEqualTo(401);
        assertThat(with("X-API-Key", "first-key")
                        .send(method, path, "no JSON at all")
                        .status())
                .isIn(400, 404);
    }
}
