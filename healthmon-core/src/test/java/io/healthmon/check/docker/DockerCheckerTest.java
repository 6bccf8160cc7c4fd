package io.healthmon.check.docker;

import static io.healthmon.check.Observations.assertFound;
import static io.healthmon.check.Observations.assertHealthy;
import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthStatus;
import io.healthmon.check.CheckHarness;
import io.healthmon.check.HostileServer;
import io.healthmon.check.Observation;
import io.healthmon.check.Phase;
import io.healthmon.check.Reason;
import io.healthmon.check.Timings;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DockerCheckerTest {

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
    void engine_thatAnswers_isHealthyWithItsTimings() {
        Observation found = checkEngine();
        assertHealthy(found, "{\"engine\":\"ok\"}");
        assertThat(found.timings().phases()).containsOnlyKeys(Phase.CONNECT, Phase.RESPONSE, Phase.BODY);
    }

    @Test
    void engine_overAPort_isHealthy() {
        String answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK";
        try (HostileServer port = HostileServer.answering(answer.getBytes(StandardCharsets.US_ASCII))) {
            DockerEngine tcp = new DockerEngine.Tcp("127.0.0.1", port.port());
            assertHealthy(harness.check(new DockerSpec(tcp, Optional.empty())), "{\"engine\":\"ok\"}");
        }
        int closed = HostileServer.closedPort();
        assertFound(
                harness.check(new DockerSpec(new DockerEngine.Tcp("127.0.0.1", closed), Optional.empty())),
                HealthStatus.UNKNOWN,
                Reason.CONNECT_REFUSED,
                "connection to 127.0.0.1:" + closed + " refused: nothing listens there");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Status\":\"running\"}",
                "{\"Status\":\"running\",\"Health\":{\"Status\":\"none\"}}",
                "{\"Status\":\"running\",\"Health\":{\"Status\":\"\"}}",
                "{\"Status\":\"running\",\"Health\":null}"
            })
    void container_runningWithoutAHealthcheck_isHealthy(String state) {
        engine.container("bot", state);
        assertHealthy(check("bot"), "{\"state\":\"running\"}");
    }

    @Test
    void container_whoseHealthcheckPasses_isHealthy() {
        engine.container("bot", "{\"Status\":\"running\",\"Health\":{\"Status\":\"healthy\",\"FailingStreak\":0}}");
        assertHealthy(check("bot"), "{\"state\":\"running\",\"health\":\"healthy\"}");
    }

    @Test
    void container_whoseHealthIsStarting_keepsItsStatus() {
        engine.container("bot", "{\"Status\":\"running\",\"Health\":{\"Status\":\"starting\"}}");
        assertThat(check("bot")).isInstanceOfSatisfying(Observation.Unsettled.class, unsettled -> {
            assertThat(unsettled.message())
                    .isEqualTo("the container bot is starting: its healthcheck has not passed yet");
            assertThat(unsettled.checks().json()).isEqualTo("{\"state\":\"running\",\"health\":\"starting\"}");
        });
    }

    @Test
    void container_whoseHealthcheckFails_isUnhealthyWithoutItsLog() {
        engine.container(
                "bot",
                "{\"Status\":\"running\",\"Health\":{\"Status\":\"unhealthy\",\"FailingStreak\":7,"
                        + "\"Log\":[{\"Output\":\"hunter2\"}]}}");
        Observation found = check("bot");
        assertFound(
                found,
                HealthStatus.UNHEALTHY,
                Reason.REPORTED,
                "the container bot runs, but its own healthcheck fails");
        assertThat(found.toString()).doesNotContain("hunter2");
    }

    @Test
    void container_whoseHealthIsAnUnknownWord_isDegraded() {
        engine.container("bot", "{\"Status\":\"running\",\"Health\":{\"Status\":\"Queasy\"}}");
        assertFound(
                check("bot"),
                HealthStatus.DEGRADED,
                Reason.UNKNOWN_WORD,
                "the container bot runs, but its health is the unknown word 'queasy'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"Status":"exited","ExitCode":3}                      | has exited with code 3
            {"Status":"exited","ExitCode":137,"OOMKilled":true}   | has exited with code 137, killed for lack of memory
            {"Status":"dead","ExitCode":1}                        | is dead with code 1
            {"Status":"restarting","ExitCode":1}                  | keeps restarting: its last exit code was 1
            {"Status":"paused","Health":{"Status":"healthy"}}     | is paused
            {"Status":"created"}                                  | was created but never started
            {"Status":"removing"}                                 | is being removed
            {"Status":"levitating"}                               | is not running: its state is 'levitating'
            """)
    void container_thatDoesNotRun_isUnhealthyAndSaysWhy(String state, String predicate) {
        engine.container("bot", state);
        assertFound(check("bot"), HealthStatus.UNHEALTHY, Reason.CONTAINER_STATE, "the container bot " + predicate);
    }

    @Test
    void container_thatDoesNotExist_isUnhealthy() {
        assertFound(check("gone"), HealthStatus.UNHEALTHY, Reason.CONTAINER_MISSING, "there is no container gone");
    }

    @ParameterizedTest
    @CsvSource({
        "500, http_5xx,    the Docker Engine answered with HTTP 500",
        "400, http_4xx,    the Docker Engine answered with HTTP 400",
        "302, http_status, the Docker Engine answered with HTTP 302",
        "403, auth,        the Docker Engine or its proxy does not permit the monitor this request",
    })
    void error_ofTheEngine_isUnhealthyWithoutItsText(int code, String reason, String message) {
        engine.on("/containers/bot/json", FakeEngine.error(code, "hunter2"));
        Observation found = check("bot");
        assertFound(found, HealthStatus.UNHEALTHY, new Reason(reason), message);
        assertThat(found.toString()).doesNotContain("hunter2");
    }

    @Test
    void socket_missing_isUnknownAndSaysWhatToDo() {
        Path none = directory.resolve("none.sock");
        assertFound(
                harness.check(spec(none, Optional.empty())),
                HealthStatus.UNKNOWN,
                Reason.CONNECT_FAILED,
                "there is no Docker socket at " + none + ": mount it into the monitor's container or set 'socket'");
    }

    @Test
    void socket_thatNobodyListensOn_isUnknown() throws IOException {
        Path stale = directory.resolve("stale.sock");
        try (ServerSocketChannel bound = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            bound.bind(UnixDomainSocketAddress.of(stale)); // Closing leaves the file.
        }
        assertFound(
                harness.check(spec(stale, Optional.empty())),
                HealthStatus.UNKNOWN,
                Reason.CONNECT_REFUSED,
                "connection to " + stale + " refused: nothing listens there");
        Path file = Files.createFile(directory.resolve("file"));
        assertThat(((Observation.Failure) harness.check(spec(file, Optional.empty()))).status())
                .isEqualTo(HealthStatus.UNKNOWN);
    }

    @Test
    void socket_forbidden_isUnknownAndSaysWhatToDo() {
        // A test that runs as root cannot be refused a file, so this asks for the sentence alone.
        Path path = Path.of("/var/run/docker.sock");
        assertFound(
                EngineConnection.noSocket(new IOException("Permission denied"), path, true, false, Timings.NONE),
                HealthStatus.UNKNOWN,
                Reason.CONNECT_FAILED,
                "the monitor may not use the Docker socket /var/run/docker.sock: add its user to the socket's group"
                        + " (docker)");
    }
}
