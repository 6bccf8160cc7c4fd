package io.healthmon.javalin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.healthmon.HealthMonitor;
import io.healthmon.HealthStatus;
import io.healthmon.HealthTarget;
import io.healthmon.check.Reason;
import io.healthmon.check.tcp.TcpSpec;
import io.healthmon.javalin.Client.Reply;
import io.healthmon.store.InMemoryStore;
import io.healthmon.target.Secret;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class HealthMonitorHostTest {

    private HealthMonitor monitor;

    @BeforeEach
    void start() {
        monitor = TestMonitor.start(new InMemoryStore());
    }

    @AfterEach
    void stop() {
        monitor.close();
    }

    private HealthMonitorHost host() {
        return HealthMonitorHost.builder(monitor).port(0).start();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", ""})
    void start_openToOtherMachinesWithoutAKey_isRefused(String address) {
        assertThatThrownBy(() ->
                        HealthMonitorHost.builder(monitor).host(address).port(0).start())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("API key");
    }

    @Test
    void start_openToOtherMachinesWithAKey_serves() {
        HealthMonitorConfig config =
                HealthMonitorConfig.builder().apiKey("a", Secret.of("key")).build();
        try (HealthMonitorHost host = HealthMonitorHost.builder(monitor)
                .host("0.0.0.0")
                .port(0)
                .config(config)
                .start()) {
            assertThat(new Client(host.port()).get("/health").status()).isEqualTo(200);
            assertThat(new Client(host.port()).get("/api/health/status").status())
                    .isEqualTo(401);
        }
    }

    /** Whoever may add a target would else ask the API with the monitor's own rights. */
    @Test
    void ownApi_isCheckedForItsHealthAlone() {
        try (HealthMonitor real = HealthMonitor.builder().start();
                HealthMonitorHost host = HealthMonitorHost.builder(real).port(0).start()) {
            String base = "http://127.0.0.1:" + host.port();
            real.add(HealthTarget.http("me", base + "/health").build());
            real.add(HealthTarget.http("my-status", base + "/api/health/status").build());
            real.add(HealthTarget.of("my-port", new TcpSpec("127.0.0.1", host.port()))
                    .build());

            assertThat(real.check("me").join().evaluation().status()).isEqualTo(HealthStatus.HEALTHY);
            for (String refused : List.of("my-status", "my-port")) {
                assertThat(real.check(refused).join().evaluation().reason()).contains(Reason.ADDRESS_REFUSED);
            }
        }
    }

    @Test
    void start_portTaken_saysSo() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> HealthMonitorHost.builder(monitor)
                            .port(taken.getLocalPort())
                            .start())
                    .isInstanceOf(HostStartException.class)
                    .hasMessage("can't listen on 127.0.0.1:" + taken.getLocalPort()
                            + ": the port is taken by another process");
        }
    }

    @Test
    void start_portTaken_leavesNothingBehindAndLogsNothing() throws IOException {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        log.start();
        root.addAppender(log);
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getByName("127.0.0.1"))) {
            AtomicBoolean made = new AtomicBoolean();
            assertThatThrownBy(() -> HealthMonitorHost.builder(monitor)
                            .port(taken.getLocalPort())
                            .with(javalin -> made.set(true))
                            .start())
                    .isInstanceOf(HostStartException.class);
            assertThat(made)
                    .as("an application that would have to be cleaned up")
                    .isFalse();
        } finally {
            root.detachAppender(log);
        }
        assertThat(log.list).isEmpty();
    }

    @Test
    void start_applicationThatCannotStart_freesThePort() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        assertThatThrownBy(() -> HealthMonitorHost.builder(monitor)
                        .port(port)
                        .with(javalin -> {
                            throw new IllegalArgumentException("a page is missing");
                        })
                        .start())
                .hasMessage("a page is missing");
        try (HealthMonitorHost again =
                HealthMonitorHost.builder(monitor).port(port).start()) {
            assertThat(new Client(again.port()).get("/health").status()).isEqualTo(200);
        }
    }

    @Test
    void start_addressOfAnotherMachine_saysSo() {
        HealthMonitorConfig config =
                HealthMonitorConfig.builder().apiKey("a", Secret.of("key")).build();

        assertThatThrownBy(() -> HealthMonitorHost.builder(monitor)
                        .host("192.0.2.1")
                        .port(0)
                        .config(config)
                        .start())
                .isInstanceOf(HostStartException.class)
                .hasMessageContaining("not one of this machine");
    }

    @Test
    void close_twice_freesThePort() throws IOException {
        HealthMonitorHost host = host();
        int port = host.port();

        host.close();
        host.close();

        try (HealthMonitorHost again =
                HealthMonitorHost.builder(monitor).port(port).start()) {
            assertThat(new Client(again.port()).get("/health").status()).isEqualTo(200);
        }
    }

    @Test
    void path_unknown_is404InJson() {
        try (HealthMonitorHost host = host()) {
            for (String path : new String[] {"/", "/nope", "/api/health/nope", "/api/health/uptime/a/b"}) {
                Reply reply = new Client(host.port()).get(path);

                assertThat(reply.status()).isEqualTo(404);
                assertThat(reply.json().get("error").textValue()).isEqualTo("There is nothing at '" + path + "'.");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "POST,/health,'GET, HEAD'",
        "DELETE,/api/health,'GET, HEAD'",
        "PUT,/api/health/status,'GET, HEAD'",
        "PATCH,/api/health/history,'GET, HEAD'",
        "OPTIONS,/api/health/summary,'GET, HEAD'",
        "GET,/api/health/test/x,POST",
        "DELETE,/metrics,'GET, HEAD'",
    })
    void method_wrong_is405WithAllow(String method, String path, String allowed) {
        try (HealthMonitorHost host = host()) {
            Reply reply = new Client(host.port()).send(method, path);

            assertThat(reply.status()).isEqualTo(405);
            assertThat(reply.header("Allow")).isEqualTo(allowed);
            assertThat(reply.json().get("error").textValue()).contains(method);
        }
    }

    @Test
    void body_tooLarge_is413() {
        try (HealthMonitorHost host = host()) {
            Client client = new Client(host.port());

            Reply reply = client.send(
                    client.request("/api/health/test/x").POST(BodyPublishers.ofByteArray(new byte[64 * 1024 + 1])));

            assertThat(reply.status()).isEqualTo(413);
            assertThat(reply.json().get("error").textValue()).contains("65536");
        }
    }

    @Test
    void headers_tooLong_areRefusedInJson() throws IOException {
        try (HealthMonitorHost host = host()) {
            String answer = AuthTest.raw(
                    host.port(),
                    "GET /health HTTP/1.1\r\nHost: localhost\r\nX-Long: " + "x".repeat(9_000) + "\r\n\r\n");

            assertThat(answer).startsWith("HTTP/1.1 431").contains("application/json", "{\"error\":\"");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NONSENSE\r\n\r\n",
                "GET /health HTTP/1.1\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
            })
    void request_broken_is400InJson(String request) throws IOException {
        try (HealthMonitorHost host = host()) {
            assertThat(AuthTest.raw(host.port(), request))
                    .startsWith("HTTP/1.1 400")
                    .contains("application/json", "{\"error\":\"")
                    .doesNotContain("etty", "Exception");
        }
    }

    @Test
    void answer_headers_areSafeAndSayNothingOfTheServer() {
        try (HealthMonitorHost host = host()) {
            for (String path : new String[] {"/health", "/api/health/status", "/nope", "/metrics"}) {
                Reply reply = new Client(host.port()).get(path);

                assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
                assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
                assertThat(reply.response().headers().map()).doesNotContainKeys("server", "x-powered-by", "set-cookie");
            }
        }
    }
}
