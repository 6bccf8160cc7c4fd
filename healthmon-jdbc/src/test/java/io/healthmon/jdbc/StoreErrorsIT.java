package io.healthmon.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import io.healthmon.HealthStatus;
import io.healthmon.store.Pen;
import io.healthmon.store.StoreException;
import io.healthmon.store.WatchedService;
import io.healthmon.target.Secret;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLTransientConnectionException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Which troubles may pass, and which do not. */
@Execution(ExecutionMode.CONCURRENT)
class StoreErrorsIT {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private final PostgresServer.Database database = PostgresServer.NEWEST.newPreparedDatabase();

    private static void assertUnavailable(ThrowingCallable work) {
        assertThatExceptionOfType(StoreException.Unavailable.class)
                .isThrownBy(work)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }

    private static PostgresStore storeAt(String url, String password) {
        return PostgresStore.builder(url, PostgresServer.OWNER, Secret.of(password))
                .build();
    }

    @Test
    void nothingListens_isUnavailable() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try (PostgresStore store = storeAt("jdbc:postgresql://127.0.0.1:" + port + "/x", "secret")) {
            assertUnavailable(() -> Pen.open(store));
            assertUnavailable(store::activeAlerts);
        }
    }

    /** Each time may take as long as the pool waits for a connection; who waits for a commit wants to know after the first. */
    @Test
    void poolWithoutAConnection_isAskedOnce() {
        AtomicInteger asked = new AtomicInteger();
        DataSource empty = (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getConnection")) {
                        asked.incrementAndGet();
                        throw new SQLTransientConnectionException("refused");
                    }
                    return false; // it is no wrapper
                });
        try (PostgresStore store = PostgresStore.builder(empty).build()) {
            assertUnavailable(() -> store.latencies("api", NOW, NOW.plusSeconds(1)));
            assertThat(asked).hasValue(1);
        }
    }

    @Test
    void serverThatSaysNothing_isUnavailable() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                PostgresStore store =
                        storeAt("jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/x", "secret")) {
            assertUnavailable(store::ping);
        }
    }

    @Test
    void wrongCredentials_areUnusable_andNotShown() {
        PostgresServer.NEWEST.requirePassword("locked_out");
        try (PostgresStore store = PostgresStore.builder(database.url(), "locked_out", Secret.of("hunter2"))
                .build()) {
            assertThatExceptionOfType(StoreException.Unusable.class)
                    .isThrownBy(() -> Pen.open(store))
                    .withMessageContaining("password authentication failed for user \"locked_out\"")
                    .withMessageNotContaining("hunter2");
        }
    }

    @Test
    void noSuchDatabase_isUnusable() {
        try (PostgresStore store =
                storeAt("jdbc:postgresql://127.0.0.1:" + PostgresServer.NEWEST.port() + "/nowhere", "secret")) {
            assertThatExceptionOfType(StoreException.Unusable.class)
                    .isThrownBy(() -> Pen.open(store))
                    .withMessageContaining("nowhere");
        }
    }

    @Test
    void roleThatMayMakeNoTables_isUnusable() {
        Sql.run(PostgresServer.NEWEST.superuser(), "create role guest login");
        PostgresServer.Database empty = PostgresServer.NEWEST.newDatabase();
        try (PostgresStore store =
                PostgresStore.builder(empty.url(), "guest", Secret.of("")).build()) {
            assertThatExceptionOfType(StoreException.Unusable.class)
                    .isThrownBy(() -> Pen.open(store))
                    .withMessageContaining("permission denied");
        }
    }

    @Test
    void readOnlyServer_isUnavailable() {
        Sql.run(
                PostgresServer.NEWEST.superuser(),
                "alter database " + database.name() + " set default_transaction_read_only = on");
        try (PostgresStore store = database.store().build()) {
            assertUnavailable(() -> Pen.open(store));
            assertThatCode(store::ping).doesNotThrowAnyException();
        }
    }

    @Test
    void exhaustedPool_isUnavailable() throws Exception {
        try (HikariDataSource pool = database.pool()) {
            List<Connection> taken = new ArrayList<>();
            for (int i = 0; i < pool.getMaximumPoolSize(); i++) {
                taken.add(pool.getConnection());
            }
            assertUnavailable(PostgresStore.builder(pool).build()::ping);
            for (Connection connection : taken) {
                connection.close();
            }
        }
    }

    @Test
    void writersRowIsLocked_isUnavailable_andTheNextTryWrites() throws Exception {
        try (HikariDataSource pool = database.pool()) {
            Pen writer = Pen.open(PostgresStore.builder(pool).build());
            var batch = List.of(new WatchedService("a").step(HealthStatus.HEALTHY, NOW));
            try (Connection other = pool.getConnection()) {
                other.setAutoCommit(false);
                other.createStatement().execute("select * from healthmon_writer for update");
                assertUnavailable(() -> writer.commit(batch));
                other.rollback();
            }
            assertThat(writer.commit(batch)).hasSize(1);
        }
    }

    @Test
    void tablesNotMadeYet_isUnavailable() {
        try (PostgresStore store = PostgresServer.NEWEST.newDatabase().store().build()) {
            assertUnavailable(store::activeAlerts);
            Pen.open(store);
            assertThat(store.activeAlerts()).isZero();
        }
    }

    @Test
    void poolOfAnother_isNotClosed_butOnesOwnIs() {
        try (HikariDataSource pool = database.pool()) {
            PostgresStore.builder(pool).build().close();
            assertThat(pool.isClosed()).isFalse();
        }
        PostgresStore own = database.store().build();
        own.ping();
        own.close();
        own.close();
        assertUnavailable(own::ping);
    }

    @Test
    void settingsOfATransaction_doNotStayOnTheConnection() throws Exception {
        try (HikariDataSource pool = database.pool()) {
            PostgresStore store = PostgresStore.builder(pool).build();
            Pen.open(store);
            store.maintain(NOW);
            List<Connection> connections = new ArrayList<>();
            for (int i = 0; i < pool.getMaximumPoolSize(); i++) {
                Connection connection = pool.getConnection();
                connections.add(connection);
                ResultSet left = connection
                        .createStatement()
                        .executeQuery(
                                "select current_setting('statement_timeout') || current_setting('lock_timeout') || "
                                        + "(select count(*) from pg_locks where locktype = 'advisory' and pid = pg_backend_pid())");
                assertThat(left.next()).isTrue();
                assertThat(left.getString(1)).isEqualTo("000");
            }
            for (Connection connection : connections) {
                connection.close();
            }
        }
    }
}
