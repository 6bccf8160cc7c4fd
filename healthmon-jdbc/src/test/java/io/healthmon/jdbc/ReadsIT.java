package io.healthmon.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.healthmon.HealthStatus;
import io.healthmon.store.Pen;
import io.healthmon.store.StoreException;
import io.healthmon.store.WatchedService;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** That a crowd of slow readers keeps neither the writer nor the ping waiting. */
@Execution(ExecutionMode.CONCURRENT)
class ReadsIT {

    private static final int READERS = 20;
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private final PostgresServer.Database database = PostgresServer.NEWEST.newPreparedDatabase();
    private final WatchedService bot = new WatchedService("bot");

    @Test
    void readersThatHang_onTheStoresOwnPool_delayNeitherWriterNorPing() throws Exception {
        try (PostgresStore store = database.store().build()) {
            assertReadersDelayNobodyElse(store);
        }
    }

    @Test
    void readersThatHang_onAGivenPool_delayNeitherWriterNorPing() throws Exception {
        try (HikariDataSource pool = database.pool()) {
            pool.setMaximumPoolSize(5);
            assertReadersDelayNobodyElse(PostgresStore.builder(pool).build());
        }
    }

    private void assertReadersDelayNobodyElse(PostgresStore store) throws SQLException {
        Pen writer = Pen.open(store);
        writer.commit(List.of(bot.step(HealthStatus.HEALTHY, NOW)));
        ExecutorService threads = Executors.newFixedThreadPool(READERS);
        try (HikariDataSource others = database.pool();
                Connection lock = others.getConnection()) {
            lock.setAutoCommit(false);
            lock.createStatement().execute("lock table service_health_alerts in access exclusive mode");
            List<CompletableFuture<Long>> readers = Stream.generate(
                            () -> CompletableFuture.supplyAsync(store::activeAlerts, threads))
                    .limit(READERS)
                    .toList();
            await().until(() -> !Sql.rows(
                            others,
                            "select 1 from pg_locks where not granted and relation = "
                                    + "'service_health_alerts'::regclass")
                    .isEmpty());

            writer.commit(List.of(bot.step(HealthStatus.HEALTHY, NOW.plusSeconds(1))));
            store.ping();
            assertThat(readers).as("readers wait").noneMatch(CompletableFuture::isDone);

            assertThatExceptionOfType(CompletionException.class)
                    .isThrownBy(() -> CompletableFuture.anyOf(readers.toArray(CompletableFuture[]::new))
                            .join())
                    .withCauseInstanceOf(StoreException.Unavailable.class)
                    .withMessageContaining("too many reads at once");
            lock.rollback();
            assertThat(readers.stream()
                            .map(reader -> reader.handle((count, thrown) -> thrown == null)
                                    .join()))
                    .as("readers that had a place read on")
                    .contains(true);
        } finally {
            threads.shutdownNow();
        }
        assertThat(store.activeAlerts()).isZero();
    }
}
