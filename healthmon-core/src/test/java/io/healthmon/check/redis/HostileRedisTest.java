package io.healthmon.check.redis;

import static io.healthmon.check.Observations.assertFound;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.healthmon.HealthStatus;
import io.healthmon.check.CheckHarness;
import io.healthmon.check.HostileServer;
import io.healthmon.check.Observation;
import io.healthmon.check.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that are no Redis, or mean harm. */
class HostileRedisTest {

    private final CheckHarness harness = new CheckHarness(new RedisCheckerProvider());

    @AfterEach
    void close() {
        harness.close();
    }

    private Observation check(HostileServer server) {
        return harness.check(RedisSpec.of("redis://127.0.0.1:" + server.port()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource({
        "-LOADING Redis is loading the dataset in memory,        loading,     Redis is loading its data set",
        "-MASTERDOWN Link with MASTER is down,                   master_down, this replica has lost its master and serves no stale data",
        "-DENIED Redis is running in protected mode,             auth,        'Redis is in protected mode: it answers its own host only until it has a password'",
        "-MISCONF Errors writing to the AOF file: No space left, reported,    'Redis refused PING: MISCONF Errors writing to the AOF file: No space left'",
        "-ERR max number of clients reached,                     reported,    'Redis refused PING: ERR max number of clients reached'",
        "-,                                                      reported,    'Redis refused PING:'",
    })
    void error_isToldApartByItsFirstWord(String line, String reason, String message) {
        try (HostileServer server = HostileServer.answering(bytes(line + "\r\n"))) {
            assertFound(check(server), HealthStatus.UNHEALTHY, new Reason(reason), message);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 400 Bad Request\r\n\r\n",
                "SSH-2.0-OpenSSH_9.2\r\n",
                "\u0000\u0001\u0002",
                "+PONG\nQ",
                "+PO\rNG",
                "$99999999999\r\n",
                "$-7\r\n",
                "*100000\r\n",
                "*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n",
                ":x\r\n",
                "$2\r\nlonger\r\n",
            })
    void answer_thatIsNoRedisReply_isAProtocolFailure(String answer) {
        try (HostileServer server = HostileServer.answering(bytes(answer))) {
            assertFound(
                    check(server),
                    HealthStatus.UNHEALTHY,
                    Reason.PROTOCOL,
                    "127.0.0.1:" + server.port() + " does not answer as Redis does");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"+OK\r\n", ":1\r\n", "$4\r\nPONG\r\n", "$-1\r\n", "*0\r\n"})
    void reply_thatIsNoPong_isAProtocolFailure(String answer) {
        try (HostileServer server = HostileServer.answering(bytes(answer))) {
            assertFound(
                    check(server),
                    HealthStatus.UNHEALTHY,
                    Reason.PROTOCOL,
                    "127.0.0.1:" + server.port() + " did not answer PING with PONG");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "+PON", "$4\r\nPO", "*2\r\n:1\r\n"})
    void connection_closedTooSoon_isLost(String answer) {
        try (HostileServer server = HostileServer.answering(bytes(answer))) {
            assertFound(
                    check(server),
                    HealthStatus.UNHEALTHY,
                    Reason.CONNECTION_LOST,
                    "127.0.0.1:" + server.port() + " closed the connection before it answered PING");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"+AAAAAAAAAAAAAAAA", "*9999\r\n$1000\r\n"})
    void answer_withoutEnd_isCutOffAtItsBound(String part) {
        try (HostileServer server = HostileServer.endless(bytes(part))) {
            assertThat(((Observation.Failure) check(server)).reason()).isEqualTo(Reason.PROTOCOL);
            await().until(() -> server.closedByClient() == 1);
        }
    }

    @Test
    void answer_thatDrips_endsWithTheDeadline() {
        try (HostileServer server = new HostileServer(client -> {
            client.getOutputStream().write('+');
            while (true) {
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
                client.getOutputStream().write('P');
            }
        })) {
            assertFound(
                    harness.check(RedisSpec.of("redis://127.0.0.1:" + server.port()), Duration.ofMillis(300)),
                    HealthStatus.UNHEALTHY,
                    Reason.TIMEOUT_BODY,
                    "the answer began but did not end within 300 ms");
            await().until(() -> server.closedByClient() == 1);
        }
    }

    @Test
    void password_echoedByTheServer_isMasked() {
        try (HostileServer server = HostileServer.answering(bytes("-ERR no such password: hunter2\r\n"))) {
            assertFound(
                    harness.check(RedisSpec.of("redis://:hunter2@127.0.0.1:" + server.port())),
                    HealthStatus.UNHEALTHY,
                    Reason.AUTH,
                    "Redis refused the login: ERR no such password: ***");
        }
    }
}
