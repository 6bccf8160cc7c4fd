package io.healthmon.check.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.check.CheckHarness;
import io.healthmon.check.CheckerContext;
import io.healthmon.check.Reason;
import io.healthmon.outbound.AddressRange;
import io.healthmon.outbound.OutboundDoor;
import io.healthmon.outbound.OutboundPolicy;
import io.healthmon.outbound.Resolver;
import io.healthmon.target.Secret;
import io.healthmon.time.MonitorClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways in which monitors of this kind were made to ask what they should not, over either client. */
class WaysPastTheDoorTest {

    enum Client {
        JDK(context -> new JdkHttpProbe(context.clock(), context.door())),
        NETTY(context -> new NettyHttpProbe(context.clock(), context.executor()));

        private final Function<CheckerContext, HttpProbe> probe;

        Client(Function<CheckerContext, HttpProbe> probe) {
            this.probe = probe;
        }

        CheckHarness through(OutboundDoor door) {
            return HttpHarness.over(probe, door);
        }
    }

    private static final OutboundPolicy NOT_THE_SECOND =
            new OutboundPolicy(OutboundPolicy.Profile.HOMELAB, List.of(), List.of(AddressRange.parse("127.0.0.2")));

    private static InetAddress address(String digits) {
        try {
            return InetAddress.getByName(digits);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    /** Says one after the other, and the last for ever. */
    private static Resolver saying(AtomicInteger asked, String... digits) {
        Deque<String> answers = new ArrayDeque<>(List.of(digits));
        return host -> {
            asked.incrementAndGet();
            String next = answers.size() > 1 ? answers.pop() : answers.peek();
            return CompletableFuture.completedFuture(List.of(address(next)));
        };
    }

    private static OutboundDoor reading(OutboundPolicy policy) {
        return OutboundDoor.over(
                MonitorClock.system(), host -> CompletableFuture.completedFuture(List.of(address(host))), policy);
    }

    private static HostileServer onSecond(String answer) throws IOException {
        return new HostileServer(new ServerSocket(0, 50, address("127.0.0.2")), HostileServer.sending(answer));
    }

    @ParameterizedTest
    @EnumSource
    void targetUrl_atARefusedAddress_isNotAsked(Client client) throws Exception {
        try (HostileServer secret = onSecond(HostileServer.ok("{}"));
                CheckHarness harness = client.through(reading(NOT_THE_SECOND))) {
            assertThat(HttpHarness.unknown(
                            harness.check(HttpSpec.get("http://127.0.0.2:" + secret.port() + "/health")),
                            Reason.ADDRESS_REFUSED))
                    .isEqualTo("127.0.0.2 is in outbound.deny (127.0.0.2)");
            assertThat(secret.accepted()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://good.example@169.254.169.254/latest/meta-data/",
                "http://good.example:80@169.254.169.254/",
                "http://169.254.169.254:80/",
                "http://169.254.169.254/#good.example",
                "http://169.254.169.254?good.example",
                "http://[::ffff:169.254.169.254]/",
                "http://[fe80::1%25eth0]/"
            })
    void targetUrl_thatNamesAGoodHostBesideTheRealOne_isJudgedByTheRealOne(String url) {
        HttpSpec spec = HttpSpec.get(url);

        assertThat(OutboundPolicy.HOMELAB.refusalOfLiteral(
                        spec.destinations().get(0).host()))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169%2e254.169.254/",
                "http://169.254.169.254\\@good.example/",
                "http://\uff11\uff16\uff19.254.169.254/",
                "http:169.254.169.254/",
                "http:///169.254.169.254/",
                "http://169.254.169.254 /",
                "http://169.254.169.254\t/"
            })
    void targetUrl_inWhichNobodyKnowsTheHost_isNoUrl(String url) {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> HttpSpec.get(url)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource
    void redirect_toARefusedAddress_isNotFollowed(Client client) throws Exception {
        try (HostileServer secret = onSecond(HostileServer.ok("{\"status\":\"healthy\"}"));
                CheckHarness harness = client.through(reading(NOT_THE_SECOND))) {
            for (String leadsTo : List.of(
                    "http://127.0.0.2:" + secret.port() + "/health",
                    "//127.0.0.2:" + secret.port() + "/health",
                    "http://169.254.169.254/latest/meta-data/iam/security-credentials/",
                    "http://[::ffff:a9fe:a9fe]/",
                    "http://0.0.0.0:" + secret.port() + "/")) {
                try (HostileServer server = HostileServer.answering(HostileServer.redirect(302, leadsTo))) {
                    HttpHarness.unknown(harness.check(HttpSpec.get(server.url())), Reason.ADDRESS_REFUSED);
                    assertThat(server.requests()).hasSize(1);
                }
            }
            assertThat(secret.accepted()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void redirects_areJudgedEachByItself(Client client) throws Exception {
        try (HostileServer secret = onSecond(HostileServer.ok("{}"));
                HostileServer second = HostileServer.answering(
                        HostileServer.redirect(307, "http://127.0.0.2:" + secret.port() + "/"));
                HostileServer first = HostileServer.answering(HostileServer.redirect(307, second.url()));
                CheckHarness harness = client.through(reading(NOT_THE_SECOND))) {
            HttpHarness.unknown(harness.check(HttpSpec.get(first.url())), Reason.ADDRESS_REFUSED);

            assertThat(second.requests()).hasSize(1);
            assertThat(secret.accepted()).isZero();
        }
    }

    /** Looked up once: what a name server says to the next question is nobody's business. */
    @ParameterizedTest
    @EnumSource(names = "NETTY")
    void rebinding_changesNothingForTheFullProbe(Client client) throws Exception {
        AtomicInteger asked = new AtomicInteger();
        OutboundDoor door = OutboundDoor.over(
                MonitorClock.system(), saying(asked, "127.0.0.1", "169.254.169.254"), OutboundPolicy.HOMELAB);
        try (HostileServer server = HostileServer.answering(HostileServer.ok("{\"status\":\"healthy\"}"));
                CheckHarness harness = client.through(door)) {
            HttpSpec spec = HttpSpec.get("http://rebinding.test:" + server.port() + "/health");

            assertThat(HttpHarness.answer(harness.check(spec)).code()).isEqualTo(200);
            assertThat(asked).hasValue(1);
            HttpHarness.unknown(harness.check(spec), Reason.ADDRESS_REFUSED);
            assertThat(server.requests()).hasSize(1);
        }
    }

    /** The JDK's client has asked by then; what it was told does not get any further. */
    @ParameterizedTest
    @EnumSource(names = "JDK")
    void rebinding_betweenJudgingAndDialling_bringsTheJdksClientNoAnswer(Client client) throws Exception {
        OutboundDoor door = OutboundDoor.over(
                MonitorClock.system(),
                saying(new AtomicInteger(), "127.0.0.1", "169.254.169.254"),
                OutboundPolicy.HOMELAB);
        try (HostileServer server = HostileServer.answering(HostileServer.ok("{\"status\":\"healthy\"}"));
                CheckHarness harness = client.through(door)) {
            assertThat(HttpHarness.unknown(
                            harness.check(HttpSpec.get("http://localhost:" + server.port() + "/health")),
                            Reason.ADDRESS_REFUSED))
                    .startsWith("localhost leads to 169.254.169.254");
        }
    }

    @ParameterizedTest
    @EnumSource
    void credentialsAndHeaders_doNotCrossToAnotherHost(Client client) throws Exception {
        try (HostileServer other = onSecond(HostileServer.ok("{}"));
                HostileServer server = HostileServer.answering(
                        HostileServer.redirect(307, "http://127.0.0.2:" + other.port() + "/taken"));
                CheckHarness harness = client.through(reading(OutboundPolicy.HOMELAB))) {
            HttpSpec spec = HttpSpec.get("http://user:canary-1@127.0.0.1:" + server.port() + "/health")
                    .withHeader("X-API-Key", Secret.of("canary-2"))
                    .withHeader("Cookie", Secret.of("canary-3"));
            HttpHarness.answer(harness.check(spec));

            assertThat(server.requests())
                    .singleElement()
                    .asString()
                    .contains("Authorization: Basic", "canary-2", "canary-3");
            assertThat(other.requests())
                    .singleElement()
                    .asString()
                    .contains("GET /taken")
                    .doesNotContain("canary", "Authorization", "X-API-Key", "Cookie", "Referer");
        }
    }

    @ParameterizedTest
    @EnumSource
    void ownApi_isAskedForItsHealthAndNothingElse(Client client) throws Exception {
        OutboundDoor door = reading(OutboundPolicy.HOMELAB);
        try (HostileServer api = HostileServer.answering(HostileServer.ok("{\"status\":\"healthy\"}"));
                CheckHarness harness = client.through(door)) {
            door.listensAt(new InetSocketAddress(address("127.0.0.1"), api.port()));
            String base = "http://127.0.0.1:" + api.port();

            for (String path : List.of(
                    "/",
                    "/api/health/status",
                    "/api/health/",
                    "/health/",
                    "//health",
                    "/./health",
                    "/x/../health",
                    "/%68ealth",
                    "/health;x",
                    "/health?x",
                    "/HEALTH",
                    "/api/health/test/redis")) {
                assertThat(HttpHarness.unknown(harness.check(HttpSpec.get(base + path)), Reason.ADDRESS_REFUSED))
                        .contains("the monitor itself");
            }
            HttpHarness.unknown(
                    harness.check(HttpSpec.get(base + "/health").withMethod("POST")), Reason.ADDRESS_REFUSED);
            assertThat(api.accepted()).isZero();

            HttpHarness.answer(harness.check(HttpSpec.get(base + "/health")));
            HttpHarness.answer(harness.check(HttpSpec.get(base + "/api/health")));
            HttpHarness.answer(harness.check(HttpSpec.get(base + "/health#part")));
            assertThat(api.requests()).hasSize(3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void ownApi_isNotReachedByARedirectEither(Client client) throws Exception {
        OutboundDoor door = reading(OutboundPolicy.HOMELAB);
        try (HostileServer api = HostileServer.answering(HostileServer.ok("{}"));
                HostileServer server =
                        HostileServer.answering(HostileServer.redirect(302, api.url() + "/../api/health/status"));
                CheckHarness harness = client.through(door)) {
            door.listensAt(new InetSocketAddress(address("127.0.0.1"), api.port()));

            HttpHarness.unknown(harness.check(HttpSpec.get(server.url())), Reason.ADDRESS_REFUSED);
            assertThat(api.accepted()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void channelUrl_atARefusedAddress_isNotSentTo_andNotTriedAgain(Client client) throws Exception {
        OutboundDoor door = reading(NOT_THE_SECOND);
        var work = java.util.concurrent.Executors.newSingleThreadExecutor();
        HttpProbe probe = client == Client.JDK
                ? new JdkHttpProbe(MonitorClock.system(), door)
                : new NettyHttpProbe(MonitorClock.system(), work);
        try (HostileServer secret = onSecond(HostileServer.ok("{}"));
                HttpSender sender = HttpSender.over(MonitorClock.system(), door, probe)) {
            HttpReply reply = sender.send(
                    HttpSpec.get("http://127.0.0.2:" + secret.port() + "/hook-canary")
                            .withMethod("POST"),
                    java.time.Duration.ofSeconds(10));

            assertThat(reply).isEqualTo(new HttpReply.Refused("127.0.0.2 is in outbound.deny (127.0.0.2)"));
            assertThat(secret.accepted()).isZero();
        } finally {
            work.shutdown();
        }
    }
}
