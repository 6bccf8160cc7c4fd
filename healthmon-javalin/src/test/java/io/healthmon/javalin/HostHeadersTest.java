package io.healthmon.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthMonitor;
import io.healthmon.store.InMemoryStore;
import io.healthmon.target.Secret;
import java.io.IOException;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every answer carries, whoever gives it, and what is no request at all. */
class HostHeadersTest {

    private HealthMonitor monitor;
    private HealthMonitorHost host;

    @BeforeEach
    void start() {
        monitor = TestMonitor.start(new InMemoryStore());
        host = HealthMonitorHost.builder(monitor)
                .port(0)
                .config(HealthMonitorConfig.builder()
                        .apiKey("a", Secret.of("the-key"))
                        .build())
                .with(javalin -> javalin.routes.get("/throws", ctx -> {
                    throw new IllegalStateException("a secret of the page");
                }))
                .start();
    }

    @AfterEach
    void stop() {
        host.close();
        monitor.close();
    }

    private String raw(String request) throws IOException {
        return AuthTest.raw(host.port(), request);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                "HEAD /health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                "GET /health HTTP/1.0\r\n\r\n",
                "GET /api/health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                "GET /api/health/status HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                "GET /api/health/status HTTP/1.1\r\nHost: a\r\nX-API-Key: the-key\r\nConnection: close\r\n\r\n",
                "GET /metrics HTTP/1.1\r\nHost: a\r\nX-API-Key: the-key\r\nConnection: close\r\n\r\n",
                "GET /nothing HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                "GET /throws HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                "OPTIONS * HTTP/1.1\r\nHost: a\r\nOrigin: http://a\r\nConnection: close\r\n\r\n",
                "OPTIONS /api/health/status HTTP/1.1\r\nHost: a\r\nOrigin: https://evil.example\r\n"
                        + "Access-Control-Request-Method: GET\r\nConnection: close\r\n\r\n",
                "TRACE /health HTTP/1.1\r\nHost: a\r\nX-Secret: told\r\nConnection: close\r\n\r\n",
                "CONNECT a:80 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                "DELETE /health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                "POST /health HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                "GET /health HTTP/9.9\r\nHost: a\r\nConnection: close\r\n\r\n",
                "NONSENSE\r\n\r\n",
            })
    void answer_ofWhateverKind_carriesTheSafeHeaders(String request) throws IOException {
        String head = raw(request).split("\r\n\r\n", 2)[0];

        assertThat(head)
                .startsWith("HTTP/1.1 ")
                .containsIgnoringCase("\r\nCache-Control: no-store")
                .containsIgnoringCase(
                        "\r\nContent-Security-Policy: default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
                .containsIgnoringCase("\r\nX-Content-Type-Options: nosniff")
                .containsIgnoringCase("\r\nX-Frame-Options: DENY")
                .containsIgnoringCase("\r\nReferrer-Policy: no-referrer")
                .containsIgnoringCase("\r\nPermissions-Policy: ")
                .containsIgnoringCase("\r\nCross-Origin-Opener-Policy: same-origin")
                .containsIgnoringCase("\r\nCross-Origin-Resource-Policy: same-origin");
        assertThat(head.toLowerCase(Locale.ROOT))
                .doesNotContain("\r\nserver:", "jetty", "javalin", "access-control-", "x-powered", "strict-transport");
        assertThat(head.split("(?i)\r\nContent-Security-Policy: ")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ABC", "PROPFIND", "get", "TRACE"})
    void methodThatNobodyKnows_is405_whateverThePathAndWithoutAKey(String method) throws IOException {
        for (String path : java.util.List.of("/api/health/status", "/health", "/nothing")) {
            assertThat(raw(method + " " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 405")
                    .contains("{\"error\":\"The method is not allowed here.\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "TRACK", "CONNECT"})
    void methodOfProxies_is405_andNothingIsEchoed(String method) throws IOException {
        assertThat(raw(method + " /health HTTP/1.1\r\nHost: a\r\nX-Secret: told\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 4")
                .doesNotContain("told");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /",
                "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\nGET /",
                "Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
                "Content-Length: 5, 6\r\n\r\nabcdef",
                "Content-Length: +5\r\n\r\nabcde",
                "Content-Length: 0x5\r\n\r\nabcde",
                "Content-Length: -1\r\n\r\nabcde",
                "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding:\u000bchunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
                "Content-Length : 5\r\n\r\nabcde",
                " Content-Length: 5\r\n\r\nabcde",
                "X-Folded: a\r\n b\r\nContent-Length: 0\r\n\r\n",
                "X-Bare: a\nContent-Length: 0\r\n\r\n",
                "Content-Length: 0\n\n",
                "X-Nul: a\u0000b\r\nContent-Length: 0\r\n\r\n",
                "X-Cr: a\rb\r\nContent-Length: 0\r\n\r\n",
                "No colon\r\nContent-Length: 0\r\n\r\n",
                "Host: b\r\nContent-Length: 0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\nZ\r\nabc\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n3\nabc\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff1\r\nabc\r\n0\r\n\r\n",
            })
    void request_thatTwoServersCouldReadDifferently_is400AndTheEnd(String headers) throws IOException {
        String answer = raw("POST /health HTTP/1.1\r\nHost: a\r\n" + headers
                + "GET /health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        assertThat(answer).matches("(?s)HTTP/1\\.1 (400|501) .*").contains("{\"error\":\"");
        assertThat(answer.split("HTTP/1\\.1 "))
                .as("one answer, and nothing after it")
                .hasSize(2);
    }

    @Test
    void page_mayShowAndRunItsOwnFilesOnly() throws IOException {
        try (HealthMonitorHost paged = HealthMonitorHost.builder(monitor)
                .port(0)
                .with(javalin -> javalin.routes.get(
                        "/page",
                        ctx -> new io.healthmon.javalin.wire.Answer(
                                        200, "text/html; charset=utf-8", new byte[0], java.util.Map.of())
                                .writeTo(ctx)))
                .start()) {
            String answer = AuthTest.raw(paged.port(), "GET /page HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

            assertThat(answer)
                    .contains("script-src 'self'; style-src 'self';", "form-action 'self'; frame-ancestors 'none'")
                    .doesNotContain("unsafe", "*");
        }
    }
}
