package io.healthmon.check.http;

import static io.healthmon.check.http.HostileServer.ok;
import static io.healthmon.check.http.HostileServer.redirect;
import static io.healthmon.check.http.HttpHarness.answer;
import static io.healthmon.check.http.HttpHarness.text;
import static io.healthmon.check.http.HttpHarness.unhealthy;
import static io.healthmon.check.http.HttpHarness.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.check.CheckHarness;
import io.healthmon.check.Reason;
import io.healthmon.internal.CheckRunner;
import io.healthmon.target.Secret;
import java.lang.management.ManagementFactory;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link HttpProbe} lets the check around it do: redirects, credentials, names, crowds. */
abstract class HttpCheckContract extends HttpProbeFixture {

    @Nested
    class RedirectsOfTarget {

        /** Answers /N with a redirect to /N-1, and /0 with 200. */
        private HostileServer chain() {
            return new HostileServer(connection -> {
                String request;
                while (!(request = connection.readRequest()).isEmpty()) {
                    int steps = Integer.parseInt(request.split("[ /]+")[1]);
                    connection.send(steps == 0 ? ok("arrived") : redirect(302, "/" + (steps - 1)));
                }
            });
        }

        private HttpSpec at(HostileServer server, String path) {
            return HttpSpec.get("http://127.0.0.1:" + server.port() + path);
        }

        @Test
        void chain_ofFive_isFollowed() throws Exception {
            try (HostileServer server = chain()) {
                assertThat(text(harness.check(at(server, "/5")))).isEqualTo("arrived");
            }
        }

        @Test
        void chain_ofSix_endsAtTheFifth() throws Exception {
            try (HostileServer server = chain()) {
                assertThat(answer(harness.check(at(server, "/6"))).code()).isEqualTo(302);
                assertThat(server.requests()).hasSize(6);
            }
        }

        @Test
        void redirect_notToBeFollowed_isTheAnswer() throws Exception {
            try (HostileServer server = chain()) {
                assertThat(answer(harness.check(at(server, "/1").withFollowRedirects(false)))
                                .code())
                        .isEqualTo(302);
            }
        }

        @Test
        void loop_isFound() throws Exception {
            try (HostileServer server = HostileServer.answering(redirect(301, "/health"))) {
                assertThat(unhealthy(harness.check(HttpSpec.get(server.url())), Reason.REDIRECT))
                        .isEqualTo("the redirects of 127.0.0.1:" + server.port() + " lead in a circle");
                assertThat(server.requests()).hasSize(1);
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"ftp://127.0.0.1/", "http://", "http://a b/", "file:///etc/passwd", "http://x:99999/"})
        void location_leadingNowhere_isUnhealthy(String location) throws Exception {
            try (HostileServer server = HostileServer.answering(redirect(302, location))) {
                unhealthy(harness.check(HttpSpec.get(server.url())), Reason.REDIRECT);
            }
        }

        @Test
        void headers_sameOrigin_areSentAgain() throws Exception {
            try (HostileServer server = chain()) {
                harness.check(at(server, "/1").withHeader("X-Token", Secret.of("abc")));

                assertThat(server.requests()).hasSize(2).allMatch(request -> request.contains("X-Token: abc"));
            }
        }

        @Test
        void secrets_anotherOrigin_areNotSentAndDoNotComeBack() throws Exception {
            List<HostileServer> first = new ArrayList<>();
            try (HostileServer other = new HostileServer(connection -> {
                        connection.readRequest();
                        connection.send(
                                redirect(307, "http://127.0.0.1:" + first.get(0).port() + "/back"));
                    });
                    HostileServer origin = new HostileServer(connection -> {
                        String request;
                        while (!(request = connection.readRequest()).isEmpty()) {
                            connection.send(request.startsWith("GET /back") ? ok("back") : redirect(302, other.url()));
                        }
                    })) {
                first.add(origin);
                String url = "http://user:secret@127.0.0.1:" + origin.port() + "/health";

                assertThat(text(harness.check(HttpSpec.get(url).withHeader("X-Token", Secret.of("abc")))))
                        .isEqualTo("back");

                assertThat(origin.requests().get(0)).contains("Authorization: Basic dXNlcjpzZWNyZXQ=", "X-Token: abc");
                assertThat(other.requests().get(0)).doesNotContain("Authorization", "X-Token");
                assertThat(origin.requests().get(1)).doesNotContain("Authorization", "X-Token");
            }
        }

        @Test
        void body_anotherOrigin_isNotSent() throws Exception {
            try (HostileServer other = HostileServer.answering(ok("stolen"));
                    HostileServer origin = HostileServer.answering(redirect(307, other.url()))) {
                HttpSpec spec = HttpSpec.get(origin.url()).withMethod("POST").withBody(Secret.of("secret"));

                unhealthy(harness.check(spec), Reason.REDIRECT);
                assertThat(other.accepted()).isZero();
            }
        }

