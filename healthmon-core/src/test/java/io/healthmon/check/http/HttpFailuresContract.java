package io.healthmon.check.http;

import static io.healthmon.check.http.HttpHarness.answer;
import static io.healthmon.check.http.HttpHarness.unhealthy;
import static io.healthmon.check.http.HttpHarness.unknown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.healthmon.check.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link HttpProbe} makes of everything that is no answer, seen through the checker that uses it. */
abstract class HttpFailuresContract extends HttpProbeFixture {

    /** What the deadline says after the first byte and before the headers' end. */
    private Reason onceItBegan() {
        return tellsPhases() ? Reason.TIMEOUT_BODY : Reason.TIMEOUT_RESPONSE;
    }

    @Nested
    @Execution(ExecutionMode.CONCURRENT)
    class Stalls {

        @Test
        void answer_none_isUnhealthyAndTheConnectionClosed() {
            HttpSpec spec = serve(HostileServer.Connection::readRequest);

            unhealthy(harness.check(spec, SHORT), Reason.TIMEOUT_RESPONSE);
            await().untilAsserted(() -> assertThat(server.left()).isEqualTo(1));
        }

        @Test
        void headers_stalled_isUnhealthyAndTheConnectionClosed() {
            HttpSpec spec = serve(connection -> {
                connection.readRequest();
                connection.send("HTTP/1.1 200 OK\r\nContent-");
            });

            unhealthy(harness.check(spec, SHORT), onceItBegan());
            await().untilAsserted(() -> assertThat(server.left()).isEqualTo(1));
        }

        @Test
        void body_stalled_isUnhealthyAndTheConnectionClosed() {
            HttpSpec spec = serve("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\nabc");

            unhealthy(harness.check(spec, SHORT), Reason.TIMEOUT_BODY);
            await().untilAsserted(() -> assertThat(server.left()).isEqualTo(1));
        }

        @Test
        void body_dripping_isUnhealthyAndTheConnectionClosed() {
            HttpSpec spec = serve(connection -> {
                connection.readRequest();
                connection.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
                connection.drip("x".repeat(1_000));
            });

            unhealthy(harness.check(spec, SHORT), Reason.TIMEOUT_BODY);
            await().untilAsserted(() -> assertThat(server.left()).isEqualTo(1));
        }

        @Test
        void interimAnswers_endless_endAtTheDeadline() {
            HttpSpec spec = serve(connection -> {
                connection.readRequest();
                connection.drip("HTTP/1.1 100 Continue\r\n\r\n".repeat(1_000));
            });

            unhealthy(harness.check(spec, SHORT), onceItBegan());
            await().untilAsserted(() -> assertThat(server.left()).isEqualTo(1));
        }

        @Test
        void connect_unanswered_isUnknown() throws IOException {
            try (SilentServer silent = SilentServer.toConnects()) {
                String message = unknown(
                        harness.check(HttpSpec.get(silent.url()), Duration.ofSeconds(4)), Reason.TIMEOUT_CONNECT);

                assertThat(message).startsWith("no connection to 127.0.0.1:");
            }
        }
    }

    @Nested
    class BrokenConnections {

        @Test
        void connect_refused_isUnknown() {
            int port;
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = free.getLocalPort();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }

            String message =
                    unknown(harness.check(HttpSpec.get("http://127.0.0.1:" + port + "/")), Reason.CONNECT_REFUSED);

            assertThat(message).isEqualTo("nothing listens at 127.0.0.1:" + port);
        }

        @Test
        void connection_closedWithoutAnswer_isLost() {
            unhealthy(harness.check(serveAndClose("")), Reason.CONNECTION_LOST);
        }

        @Test
        void connection_resetAfterAccept_isLost() {
            unhealthy(harness.check(serve(HostileServer.Connection::reset)), Reason.CONNECTION_LOST);
        }

        @Test
        void connection_closedWithinHeaders_isLost() {
            unhealthy(harness.check(serveAndClose("HTTP/1.1 200 OK\r\nContent-")), Reason.CONNECTION_LOST);
        }

        @Test
        void body_resetMidway_isLost() {
            HttpSpec spec = serve(connection -> {
                connection.readRequest();
                connection.send("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\nabc");
                connection.reset();
            });

            unhealthy(harness.check(spec), Reason.CONNECTION_LOST);
        }

        @Test
        void body_shorterThanItsLength_isLost() {
            String message = unhealthy(
                    harness.check(serveAndClose("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\nabc")),
                    Reason.CONNECTION_LOST);

            assertThat(message).endsWith("closed the connection before its answer was complete");
        }

        @Test
        void body_truncatedChunked_isLost() {
            unhealthy(
                    harness.check(serveAndClose("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab")),
                    Reason.CONNECTION_LOST);
        }
    }

    @Nested
    class BrokenProtocol {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "SSH-2.0-OpenSSH_9.2\r\n",
                    "\0\1\2\3\4garbage",
                    "HTTP/2.0 200 OK\r\nContent-Length: 0\r\n\r\n",
                    "HTTP/1.1 OK\r\n\r\n",
                    "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\nabc",
                    "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nabc",
                    "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nabc",
                    "HTTP/1.1 200 OK\r\nContent-Length: 8\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nab"
                })
        void answer_notHttp_isUnhealthy(String answer) {
            unhealthy(harness.check(serveAndClose(answer)), Reason.PROTOCOL);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "SSH-2.0-OpenSSH_9.2\r\n",
                    "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\nabc",
                    "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nabc",
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nab"
                })
        void connection_ofAnAnswerThatIsNotHttp_isClosed(String answer) {
            unhealthy(harness.check(serve(answer)), Reason.PROTOCOL);

            await().untilAsserted(() -> assertThat(server.left()).isEqualTo(1));
        }

        @Test
        void headers_tenThousand_areRefused() {
            StringBuilder headers = new StringBuilder();
            for (int i = 0; i < 10_000; i++) {
                headers.append("X-").append(i).append(": y\r\n");
            }

            unhealthy(
                    harness.check(serveAndClose("HTTP/1.1 200 OK\r\n" + headers + "Content-Length: 0\r\n\r\n")),
                    Reason.PROTOCOL);
        }

        @Test
        void headers_endless_areRefused() {
            HttpSpec spec = serve(connection -> {
                connection.readRequest();
                connection.send("HTTP/1.1 200 OK\r\n");
                String line = "X-Filler: " + "y".repeat(8_000) + "\r\n";
                while (true) {
                    connection.send(line);
                }
            });

            unhealthy(harness.check(spec), Reason.PROTOCOL);
            await().untilAsserted(() -> assertThat(server.left()).isEqualTo(1));
            assertThat(server.written()).isLessThan(32L * MEGABYTE);
        }
    }
}
