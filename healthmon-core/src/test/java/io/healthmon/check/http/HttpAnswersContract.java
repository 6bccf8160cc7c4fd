package io.healthmon.check.http;

import static io.healthmon.check.http.HostileServer.ok;
import static io.healthmon.check.http.HttpHarness.answer;
import static io.healthmon.check.http.HttpHarness.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.healthmon.check.Observation;
import io.healthmon.check.Phase;
import io.healthmon.target.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link HttpProbe} makes of answers, seen through the checker that uses it. */
abstract class HttpAnswersContract extends HttpProbeFixture {

    @Nested
    class Answers {

        @Test
        void json_200_isGivenWithTypeBodyAndTimes() {
            Observation.Answer found = answer(harness.check(serve(ok("{\"status\":\"healthy\"}"))));

            assertThat(found.code()).isEqualTo(200);
            assertThat(found.contentType()).contains("application/json");
            assertThat(found.truncated()).isFalse();
            assertThat(new String(found.body(), StandardCharsets.UTF_8)).isEqualTo("{\"status\":\"healthy\"}");
            assertThat(found.timings().phases()).containsKeys(Phase.DNS, Phase.RESPONSE, Phase.BODY);
        }

        @Test
        void body_503_isGiven() {
            Observation found = harness.check(serve("HTTP/1.1 503 Unavailable\r\nContent-Length: 8\r\n\r\ndegraded"));

            assertThat(answer(found).code()).isEqualTo(503);
            assertThat(text(found)).isEqualTo("degraded");
        }

        @Test
        void body_empty200_isEmpty() {
            assertThat(text(harness.check(serve(ok(""))))).isEmpty();
        }

        @Test
        void body_204_isEmpty() {
            assertThat(answer(harness.check(serve("HTTP/1.1 204 No Content\r\n\r\n")))
                            .code())
                    .isEqualTo(204);
        }

        @Test
        void body_head_isNotWaitedFor() {
            HttpSpec spec =
                    serve("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n").withMethod("HEAD");

            assertThat(text(harness.check(spec))).isEmpty();
            assertThat(server.requests().get(0)).startsWith("HEAD /health HTTP/1.1\r\n");
        }

