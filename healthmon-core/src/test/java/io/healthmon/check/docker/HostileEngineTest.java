package io.healthmon.check.docker;

import static io.healthmon.check.Observations.assertFound;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.healthmon.HealthStatus;
import io.healthmon.check.CheckHarness;
import io.healthmon.check.Observation;
import io.healthmon.check.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Engines that hang, break off, or send what is no answer, or too much of it. */
class HostileEngineTest {

    private static final Duration SHORT = Duration.ofMillis(500);

    private final CheckHarness harness = new CheckHarness(new DockerCheckerProvider());

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    private FakeEngine engine;

    @BeforeEach
    void start() {
        engine = new FakeEngine(directory);
    }

    @AfterEach
    void stop() throws IOException {
        harness.close();
        engine.close();
    }

    private DockerSpec spec(Path socket, Optional<String> container) {
        return new DockerSpec(new DockerEngine.UnixSocket(socket), container);
    }

    private Observation check(String container) {
        return harness.check(spec(engine.path(), Optional.of(container)));
    }

    private Observation checkEngine() {
        return harness.check(spec(engine.path(), Optional.empty()));
    }

    @Test
    void engine_thatHangs_isOutOfTimeAndItsConnectionIsClosed() {
        engine.on("/_ping", out -> {
            while (true) {
                LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
                out.write(' ');
            }
        });
        Observation found = harness.check(spec(engine.path(), Optional.empty()), SHORT);
        assertThat(((Observation.Failure) found).reason()).isEqualTo(Reason.TIMEOUT_BODY);
        await().until(() -> engine.hungUp() == 1);

        engine.on(
                "/_ping",
                out -> Thread.currentThread().join(Duration.ofSeconds(30).toMillis()));
        assertFound(
                harness.check(spec(engine.path(), Optional.empty()), SHORT),
                HealthStatus.UNHEALTHY,
                Reason.TIMEOUT_RESPONSE,
                "connected, but no answer within 500 ms");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage\n\n",
                "+PONG\r\n",
                "HTTP/2 200\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nOKAY\r\n0\r\n\r\n",
            })
    void answer_thatIsNoHttp_isAProtocolFailure(String answer) {
        engine.on("/_ping", FakeEngine.raw(answer));
        assertFound(
                checkEngine(),
                HealthStatus.UNHEALTHY,
                Reason.PROTOCOL,
                engine.path() + " does not answer as a Docker Engine does");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "not json", "{\"State\":\"running\"}", "{\"State\":{\"Status\":7}}", ""})
    void answer_withoutAState_isAProtocolFailure(String body) {
        engine.on("/containers/bot/json", FakeEngine.chunked(body.isEmpty() ? " " : body));
        assertFound(
                check("bot"),
                HealthStatus.UNHEALTHY,
                Reason.PROTOCOL,
                "the Docker Engine's answer holds no state of the container");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200",
                "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nOK",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nOK"
            })
    void answer_cutShort_isALostConnection(String answer) {
        engine.on("/_ping", FakeEngine.raw(answer));
        assertFound(
                checkEngine(),
                HealthStatus.UNHEALTHY,
                Reason.CONNECTION_LOST,
                engine.path() + " closed the connection before its answer ended");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 10485760\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nA00000\r\n"
            })
    void answer_ofTenMegabytes_isCutOff(String head) {
        engine.on("/_ping", out -> {
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 10; i++) {
                out.write(new byte[1024 * 1024]);
            }
        });
        assertFound(
                checkEngine(),
                HealthStatus.UNHEALTHY,
                Reason.BODY_TOO_LARGE,
                "the Docker Engine's answer is longer than 1 MB");
        await().until(() -> engine.hungUp() == 1);
    }

    @Test
    void answer_ofChunksWithoutEnd_isCutOff() {
        engine.on("/_ping", out -> {
            out.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] chunk = ("400\r\n" + "x".repeat(1024) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            while (true) {
                out.write(chunk);
            }
        });
        assertThat(((Observation.Failure) checkEngine()).reason()).isEqualTo(Reason.BODY_TOO_LARGE);
        await().until(() -> engine.hungUp() == 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "X: y\r\n"})
    void head_withoutEnd_isCutOff(String part) {
        engine.on("/_ping", out -> {
            out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
            while (true) {
                out.write(part.repeat(1000).getBytes(StandardCharsets.US_ASCII));
            }
        });
        assertThat(((Observation.Failure) checkEngine()).reason()).isEqualTo(Reason.PROTOCOL);
        await().until(() -> engine.hungUp() == 1);
    }
}
