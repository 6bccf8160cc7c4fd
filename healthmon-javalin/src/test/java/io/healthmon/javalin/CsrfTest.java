package io.healthmon.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthMonitor;
import io.healthmon.access.AccessStore;
import io.healthmon.access.InMemoryAccessStore;
import io.healthmon.access.Role;
import io.healthmon.check.custom.ProbeResult;
import io.healthmon.javalin.auth.Csrf;
import io.healthmon.store.InMemoryStore;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What another site's page can have a browser send with its reader's cookie changes nothing. */
class CsrfTest {

    private final AccessStore access = new InMemoryAccessStore();
    private HealthMonitor monitor;
    private HealthMonitorHost host;
    private String session;

    @BeforeEach
    void start() {
        monitor = TestMonitor.start(new InMemoryStore(), TestMonitor.target("web", true, ProbeResult::healthy));
        host = HealthMonitorHost.builder(monitor)
                .port(0)
                .config(HealthMonitorConfig.builder().open(true).access(access).build())
                .start();
        session = new TestPeople(access, monitor.view().now()).session(Role.OPERATOR);
    }

    @AfterEach
    void stop() {
        host.close();
        monitor.close();
    }

    private String send(String start, String body, String... headers) throws Exception {
        StringBuilder request = new StringBuilder(start)
                .append(" HTTP/1.1\r\nHost: 127.0.0.1:")
                .append(host.port())
                .append("\r\nConnection: close\r\nCookie: healthmon=")
                .append(session)
                .append("\r\nContent-Length: ")
                .append(body.length())
                .append("\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        return AuthTest.raw(host.port(), request.append("\r\n").append(body).toString());
    }

    private int test(String... headers) throws Exception {
        String answer = send("POST /api/health/test/web", "", headers);
        return Integer.parseInt(answer.substring(9, 12));
    }

    private String token() {
        return Csrf.HEADER + ": " + Csrf.token(session);
    }

    private String here() {
        return "Origin: http://127.0.0.1:" + host.port();
    }

    @Test
    void change_ofOurOwnPage_isTaken() throws Exception {
        assertThat(test(token(), "Sec-Fetch-Site: same-origin")).isEqualTo(200);
        assertThat(test(token(), "Sec-Fetch-Site: none")).isEqualTo(200);
        assertThat(test(token(), here())).isEqualTo(200);
        assertThat(test(token(), here(), "Sec-Fetch-Site: same-origin")).isEqualTo(200);
        assertThat(test(token(), "Origin: null", "Sec-Fetch-Site: same-origin"))
                .as("a page that does not name itself")
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site",
                "Sec-Fetch-Site: SAME-ORIGIN, cross-site",
                "Origin: null",
                "Origin: http://evil.example",
                "Origin: https://127.0.0.1",
                "Origin: http://127.0.0.1:1",
                "Origin: http://evil.example|Sec-Fetch-Site: same-origin",
                "HERE|Sec-Fetch-Site: cross-site",
                "Referer: http://127.0.0.1/"
            })
    void change_ofAnotherPage_isRefusedEvenWithTheToken(String headers) throws Exception {
        List<String> lines = new ArrayList<>(List.of(token()));
        for (String header : headers.split("\\|")) {
            if (!header.isEmpty()) {
                lines.add(header.equals("HERE") ? here() : header);
            }
        }

        assertThat(test(lines.toArray(String[]::new))).isEqualTo(403);
        assertThat(monitor.statistics().checks()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"''", "0", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void change_withoutTheToken_isRefused(String token) throws Exception {
        assertThat(test(here())).isEqualTo(403);
        assertThat(test(here(), Csrf.HEADER + ": " + token)).isEqualTo(403);
        assertThat(test(here(), Csrf.HEADER + ": " + session)).isEqualTo(403);
        assertThat(test(here(), Csrf.HEADER + ": " + Csrf.token(session + "x"))).isEqualTo(403);
        assertThat(monitor.statistics().checks()).isZero();
    }

    @Test
    void form_withTheTokenInAField_isTaken_andInTheAddressIsNot() throws Exception {
        String type = "Content-Type: application/x-www-form-urlencoded";

        assertThat(send("POST /logout?csrf=" + Csrf.token(session), "", here(), type))
                .startsWith("HTTP/1.1 403");
        assertThat(send("POST /logout", "csrf=0", here(), type)).startsWith("HTTP/1.1 403");
        assertThat(send("POST /logout", "csrf=" + Csrf.token(session), here(), type))
                .startsWith("HTTP/1.1 303");
        assertThat(send("GET /api/health/status", "")).startsWith("HTTP/1.1 401");
    }

    @Test
    void login_byAPageOfAnotherSite_isRefused() throws Exception {
        for (String path : new String[] {"/api/session", "/login", "/api/setup", "/setup"}) {
            assertThat(send("POST " + path, "", "Origin: http://evil.example")).startsWith("HTTP/1.1 403");
            assertThat(send("POST " + path, "", "Sec-Fetch-Site: cross-site")).startsWith("HTTP/1.1 403");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD"})
    void reading_changesNothing(String method) throws Exception {
        for (String path :
                new String[] {"/api/health/test/web", "/logout", "/api/health/silences/1", "/api/health/channels/x/test"
                }) {
            assertThat(send(method + " " + path, "", token(), here())).startsWith("HTTP/1.1 4");
        }
        assertThat(monitor.statistics().checks()).isZero();
        assertThat(send("GET /api/health/status", "")).startsWith("HTTP/1.1 200");
    }

    @Test
    void session_andAWrongKey_isNobody() throws Exception {
        assertThat(send("GET /api/health/status", "", "X-API-Key: wrong")).startsWith("HTTP/1.1 401");
    }
}