        @Test
        void interimAnswers_1xx_areSkipped() {
            Observation found = harness.check(
                    serve("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + ok("final")));

            assertThat(text(found)).isEqualTo("final");
        }

        @ParameterizedTest
        @ValueSource(ints = {401, 407, 429, 500, 599})
        void code_anyError_isAnAnswer(int code) {
            HttpSpec spec = serve("HTTP/1.1 " + code + " X\r\nWWW-Authenticate: Basic realm=\"x\"\r\n"
                    + "Proxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n");

            assertThat(answer(harness.check(spec)).code()).isEqualTo(code);
        }

        @Test
        void body_chunked_isJoined() {
            String chunks = "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n";

            assertThat(text(harness.check(serve("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks))))
                    .isEqualTo("abcde");
        }

        @Test
        void body_http10UntilTheEnd_isRead() {
            assertThat(text(harness.check(serveAndClose("HTTP/1.0 200 OK\r\n\r\nold"))))
                    .isEqualTo("old");
        }

        @Test
        void request_methodHeadersAndBody_areSent() {
            HttpSpec spec = serve(ok("fine"))
                    .withMethod("POST")
                    .withHeader("X-Token", Secret.of("abc"))
                    .withBody(Secret.of("{\"ping\":1}"));

            harness.check(spec);

            assertThat(server.requests().get(0))
                    .startsWith("POST /health HTTP/1.1\r\n")
                    .contains("X-Token: abc\r\n")
                    .contains("User-Agent: healthmon\r\n")
                    .endsWith("\r\n\r\n{\"ping\":1}");
        }

        @Test
        void connection_closedAfterEachAnswer_isNotUsedAgain() {
            HttpSpec spec = serveAndClose(ok("fine"));

            for (int check = 0; check < 5; check++) {
                assertThat(text(harness.check(spec))).isEqualTo("fine");
            }
            assertThat(server.accepted()).isEqualTo(5);
        }

        @Test
        void connection_severalChecks_eachIsAnsweredOnItsOwn() {
            HttpSpec spec = serve("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 500 smuggled\r\n\r\n");

            for (int check = 0; check < 5; check++) {
                assertThat(text(harness.check(spec))).isEqualTo("ok");
            }
        }
    }

    @Nested
    class Bodies {

        @Test
        void body_ofTheCap_isWhole() {
            Observation.Answer found =
                    answer(harness.check(serve(ok("x".repeat(100))).withMaxBody(100)));

            assertThat(found.body()).hasSize(100);
            assertThat(found.truncated()).isFalse();
        }

        @Test
        void body_overTheCap_isCutAndTheConnectionClosed() {
            Observation.Answer found = answer(harness.check(serve(ok("x".repeat(10 * MEGABYTE)))));

            assertThat(found.body()).hasSize(HttpSpec.DEFAULT_MAX_BODY);
            assertThat(found.truncated()).isTrue();
            await().untilAsserted(() -> assertThat(server.left()).isEqualTo(1));
        }

        @Test
        void body_endless_isCutAndNoMoreIsRead() {
            HttpSpec spec = serve(connection -> {
                connection.readRequest();
                connection.send("HTTP/1.1 200 OK\r\n\r\n");
                byte[] junk = new byte[64 * 1_024];
                while (true) {
                    connection.send(junk);
                }
            });

            Observation.Answer found = answer(harness.check(spec));

            assertThat(found.truncated()).isTrue();
            assertThat(found.body()).hasSize(HttpSpec.DEFAULT_MAX_BODY);
            await().untilAsserted(() -> assertThat(server.left()).isEqualTo(1));
            // What the two sockets' buffers may hold, far below what an unbounded reader would have taken.
            assertThat(server.written()).isLessThan(32L * MEGABYTE);
        }

        @Test
        void body_gzip_isDecoded() throws IOException {
            assertThat(text(harness.check(
                            serveEncoded("gzip", gzip("{\"status\":\"ok\"}".getBytes(StandardCharsets.UTF_8))))))
                    .isEqualTo("{\"status\":\"ok\"}");
        }

        @Test
        void body_deflate_isDecoded() throws IOException {
            ByteArrayOutputStream deflated = new ByteArrayOutputStream();
            try (DeflaterOutputStream out = new DeflaterOutputStream(deflated)) {
                out.write("fine".getBytes(StandardCharsets.UTF_8));
            }

            assertThat(text(harness.check(serveEncoded("deflate", deflated.toByteArray()))))
                    .isEqualTo("fine");
        }

        @Test
        void body_gzipBomb_isCut() throws IOException {
            Observation.Answer found = answer(harness.check(serveEncoded("gzip", gzip(new byte[50 * MEGABYTE]))));

            assertThat(found.body()).hasSize(HttpSpec.DEFAULT_MAX_BODY);
            assertThat(found.truncated()).isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"br", "gzip", "gzip, gzip"})
        void body_notDecodable_isGivenAsItCame(String encoding) {
            assertThat(text(harness.check(serveEncoded(encoding, "no such thing".getBytes(StandardCharsets.UTF_8)))))
                    .isEqualTo("no such thing");
        }

        private HttpSpec serveEncoded(String encoding, byte[] body) {
            return serve(connection -> {
                connection.readRequest();
                connection.send("HTTP/1.1 200 OK\r\nContent-Encoding: " + encoding + "\r\nContent-Length: "
                        + body.length + "\r\n\r\n");
                connection.send(body);
            });
        }

        private byte[] gzip(byte[] plain) throws IOException {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
                out.write(plain);
            }
            return packed.toByteArray();
        }
    }
}
