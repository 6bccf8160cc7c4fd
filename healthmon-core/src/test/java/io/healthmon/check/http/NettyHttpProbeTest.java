package io.healthmon.check.http;

import static io.healthmon.check.http.HostileServer.ok;
import static io.healthmon.check.http.HttpHarness.answer;
import static io.healthmon.check.http.HttpHarness.text;
import static io.healthmon.check.http.HttpHarness.unhealthy;
import static io.healthmon.check.http.HttpHarness.unknown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.healthmon.check.Backlog;
import io.healthmon.check.CheckHarness;
import io.healthmon.check.CheckerContext;
import io.healthmon.check.Observation;
import io.healthmon.check.Phase;
import io.healthmon.check.Reason;
import io.healthmon.outbound.Admitted;
import io.healthmon.outbound.OutboundDoor;
import io.healthmon.outbound.OutboundPolicy;
import io.healthmon.target.Secret;
import io.healthmon.time.MonitorClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NettyHttpProbeTest extends HttpProbeContract {

    @Override
    public HttpProbe probe(CheckerContext context) {
        return new NettyHttpProbe(context.clock(), context.executor());
    }

    @Override
    public boolean tellsPhases() {
        return true;
    }

    /** A checker over the probe, with names resolved as a test says. */
    abstract class Fixture extends HttpProbeFixture {
        @Override
        public HttpProbe probe(CheckerContext context) {
            return NettyHttpProbeTest.this.probe(context);
        }

        @Override
        public boolean tellsPhases() {
            return true;
        }

        CheckHarness resolving(InetAddress... addresses) {
            return HttpHarness.over(this::probe, host -> CompletableFuture.completedFuture(List.of(addresses)));
        }

        HttpSpec named(String name) {
            return HttpSpec.get("http://" + name + ":" + server.port() + "/health");
        }
    }

    static Admitted admitted(HttpSpec spec) {
        return OutboundDoor.over(
                        MonitorClock.system(),
                        host -> CompletableFuture.completedFuture(List.of(loopback(1))),
                        OutboundPolicy.HOMELAB)
                .admit(spec.firstHop().destination())
                .toCompletableFuture()
                .join();
    }

    static InetAddress loopback(int last) {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    @Nested
    class Addresses extends Fixture {

        /** The name exists nowhere else: a second look-up would fail. */
        @Test
        void name_resolvedByUs_isNotLookedUpAgainAndNamedInTheRequest() {
            serve(ok("fine"));
            try (CheckHarness pinned = resolving(loopback(1))) {
                assertThat(text(pinned.check(named("stream-bot.invalid")))).isEqualTo("fine");
            }
            assertThat(server.requests().get(0)).contains("\r\nhost: stream-bot.invalid:" + server.port() + "\r\n");
        }

        @Test
        void hostWithUnderscore_isChecked() {
            serve(ok("fine"));
            try (CheckHarness pinned = resolving(loopback(1))) {
                assertThat(text(pinned.check(named("my_service")))).isEqualTo("fine");
                assertThat(text(pinned.check(named("replica.1")))).isEqualTo("fine");
            }
            assertThat(server.requests().get(0)).contains("\r\nhost: my_service:" + server.port() + "\r\n");
        }

        @Test
        void address_refusing_givesWayToTheNext() {
            serve(ok("fine"));
            try (CheckHarness pinned = resolving(loopback(2), loopback(3), loopback(1))) {
                assertThat(text(pinned.check(named("many")))).isEqualTo("fine");
            }
        }

        @Test
        void address_swallowingPackets_leavesTheNextItsShareOfTheTime() throws IOException {
            serve(ok("fine"));
            try (Backlog silent = new Backlog(loopback(2), server.port());
                    CheckHarness pinned = resolving(silent.address(), loopback(1))) {
                Observation.Answer found = answer(pinned.check(named("two"), Duration.ofSeconds(4)));

                assertThat(found.timings().phases().get(Phase.CONNECT))
                        .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(3));
            }
        }

        @Test
        void addresses_allRefusing_areOneFailure() {
            serve(ok("fine"));
            try (CheckHarness pinned = resolving(loopback(2), loopback(3))) {
                assertThat(unknown(pinned.check(named("both")), Reason.CONNECT_REFUSED))
                        .isEqualTo("nothing listens at both:" + server.port());
            }
        }

        @Test
        void ipv6_literal_isDialledAndNamedWithItsBrackets() throws IOException {
            try (HostileServer six = HostileServer.onIpv6(HostileServer.sending(ok("six")))) {
                assertThat(text(harness.check(HttpSpec.get("http://[::1]:" + six.port() + "/"))))
                        .isEqualTo("six");
                assertThat(six.requests().get(0)).contains("\r\nhost: [::1]:" + six.port() + "\r\n");
            }
        }

        @Test
        void host_configured_goesBeforeTheName() {
            HttpSpec spec = serve(ok("fine")).withHeader("Host", Secret.of("virtual.example"));

            assertThat(text(harness.check(spec))).isEqualTo("fine");
            assertThat(server.requests().get(0)).contains("virtual.example\r\n").doesNotContain("127.0.0.1");
        }
    }

    @Nested
    class Phases extends Fixture {

        @Test
        void phases_eachIsTimed() {
            HttpSpec spec = serve(ok("fine"));

            assertThat(answer(harness.check(spec)).timings().phases())
                    .containsOnlyKeys(Phase.DNS, Phase.CONNECT, Phase.RESPONSE, Phase.BODY);
        }

        @Test
        void phases_overTls_haveTheHandshake(@TempDir Path directory) throws Exception {
            server = new HostileServer(TestCertificate.valid(directory).listener(), HostileServer.sending(ok("fine")));
            HttpSpec spec =
                    HttpSpec.get("https://127.0.0.1:" + server.port() + "/").withTls(new Tls(Optional.empty(), true));

            assertThat(answer(harness.check(spec)).timings().phases()).containsKey(Phase.TLS);
        }

        @Test
        void phases_ofAFailure_areToldToo() {
            Observation found = harness.check(serveAndClose(""));

            assertThat(found.timings().phases()).containsOnlyKeys(Phase.DNS, Phase.CONNECT, Phase.RESPONSE);
        }
    }

    @Nested
    class Framing extends Fixture {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc",
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked, identity\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
                    "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: xchunked\r\n\r\nabc",
                    "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
                    "HTTP/1.1 200 OK\r\nContent-Length: +3\r\n\r\nabc",
                    "HTTP/1.1 200 OK\r\nContent-Length: 3, 4\r\n\r\nabc",
                    "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n 2\r\n\r\nabcabcabcabc",
                    "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\nabc",
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-3\r\nabc\r\n0\r\n\r\n",
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffff\r\nabc",
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n0\r\n\r\n",
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\nabc\r\n0\r\n\r\n",
                    "HTTP/1.1 200 OK\r\nX: a\0b\r\nContent-Length: 3\r\n\r\nabc",
                    "HTTP/1.1 200 OK\r\nX\0: ab\r\nContent-Length: 3\r\n\r\nabc",
                    "HTTP/1.1 200 OK\r\nnocolon\r\nContent-Length: 3\r\n\r\nabc",
                    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n",
                    "HTTP/1.1 99 Low\r\nContent-Length: 0\r\n\r\n",
                    "HTTP/3.1 200 OK\r\nContent-Length: 0\r\n\r\n",
                    "\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
                    "220 mail.example ESMTP\r\n",
                    "-NOAUTH"
                })
        void answer_ofUncertainEnd_isRefusedAndTheConnectionClosed(String answer) {
            unhealthy(harness.check(serve(answer)), Reason.PROTOCOL);

            await().untilAsserted(() -> assertThat(server.left()).isEqualTo(1));
        }

        @Test
        void interimAnswers_tooMany_areRefused() {
            String interim = "HTTP/1.1 103 Early Hints\r\n\r\n";

            unhealthy(
                    harness.check(serve(interim.repeat(NettyConnection.MAX_INTERIM_ANSWERS + 1) + ok("late"))),
                    Reason.PROTOCOL);
        }

        @Test
        void interimAnswers_asManyAsAllowed_areSkipped() {
            String interim = "HTTP/1.1 103 Early Hints\r\n\r\n";

            assertThat(text(harness.check(serve(interim.repeat(NettyConnection.MAX_INTERIM_ANSWERS) + ok("soon")))))
                    .isEqualTo("soon");
        }

        @Test
        void statusLine_endless_isRefused() {
            HttpSpec spec = serve(connection -> {
                connection.readRequest();
                connection.send("HTTP/1.1 200 ");
                while (true) {
                    connection.send("y".repeat(8_000));
                }
            });

            unhealthy(harness.check(spec), Reason.PROTOCOL);
            await().untilAsserted(() -> assertThat(server.left()).isEqualTo(1));
        }

        @Test
        void lines_endingInABareLineFeed_areRead() {
            assertThat(text(harness.check(serve("HTTP/1.1 200 OK\nContent-Length: 4\n\nfine"))))
                    .isEqualTo("fine");
        }

        @Test
        void trailers_areReadAndDropped() {
            assertThat(text(harness.check(serve(
                            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nfine\r\n0\r\nX: y\r\n\r\n"))))
                    .isEqualTo("fine");
        }
    }

    @Nested
    class Connections extends Fixture {

        private HttpSpec keeping(HttpSpec spec) {
            return spec.withConnection(ConnectionUse.KEEP_ALIVE);
        }

        @Test
        void connection_byDefault_isAFreshOneEachTime() {
            HttpSpec spec = serve(ok("fine"));

            for (int check = 0; check < 3; check++) {
                assertThat(text(harness.check(spec))).isEqualTo("fine");
            }
            assertThat(server.accepted()).isEqualTo(3);
            assertThat(server.requests()).allMatch(request -> request.contains("\r\nconnection: close\r\n"));
            await().untilAsserted(() -> assertThat(server.left()).isEqualTo(3));
        }

        @Test
        void connection_toBeKept_isUsedAgainAndNeedsNoConnecting() {
            HttpSpec spec = keeping(serve(ok("fine")));

            harness.check(spec);
            Observation.Answer second = answer(harness.check(spec));
            assertThat(text(harness.check(spec))).isEqualTo("fine");

            assertThat(server.accepted()).isEqualTo(1);
            assertThat(second.timings().phases()).containsOnlyKeys(Phase.DNS, Phase.RESPONSE, Phase.BODY);
        }

        @Test
        void connection_keptOfOneService_servesAnotherOfTheSameServerOnly() {
            serve(ok("fine"));
            try (CheckHarness pinned = resolving(loopback(1))) {
                pinned.check(keeping(named("one")));
                pinned.check(keeping(named("one")));
                assertThat(server.accepted()).isEqualTo(1);
                pinned.check(keeping(named("other")));
                assertThat(server.accepted()).isEqualTo(2);
            }
        }

        @Test
        void connection_keptAndClosedByTheServer_isReplacedUnseen() {
            AtomicInteger requests = new AtomicInteger();
            HttpSpec spec = keeping(serve(connection -> {
                connection.readRequest();
                connection.send(ok("fine"));
                // The second request finds the connection standing, and then gone.
                connection.readRequest();
                requests.incrementAndGet();
                connection.close();
            }));

            assertThat(text(harness.check(spec))).isEqualTo("fine");
            assertThat(text(harness.check(spec))).isEqualTo("fine");

            assertThat(requests).hasValue(1);
            assertThat(server.accepted()).isEqualTo(2);
        }

        @Test
        void request_overAFreshConnectionThatIsLost_isNotRepeated() {
            unhealthy(harness.check(keeping(serveAndClose(""))), Reason.CONNECTION_LOST);

            assertThat(server.accepted()).isEqualTo(1);
        }

        @Test
        void request_overAKeptConnectionLostWithinTheAnswer_isNotRepeated() {
            HttpSpec spec = keeping(serve(connection -> {
                connection.readRequest();
                connection.send(ok("fine"));
                connection.readRequest();
                connection.send("HTTP/1.1 200 OK\r\nContent-");
                connection.close();
            }));

            assertThat(text(harness.check(spec))).isEqualTo("fine");
            unhealthy(harness.check(spec), Reason.CONNECTION_LOST);
            assertThat(server.accepted()).isEqualTo(1);
        }

        @Test
        void post_isNeverSentOverAKeptConnection() {
            HttpSpec spec = keeping(serve(ok("fine")));

            harness.check(spec);
            harness.check(spec.withMethod("POST").withBody(Secret.of("x")));

            assertThat(server.accepted()).isEqualTo(2);
        }

        @Test
        void connection_withMoreBehindTheAnswer_isNotKept() {
            HttpSpec spec = keeping(serve(
                    "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));

            for (int check = 0; check < 3; check++) {
                assertThat(text(harness.check(spec))).isEqualTo("ok");
            }
            assertThat(server.accepted()).isEqualTo(3);
        }

        @Test
        void connection_thatTheServerWillClose_isNotKept() {
            HttpSpec spec = keeping(serve("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok"));

            harness.check(spec);
            harness.check(spec);

            assertThat(server.accepted()).isEqualTo(2);
        }

        @Test
        void connection_keptOverTls_isNotUsedForOtherTrust(@TempDir Path directory) throws Exception {
            TestCertificate certificate = TestCertificate.valid(directory);
            server = new HostileServer(certificate.listener(), HostileServer.sending(ok("fine")));
            HttpSpec insecure = keeping(
                    HttpSpec.get("https://127.0.0.1:" + server.port() + "/").withTls(new Tls(Optional.empty(), true)));
            harness.check(insecure);
            harness.check(insecure);
            assertThat(server.accepted()).isEqualTo(1);

            unknown(harness.check(insecure.withTls(Tls.DEFAULT)), Reason.TLS_HANDSHAKE);
        }
    }

    @Nested
    class Names extends Fixture {

        /** The certificate is for localhost and 127.0.0.1; the address that is dialled says nothing. */
        @Test
        void certificate_isVerifiedAgainstTheNameNotTheAddress(@TempDir Path directory) throws Exception {
            TestCertificate certificate = TestCertificate.valid(directory);
            server = new HostileServer(certificate.listener(), HostileServer.sending(ok("fine")));
            Tls trust = new Tls(Optional.of(certificate.pem()), false);
            try (CheckHarness pinned = resolving(loopback(1))) {
                assertThat(text(pinned.check(https("localhost").withTls(trust))))
                        .isEqualTo("fine");
                assertThat(unknown(pinned.check(https("elsewhere.test").withTls(trust)), Reason.TLS_HANDSHAKE))
                        .endsWith("its certificate is for another name");
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"stream-bot", "status.example"})
        void name_isToldInTheHandshake(String name) throws Exception {
            try (CheckHarness pinned = resolving(loopback(1));
                    HostileServer hello = HostileServer.reading(512)) {
                server = hello;
                unknown(pinned.check(https(name), Duration.ofSeconds(3)), Reason.TLS_HANDSHAKE);

                assertThat(hello.requests().get(0)).contains(name);
            }
        }

        private HttpSpec https(String name) {
            return HttpSpec.get("https://" + name + ":" + server.port() + "/health");
        }
    }

    @Test
    void close_endsWhatIsUnderWay() throws Exception {
        try (HostileServer silent = new HostileServer(HostileServer.Connection::readRequest)) {
            NettyHttpProbe probe = new NettyHttpProbe(MonitorClock.system(), Runnable::run);
            HttpSpec spec = HttpSpec.get(silent.url());
            HttpExchangeRequest request =
                    new HttpExchangeRequest(spec.firstHop(), spec, admitted(spec), Duration.ofSeconds(5));
            HttpProbe.Exchange exchange = probe.start(request, phase -> {});
            await().until(() -> silent.requests().size() == 1);

            probe.close();

            await().until(() -> silent.left() == 1);
            assertThat(exchange.result().toCompletableFuture()).succeedsWithin(Duration.ofSeconds(10));
            assertThat(probe.start(request, phase -> {}).result().toCompletableFuture())
                    .succeedsWithin(Duration.ofSeconds(10))
                    .isEqualTo(new HttpExchangeResult.Failed(HttpFailures.CLOSED));
        }
    }
}
