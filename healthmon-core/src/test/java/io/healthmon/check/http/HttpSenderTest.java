package io.healthmon.check.http;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpSenderTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(1_500);
    private static final int CAP = 64 * 1024;
    private static final String CANARY = "canary-7f3a9";
    private static final OutboundDoor DOOR =
            OutboundDoor.over(MonitorClock.system(), HttpSenderTest::resolve, OutboundPolicy.HOMELAB);

    enum Client {
        JDK,
        NETTY
    }

    private final ExecutorService work = Executors.newFixedThreadPool(2);
    private HttpSender jdk;
    private HttpSender netty;

    private TestCertificate valid;
    private TestCertificate other;
    private TestCertificate expired;

    @BeforeAll
    void open(@TempDir Path directory) throws Exception {
        valid = TestCertificate.valid(directory);
        other = TestCertificate.forAnotherName(directory);
        expired = TestCertificate.expired(directory);
        jdk = sender(new JdkHttpProbe(MonitorClock.system(), DOOR));
        netty = sender(new NettyHttpProbe(MonitorClock.system(), work));
    }

    @AfterAll
    void close() {
        jdk.close();
        netty.close();
        work.shutdown();
    }

    private static HttpSender sender(HttpProbe probe) {
        return HttpSender.over(MonitorClock.system(), DOOR, probe);
    }

    private static CompletableFuture<List<InetAddress>> resolve(String host) {
        if (host.equals("nowhere.test")) {
            return CompletableFuture.failedFuture(new UnknownHostException(host + ": Name or service not known"));
        }
        return host.equals("silent.test")
                ? new CompletableFuture<>()
                : CompletableFuture.completedFuture(List.of(InetAddress.getLoopbackAddress()));
    }

    private HttpSender of(Client client) {
        return client == Client.JDK ? jdk : netty;
    }

    private static HttpSpec post(String url) {
        return HttpSpec.get(url)
                .withMethod("POST")
                .withMaxBody(CAP)
                .withHeader("Authorization", Secret.of("Bearer " + CANARY))
                .withBody(Secret.of("{\"text\":\"ä\"}"));
    }

    private static HttpReply.Answered answered(HttpReply reply) {
        assertThat(reply).isInstanceOf(HttpReply.Answered.class);
        return (HttpReply.Answered) reply;
    }

    private static String unanswered(HttpReply reply) {
        assertThat(reply).isInstanceOf(HttpReply.Unanswered.class);
        assertThat(reply.toString()).doesNotContain(CANARY);
        return ((HttpReply.Unanswered) reply).sentence();
    }

    @ParameterizedTest
    @EnumSource
    void request_answered_bringsCodeHeaderAndBody(Client client) throws Exception {
        try (HostileServer server =
                HostileServer.answering("HTTP/1.1 429 Slow down\r\nRetry-After: 17\r\nContent-Length: 4\r\n\r\nwait")) {
            HttpReply.Answered answer = answered(of(client).send(post(server.url() + "/" + CANARY), LONG));

            assertThat(answer).isEqualTo(new HttpReply.Answered(429, Optional.of("17"), "wait"));
            assertThat(server.requests())
                    .singleElement()
                    .asString()
                    .startsWith("POST ")
                    .endsWith("{\"text\":\"ä\"}");
        }
    }

    @ParameterizedTest
    @EnumSource
    void redirect_isNotFollowed(Client client) throws Exception {
        try (HostileServer other = HostileServer.answering(HostileServer.ok("{}"));
                HostileServer server = HostileServer.answering(HostileServer.redirect(307, other.url()))) {
            assertThat(answered(of(client).send(post(server.url()), LONG)).code())
                    .isEqualTo(307);
            assertThat(other.accepted()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void endlessAnswer_isCutAndLeft(Client client) throws Exception {
        byte[] megabyte =
                ("100000\r\n" + "x".repeat(1024 * 1024) + "\r\n").getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        try (HostileServer server = new HostileServer(connection -> {
            connection.readRequest();
            connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            while (true) {
                connection.send(megabyte);
            }
        })) {
            HttpReply.Answered answer = answered(of(client).send(post(server.url()), LONG));

            assertThat(answer.code()).isEqualTo(200);
            assertThat(answer.body()).hasSize(CAP);
            assertThat(server.written()).isLessThan(32L * 1024 * 1024);
        }
    }

    @ParameterizedTest
    @EnumSource
    void silence_endsAtTheDeadline(Client client) throws Exception {
        try (HostileServer server = new HostileServer(HostileServer.Connection::readRequest)) {
            assertThat(unanswered(of(client).send(post(server.url()), SHORT))).contains("in time");
        }
    }

    @ParameterizedTest
    @EnumSource
    void drippedHead_endsAtTheDeadline(Client client) throws Exception {
        try (HostileServer server = new HostileServer(connection -> {
            connection.readRequest();
            connection.drip("HTTP/1.1 200 OK\r\nX: " + "y".repeat(10_000));
        })) {
            assertThat(unanswered(of(client).send(post(server.url()), SHORT))).contains("in time");
        }
    }

    @ParameterizedTest
    @EnumSource
    void drippedBody_isAnAnswer(Client client) throws Exception {
        try (HostileServer server = new HostileServer(connection -> {
            connection.readRequest();
            connection.send("HTTP/1.1 202 Accepted\r\nContent-Length: 10000\r\n\r\n");
            connection.drip("z".repeat(10_000));
        })) {
            assertThat(answered(of(client).send(post(server.url()), SHORT)))
                    .isEqualTo(new HttpReply.Answered(202, Optional.empty(), ""));
        }
    }

    @ParameterizedTest
    @EnumSource
    void bodyThatBreaksOff_isAnAnswer(Client client) throws Exception {
        try (HostileServer server = new HostileServer(connection -> {
            connection.readRequest();
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\nhalf");
            connection.close();
        })) {
            assertThat(answered(of(client).send(post(server.url()), LONG)).code())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @EnumSource
    void connectionCutAfterTheRequest_isNoAnswer(Client client) throws Exception {
        try (HostileServer server = new HostileServer(connection -> {
            connection.readRequest();
            connection.reset();
        })) {
            assertThat(unanswered(of(client).send(post(server.url()), LONG))).contains("closed the connection");
            // A request that may have been taken is not for the client to repeat.
            assertThat(server.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void nobodyThere_isNoAnswer(Client client) throws Exception {
        HostileServer server = HostileServer.answering("");
        server.close();

        assertThat(unanswered(of(client).send(post(server.url()), LONG))).contains("nothing listens");
    }

    @ParameterizedTest
    @EnumSource
    void names_thatLeadNowhere_areNoAnswer(Client client) throws Exception {
        assertThat(unanswered(of(client).send(post("http://nowhere.test/x"), LONG)))
                .contains("does not exist");
        assertThat(unanswered(of(client).send(post("http://silent.test/x"), SHORT)))
                .contains("in time");
    }

    @ParameterizedTest
    @EnumSource
    void certificates_thatAreWrong_areNoAnswer(Client client, @TempDir Path directory) throws Exception {

        assertThat(unanswered(overTls(client, valid, Tls.DEFAULT))).contains("authority");
        assertThat(unanswered(overTls(client, other, new Tls(Optional.of(other.pem()), false))))
                .contains("another name");
        assertThat(unanswered(overTls(client, expired, new Tls(Optional.of(expired.pem()), false))))
                .contains("expired");
        assertThat(unanswered(overTls(client, valid, new Tls(Optional.of(directory.resolve("none.pem")), false))))
                .contains("CA file");
        assertThat(answered(overTls(client, valid, new Tls(Optional.of(valid.pem()), false)))
                        .code())
                .isEqualTo(200);
        assertThat(answered(overTls(client, other, new Tls(Optional.empty(), true)))
                        .code())
                .isEqualTo(200);
    }

    private HttpReply overTls(Client client, TestCertificate certificate, Tls tls)
            throws IOException, InterruptedException, java.security.GeneralSecurityException {
        try (HostileServer server =
                new HostileServer(certificate.listener(), HostileServer.sending(HostileServer.ok("{}")))) {
            return of(client)
                    .send(
                            post("https://127.0.0.1:" + server.port() + "/" + CANARY)
                                    .withTls(tls),
                            LONG);
        }
    }
}