        @ParameterizedTest
        @CsvSource({
            "301, POST, GET",
            "302, POST, GET",
            "303, POST, GET",
            "303, PUT, GET",
            "303, HEAD, HEAD",
            "301, PUT, PUT",
            "307, POST, POST",
            "308, POST, POST"
        })
        void method_afterRedirect_isWhatRfc9110Says(int code, String before, String after) throws Exception {
            try (HostileServer server = new HostileServer(connection -> {
                connection.readRequest();
                connection.send(redirect(code, "/there?a=b"));
                connection.readRequest();
                connection.send("HTTP/1.1 204 No Content\r\n\r\n");
            })) {
                HttpSpec spec =
                        HttpSpec.get(server.url()).withMethod(before).withHeader("Content-Type", Secret.of("a/b"));
                harness.check(before.equals("HEAD") ? spec : spec.withBody(Secret.of("data")));

                String second = server.requests().get(1);
                assertThat(second).startsWith(after + " /there?a=b HTTP/1.1\r\n");
                if (after.equals("GET")) {
                    assertThat(second).doesNotContain("data", "Content-Type");
                } else if (!after.equals("HEAD")) {
                    assertThat(second).endsWith("data");
                }
            }
        }
    }

    @Nested
    class Requests {

        @Test
        void userInfo_percentEncoded_becomesBasicAuthAndIsNotShown() throws Exception {
            try (HostileServer server = HostileServer.answering("garbage\r\n")) {
                String url = "http://us%40er:p+w%3A@127.0.0.1:" + server.port();

                String message = unhealthy(harness.check(HttpSpec.get(url)), Reason.PROTOCOL);

                // us@er:p+w:
                assertThat(server.requests().get(0))
                        .startsWith("GET / HTTP/1.1\r\n")
                        .contains("Authorization: Basic dXNAZXI6cCt3Og==\r\n");
                assertThat(message).doesNotContain("us@er", "us%40er", "p+w");
            }
        }

        @Test
        void authorization_configured_winsOverUserInfo() throws Exception {
            try (HostileServer server = HostileServer.answering(ok(""))) {
                harness.check(HttpSpec.get("http://a:b@127.0.0.1:" + server.port())
                        .withHeader("authorization", Secret.of("Bearer t")));

                assertThat(server.requests().get(0))
                        .containsOnlyOnce("uthorization:")
                        .contains("Bearer t");
            }
        }

        @Test
        void request_thatTheClientCannotSend_saysSo() {
            HttpSpec spec = HttpSpec.get("http://127.0.0.1:1/");

            assertThat(unhealthy(harness.check(spec.withHeader("X", Secret.of("secret\r\n"))), Reason.CHECKER_ERROR))
                    .contains("cannot be sent")
                    .doesNotContain("secret");
        }
    }

    @Nested
    class Names {

        @Test
        void name_thatDoesNotExist_isUnknown() {
            try (CheckHarness other = HttpHarness.over(
                    HttpCheckContract.this::probe,
                    host -> CompletableFuture.failedFuture(new UnknownHostException(host)))) {
                assertThat(unknown(other.check(HttpSpec.get("http://stream-bot:5000/health")), Reason.DNS_NXDOMAIN))
                        .isEqualTo("the name stream-bot does not exist");
            }
        }

        @Test
        void name_whoseResolverIsSilent_isUnknownAtTheDeadline() {
            try (CheckHarness other =
                    HttpHarness.over(HttpCheckContract.this::probe, host -> new CompletableFuture<>())) {
                unknown(
                        other.check(HttpSpec.get("http://stream-bot:5000/health"), Duration.ofMillis(200)),
                        Reason.TIMEOUT_DNS);
            }
        }

        @Test
        void name_whoseServersDoNotAnswer_isNotCalledMissing() {
            try (CheckHarness other = HttpHarness.over(
                    HttpCheckContract.this::probe,
                    host -> CompletableFuture.failedFuture(
                            new UnknownHostException(host + ": Temporary failure in name resolution")))) {
                unknown(other.check(HttpSpec.get("http://stream-bot:5000/health")), Reason.DNS_FAILED);
            }
        }
    }

    @Nested
    class Crowds {

        private static final int HANGING = 500;

        @Test
        void hanging500_healthyOne_isNotDelayedAndNoThreadIsHeldEach() throws Exception {
            try (SilentServer silent = SilentServer.afterConnecting(HANGING);
                    HostileServer healthy = HostileServer.answering(ok("fine"))) {
                int threadsBefore = ManagementFactory.getThreadMXBean().getThreadCount();
                List<CompletableFuture<CheckRunner.Look>> hanging = new ArrayList<>();
                for (int i = 0; i < HANGING; i++) {
                    hanging.add(harness.start(HttpSpec.get(silent.url()), Duration.ofSeconds(4)));
                }

                for (int i = 0; i < 20; i++) {
                    CheckRunner.Look look = harness.start(HttpSpec.get(healthy.url()), Duration.ofSeconds(3))
                            .get(10, TimeUnit.SECONDS);
                    assertThat(text(look.observation())).isEqualTo("fine");
                }

                assertThat(ManagementFactory.getThreadMXBean().getThreadCount() - threadsBefore)
                        .isLessThan(JdkClients.THREADS + 30);
                assertThat(hanging).noneMatch(CompletableFuture::isDone);
                for (CompletableFuture<CheckRunner.Look> look : hanging) {
                    unhealthy(look.get(20, TimeUnit.SECONDS).observation(), Reason.TIMEOUT_RESPONSE);
                }
            }
        }
    }
}
