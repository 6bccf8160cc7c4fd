package io.healthmon.jdbc;

import static io.healthmon.HealthStatus.HEALTHY;
import static io.healthmon.HealthStatus.UNHEALTHY;
import static io.healthmon.HealthStatus.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import io.healthmon.HealthStatus;
import io.healthmon.check.Checks;
import io.healthmon.check.Reason;
import io.healthmon.evaluate.Evaluation;
import io.healthmon.store.LogReader.LogRead;
import io.healthmon.store.LogReader.LogSpan;
import io.healthmon.store.Pen;
import io.healthmon.store.Step;
import io.healthmon.store.StoreException;
import io.healthmon.store.StoredCheck;
import io.healthmon.store.WatchedService;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** The log, read from end to end: over partitions, beside others, whatever people wrote into it. */
class ReadLogIT {

    private static final Instant DAY = Instant.parse("2026-03-01T00:00:00Z");
    private static final LogSpan EVERYTHING = new LogSpan(Instant.EPOCH, DAY.plus(Duration.ofDays(400)));

    private final HikariDataSource pool =
            PostgresServer.NEWEST.newPreparedDatabase().pool();
    private final PostgresStore store = PostgresStore.builder(pool)
            .retention(Duration.ofDays(2))
            .clock(new StoppedClock(DAY))
            .build();
    private final Pen writer = Pen.open(store);
    private final WatchedService bot = new WatchedService("bot");

    @AfterEach
    void close() {
        pool.close();
    }

    private static List<StoredCheck> log(PostgresStore from) {
        List<StoredCheck> rows = new ArrayList<>();
        from.log(EVERYTHING, rows::add);
        return rows;
    }

    private void record(int checks, Duration apart) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < checks; i++) {
            steps.add(bot.step(i % 7 == 0 ? UNHEALTHY : HEALTHY, DAY.plus(apart.multipliedBy(i))));
        }
        writer.commit(steps);
    }

    @Test
    void poolThatHidesTheDriver_givesTheSame() {
        record(500, Duration.ofMinutes(7));
        PostgresStore hidden = PostgresStore.builder(hiding(pool)).build();
        assertThat(log(hidden)).isEqualTo(log(store)).hasSize(500);
    }

    @Test
    void rowsThatPeopleInserted_comeWhereTheirTimesSay() {
        record(100, Duration.ofMinutes(30));
        Sql.run(
                pool,
                "insert into service_health_checks (service_name, status, timestamp) values ('by-hand', 'odd', '"
                        + DAY.plus(Duration.ofMinutes(31)) + "')");
        List<StoredCheck> rows = new ArrayList<>();
        assertThat(store.log(EVERYTHING, rows::add)).isEqualTo(new LogRead(101, 1));
        StoredCheck byHand = rows.get(2);
        assertThat(byHand.check().service()).isEqualTo("by-hand");
        assertThat(byHand.check().evaluation().status()).isEqualTo(UNKNOWN);
        assertThat(byHand.check().evaluation().reason()).contains(CheckRows.UNRECORDED);
    }

    @Test
    void textOfAllKinds_isReadBack() {
        Evaluation odd = Evaluation.of(
                HealthStatus.DEGRADED,
                Reason.COMPONENT,
                "\"größe\" \\ ist 🦊",
                Checks.of(Map.of("größe", "🦊", "quote", "\"")),
                Optional.empty());
        writer.commit(List.of(bot.step(bot.check(DAY, odd))));
        assertThat(log(store)).extracting(row -> row.check().evaluation()).containsExactly(odd);
    }

    @Test
    void dayThatIsToBeDropped_waitsForAnHourOfItAtMost() {
        record(3 * 24, Duration.ofHours(1));
        List<StoredCheck> rows = new ArrayList<>();
        store.log(EVERYTHING, row -> {
            if (rows.isEmpty()) {
                // Its statement is over before rows of it are given: there are few, and these wait for their order.
                store.maintain(DAY.plus(Duration.ofDays(4)));
            }
            rows.add(row);
        });
        assertThat(rows).hasSize(3 * 24);
        assertThat(log(store)).hasSizeLessThan(3 * 24);
    }

    @Test
    void twoReplaysAtOnce_areRefused_soThatPeopleFindAPlace() {
        record(2, Duration.ofMinutes(1));
        store.log(EVERYTHING, row -> {
            assertThat(store.activeAlerts()).isNotNegative();
            assertThatExceptionOfType(StoreException.Unavailable.class)
                    .isThrownBy(() -> log(store))
                    .withMessageContaining("one at a time");
        });
        assertThat(log(store)).hasSize(2);
    }

    private static DataSource hiding(DataSource real) {
        return proxy(DataSource.class, real);
    }

    private static <T> T proxy(Class<T> type, T real) {
        return type.cast(Proxy.newProxyInstance(
                ReadLogIT.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals("isWrapperFor") && arguments[0] == PGConnection.class) {
                        return false;
                    }
                    try {
                        Object result = method.invoke(real, arguments);
                        return result instanceof Connection connection && type == DataSource.class
                                ? proxy(Connection.class, connection)
                                : result;
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                }));
    }
}
