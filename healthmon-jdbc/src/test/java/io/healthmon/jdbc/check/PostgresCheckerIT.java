package io.healthmon.jdbc.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.healthmon.HealthStatus;
import io.healthmon.check.CheckRequest;
import io.healthmon.check.Checker;
import io.healthmon.check.CheckerContext.StorePing;
import io.healthmon.check.CheckerProvider;
import io.healthmon.check.Checks;
import io.healthmon.check.Observation;
import io.healthmon.check.Phase;
import io.healthmon.check.Reason;
import io.healthmon.internal.MonitorCheckerContext;
import io.healthmon.jdbc.TestDatabases;
import io.healthmon.store.StoreException;
import io.healthmon.target.CheckSpec;
import io.healthmon.time.MonitorClock;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class PostgresCheckerIT {

    private static final Checks HEALTHY = Checks.of(Map.of("connection", "healthy"));

    private static Observation check(StorePing ownStore, Request request) throws Exception {
        try (MonitorCheckerContext context =
                new MonitorCheckerContext(MonitorClock.system(), (delay, task) -> () -> {}, ownStore)) {
            Checker checker = new PostgresCheckerProvider().checker(context);
            return checker.check(request).toCompletableFuture().get(30, TimeUnit.SECONDS);
        }
    }

    private static Observation check(String url) throws Exception {
        return check(() -> {}, new Request(PostgresSpec.at(PostgresAddress.parse(url))));
    }

    private static Observation checkOwn(StorePing ping) throws Exception {
        return check(ping, new Request(PostgresSpec.ownStore()));
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
        Request request = new Request(PostgresSpec.at(
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
                "PostgreSQL at 127.0.0.1:" + port + " refused the connection: nothing listens there");
    }

    @Test
    void nameThatDoesNotExist_isUnknown() throws Exception {
        assertFound(
                check("postgresql://u@no-such-host.invalid/db"),
                HealthStatus.UNKNOWN,
                Reason.DNS_NXDOMAIN,
                "the host name of PostgreSQL at no-such-host.invalid:5432 does not exist");
    }

    @Test
    void serverThatIsStarting_isUnhealthy() throws Exception {
        try (FakeServer server = FakeServer.answering(error("57P03", "the database system is starting up"))) {
            assertFound(
                    check(server.url()),
                    HealthStatus.UNHEALTHY,
                    Reason.STARTING,
                    "PostgreSQL at " + server.at() + " is starting up or shutting down");
        }
    }

    @Test
    void serverThatBreaksOff_isUnhealthy() throws Exception {
        try (FakeServer server = FakeServer.answering(new byte[0])) {
            assertFound(
                    check(server.url()),
                    HealthStatus.UNHEALTHY,
                    Reason.CONNECTION_LOST,
                    "PostgreSQL at " + server.at() + " broke the connection off");
        }
    }

    @Test
    void serverThatSpeaksAnotherProtocol_isUnhealthy() throws Exception {
        try (FakeServer server =
                FakeServer.answering("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII))) {
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
            Request request = new Request(PostgresSpec.at(
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
                checkOwn(away(new SQLException("refused", "08001", new java.net.ConnectException()))),
                HealthStatus.UNKNOWN,
                Reason.CONNECT_REFUSED,
                "the monitor's own store refused the connection: nothing listens there");
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

    private static byte[] error(String state, String message) {
        byte[] fields = ("SFATAL\0VFATAL\0C" + state + "\0M" + message + "\0\0").getBytes(StandardCharsets.US_ASCII);
        return java.nio.ByteBuffer.allocate(5 + fields.length)
                .put((byte) 'E')
                .putInt(4 + fields.length)
                .put(fields)
                .array();
    }

    /** Refuses TLS, then answers every start-up with the same bytes and closes. */
    private record FakeServer(ServerSocket socket, Thread thread) implements AutoCloseable {

        static FakeServer answering(byte[] answer) throws Exception {
            ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            Thread thread = new Thread(() -> {
                while (!socket.isClosed()) {
                    try (Socket client = socket.accept()) {
                        InputStream in = client.getInputStream();
                        if (startup(in) == 80877103) {
                            client.getOutputStream().write('N');
                            startup(in);
                        }
                        client.getOutputStream().write(answer);
                        client.shutdownOutput();
                    } catch (java.io.IOException e) {
                        // the client went away, or the test is over
                    }
                }
            });
            thread.setDaemon(true);
            thread.start();
            return new FakeServer(socket, thread);
        }

        private static int startup(InputStream in) throws java.io.IOException {
            java.nio.ByteBuffer packet = java.nio.ByteBuffer.wrap(in.readNBytes(8));
            int length = packet.getInt();
            int code = packet.getInt();
            in.readNBytes(length - 8);
            return code;
        }

        String at() {
            return "127.0.0.1:" + socket.getLocalPort();
        }

        String url() {
            return "postgresql://u@" + at() + "/db";
        }

        @Override
        public void close() throws Exception {
            socket.close();
            thread.join();
        }
    }

    /** A request of ten seconds. */
    private static final class Request implements CheckRequest {
        private final CheckSpec spec;
        private final long start = System.nanoTime();
        final List<Phase> phases = new CopyOnWriteArrayList<>();
        private final List<Runnable> actions = new CopyOnWriteArrayList<>();

        Request(CheckSpec spec) {
            this.spec = spec;
        }

        void cancel() {
            actions.forEach(Runnable::run);
        }

        void awaitPhase(Phase phase) {
            org.awaitility.Awaitility.await().until(() -> phases.contains(phase));
        }

        @Override
        public String service() {
            return "postgres";
        }

        @Override
        public CheckSpec spec() {
            return spec;
        }

        @Override
        public Duration timeout() {
            return Duration.ofSeconds(10);
        }

        @Override
        public Duration remaining() {
            Duration left = timeout().minusNanos(System.nanoTime() - start);
            return left.isNegative() ? Duration.ZERO : left;
        }

        @Override
        public void entering(Phase phase) {
            phases.add(phase);
        }

        @Override
        public void onCancel(Runnable action) {
            actions.add(action);
        }
    }
}
