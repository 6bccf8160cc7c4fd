package io.healthmon.jdbc.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.healthmon.HealthStatus;
import io.healthmon.check.Checker;
import io.healthmon.check.CheckerContext.StorePing;
import io.healthmon.check.CheckerProvider;
import io.healthmon.check.Checks;
import io.healthmon.check.Observation;
import io.healthmon.check.Phase;
import io.healthmon.check.Reason;
import io.healthmon.check.Timings;
import io.healthmon.internal.MonitorCheckerContext;
import io.healthmon.jdbc.TestDatabases;
import io.healthmon.outbound.OutboundPolicy;
import io.healthmon.store.StoreException;
import io.healthmon.time.MonitorClock;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class PostgresCheckerIT {

    private static final Checks HEALTHY = Checks.of(Map.of("connection", "healthy"));

    private static Observation check(StorePing ownStore, TenSecondRequest request) throws Exception {
        try (MonitorCheckerContext context = new MonitorCheckerContext(
                MonitorClock.system(), (delay, task) -> () -> {}, ownStore, OutboundPolicy.HOMELAB)) {
            Checker checker = new PostgresCheckerProvider().checker(context);
            return checker.check(request).toCompletableFuture().get(30, TimeUnit.SECONDS);
        }
    }

    private static Observation check(String url) throws Exception {
        return check(() -> {}, new TenSecondRequest(PostgresSpec.at(PostgresAddress.parse(url))));
    }

    private static Observation checkOwn(StorePing ping) throws Exception {
        return check(ping, new TenSecondRequest(PostgresSpec.ownStore()));
    }

    private static void assertFound(Observation found, HealthStatus status, Reason reason, String message) {
        if (found instanceof Observation.Failure failure) {
            assertThat(List.of(failure.status(), failure.reason(), failure.message()))
                    .containsExactly(status, reason, message);
        } else {
            Observation.Statement statement = (Observation.Statement) found;
            assertThat(List.of(
                            statement.status(),
                            statement.reason().orElseThrow(),
                            statement.message().orElseThrow()))
                    .containsExactly(status, reason, message);
        }
    }

    @Test
    void provider_isFoundByItsType() {
        assertThat(ServiceLoader.load(CheckerProvider.class).stream()
                        .map(provider -> provider.get().type()))
                .contains("postgres");
    }

    @Test
    void serverThatAnswers_isHealthy_withATimePerPhase() throws Exception {
        TenSecondRequest request = new TenSecondRequest(PostgresSpec.at(
                PostgresAddress.parse("postgresql://postgres@localhost:" + TestDatabases.port() + "/postgres")));
        Observation.Statement found = (Observation.Statement) check(() -> {}, request);
        assertThat(found.status()).isEqualTo(HealthStatus.HEALTHY);
        assertThat(found.checks()).isEqualTo(HEALTHY);
        assertThat(found.timings().phases()).containsOnlyKeys(Phase.DNS, Phase.CONNECT, Phase.RESPONSE);
        assertThat(request.phases).containsExactly(Phase.DNS, Phase.CONNECT, Phase.RESPONSE);
    }

    @Test
    void wrongPassword_isUnhealthyAuth() throws Exception {
        TestDatabases.requirePassword("checked");
        String at = "127.0.0.1:" + TestDatabases.port();
        assertFound(
                check("postgresql://checked:hunter2@" + at + "/postgres"),
                HealthStatus.UNHEALTHY,
                Reason.AUTH,
                "PostgreSQL at " + at + " refused the credentials of checked");
    }

    @Test
    void noSuchDatabase_isUnhealthy() throws Exception {
        String at = "127.0.0.1:" + TestDatabases.port();
        assertFound(
                check("postgresql://postgres@" + at + "/nowhere"),
                HealthStatus.UNHEALTHY,
                Reason.REPORTED,
                "PostgreSQL at " + at + " has no such database");
    }

    @Test
    void tooManyConnections_isDegraded() throws Exception {
        TestDatabases.limitConnections("crowded", 0);
        String at = "127.0.0.1:" + TestDatabases.port();
        assertFound(
                check("postgresql://crowded@" + at + "/postgres"),
                HealthStatus.DEGRADED,
                Reason.BUSY,
                "PostgreSQL at " + at + " works, but takes no more connections: too many are open");
    }

    @Test
    void nothingListens_isUnknown() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertFound(
                check("postgresql://u@127.0.0.1:" + port + "/db"),
                HealthStatus.UNKNOWN,
                Reason.CONNECT_REFUSED,
                "connection to 127.0.0.1:" + port + " refused: nothing listens there");
    }

    @Test
    void serverThatIsStarting_isUnhealthy() throws Exception {
        try (FakePostgres server =
                FakePostgres.answering(FakePostgres.error("57P03", "the database system is starting up"))) {
            assertFound(
                    check(server.url()),
                    HealthStatus.UNHEALTHY,
                    Reason.STARTING,
                    "PostgreSQL at " + server.at() + " is starting up or shutting down");
        }
    }

    @Test
    void serverThatBreaksOff_isUnhealthy() throws Exception {
        try (FakePostgres server = FakePostgres.answering(new byte[0])) {
            assertFound(
                    check(server.url()),
                    HealthStatus.UNHEALTHY,
                    Reason.CONNECTION_LOST,
                    "PostgreSQL at " + server.at() + " broke the connection off");
        }
    }

    @Test
    void serverThatSpeaksAnotherProtocol_isUnhealthy() throws Exception {
        try (FakePostgres server =
                FakePostgres.answering("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII))) {
            assertFound(
                    check(server.url()),
                    HealthStatus.UNHEALTHY,
                    Reason.PROTOCOL,
                    "PostgreSQL at " + server.at() + " does not speak as PostgreSQL does");
        }
    }

    @Test
    void serverThatSaysNothing_isLeftAtOnce_whenTheCheckIsGivenUp() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            TenSecondRequest request = new TenSecondRequest(PostgresSpec.at(
                    PostgresAddress.parse("postgresql://u@127.0.0.1:" + silent.getLocalPort() + "/db")));
            CompletableFuture<Observation> found = CompletableFuture.supplyAsync(() -> {
                try {
                    return check(() -> {}, request);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            Socket accepted = silent.accept();
            request.awaitPhase(Phase.RESPONSE);
            request.cancel();
            assertThat(found.get(20, TimeUnit.SECONDS)).isInstanceOf(Observation.Failure.class);
            accepted.getInputStream().readAllBytes();
            accepted.close();
        }
    }

    @Test
    void ownStore_thatAnswers_isHealthy() throws Exception {
        Observation.Statement found = (Observation.Statement) checkOwn(() -> {});
        assertThat(found.checks()).isEqualTo(HEALTHY);
    }

    @Test
    void ownStore_thatIsAway_isUnknownOnlyIfNoConnectionStood() throws Exception {
        assertFound(
                checkOwn(away(new SQLException("refused", "08001", new ConnectException("Connection refused")))),
                HealthStatus.UNKNOWN,
                Reason.CONNECT_REFUSED,
                "connection to the monitor's own store refused: nothing listens there");
        assertFound(
                checkOwn(away(new SQLException("unknown host", "08001", new UnknownHostException("db")))),
                HealthStatus.UNKNOWN,
                Reason.DNS_FAILED,
                "the host name of the monitor's own store was not resolved");
        assertFound(
                checkOwn(away(new SQLException("no", "08001"))),
                HealthStatus.UNKNOWN,
                Reason.CONNECT_FAILED,
                "no connection to the monitor's own store");
        assertFound(
                checkOwn(away(new SQLException("pool"))),
                HealthStatus.UNHEALTHY,
                Reason.TIMEOUT_RESPONSE,
                "the monitor's own store did not answer in time");
        assertFound(
                checkOwn(away(new SQLException("starting", "57P03"))),
                HealthStatus.UNHEALTHY,
                Reason.STARTING,
                "the monitor's own store is starting up or shutting down");
    }

    @Test
    void lackOfFileHandles_isTheMonitorsFault() throws Exception {
        SQLException lack = new SQLException("failed", "08001", new SocketException("Too many open files"));
        assertThat(checkOwn(away(lack))).isInstanceOf(Observation.MonitorFault.class);
        assertThat(PostgresFailures.server(lack, PostgresAddress.parse("postgresql://u@127.0.0.1/db"), Timings.NONE))
                .isInstanceOf(Observation.MonitorFault.class);
    }

    @Test
    void ownStore_interrupted_isNoResult() {
        assertThatThrownBy(() -> checkOwn(() -> {
                    throw new InterruptedException();
                }))
                .isInstanceOf(InterruptedException.class);
    }

    private static StorePing away(SQLException cause) {
        return () -> {
            throw new StoreException.Unavailable("away", cause);
        };
    }
}
