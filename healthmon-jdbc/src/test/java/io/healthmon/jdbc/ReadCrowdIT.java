package io.healthmon.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.healthmon.HealthStatus;
import io.healthmon.store.Pen;
import io.healthmon.store.StoreException;
import io.healthmon.store.WatchedService;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** That two hundred heavy reads at once cost the writer nothing, and their senders seconds at most. */
class ReadCrowdIT {

    private static final int CROWD = 200;
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private final PostgresServer.Database database = PostgresServer.NEWEST.newPreparedDatabase();
    private final WatchedService bot = new WatchedService("bot");

    /**
     * Two hundred heavy reads, again and again: a commit never waits for one of them, and none that has no place hangs. What a commit
     * takes is the machine's; that its connection is there at once is what is shown.
     */
    @Test
    void crowdOfReaders_neverHasTheConnectionOfACommit_andIsToldSoInTime() throws Exception {
        AtomicBoolean reading = new AtomicBoolean(true);
        AtomicInteger refused = new AtomicInteger();
        AtomicLong longestNanos = new AtomicLong();
        ExecutorService threads = Executors.newFixedThreadPool(CROWD);
        try (PostgresStore store = database.store().build();
                HikariDataSource others = database.pool()) {
            Pen writer = Pen.open(store);
            // Each read takes as long as the server lets it: two seconds, then its statement times out.
            Sql.run(
                    others,
                    "alter table service_health_alerts rename to alerts_that_are_quick",
                    "create function takes_long() returns boolean language sql as $$ select pg_sleep(60) is not null $$",
                    "create view service_health_alerts as select * from alerts_that_are_quick where takes_long()");
            Sql.run(
                    others,
                    "insert into alerts_that_are_quick (service_name, severity, message, status, triggered_at) "
                            + "values ('slow', 'warning', 'm', 'active', now())");
            List<CompletableFuture<Void>> crowd = Stream.generate(() -> CompletableFuture.runAsync(
                            () -> {
                                while (reading.get()) {
                                    long before = System.nanoTime();
                                    try {
                                        store.activeAlerts();
                                    } catch (StoreException.Unavailable e) {
                                        refused.incrementAndGet();
                                    }
                                    longestNanos.accumulateAndGet(System.nanoTime() - before, Math::max);
                                }
                            },
                            threads))
                    .limit(CROWD)
                    .toList();
            await().until(() -> refused.get() > 0);

            for (int i = 0; i < 30; i++) {
                writer.commit(List.of(bot.step(HealthStatus.HEALTHY, NOW.plusSeconds(i))));
                store.ping();
                store.access().version();
            }
            await().until(() -> refused.get() > CROWD);
            reading.set(false);
            CompletableFuture.allOf(crowd.toArray(CompletableFuture[]::new)).join();
            assertThat(Duration.ofNanos(longestNanos.get()))
                    .as("the longest that a reader waited")
                    .isLessThan(Duration.ofSeconds(15));
        } finally {
            threads.shutdownNow();
        }
    }
}
