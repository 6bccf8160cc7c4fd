package io.healthmon.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import io.healthmon.HealthStatus;
import io.healthmon.store.CheckReader.HistoryQuery;
import io.healthmon.store.Latencies;
import io.healthmon.store.Pen;
import io.healthmon.store.StatusCounts;
import io.healthmon.store.StoreException;
import io.healthmon.store.WatchedService;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaMigrationIT {

    private static final String HISTORY = "select version, success from healthmon_schema_history where version <> '0'";

    private HikariDataSource pool;

    @BeforeEach
    void open() {
        pool = PostgresServer.NEWEST.newDatabase().pool();
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void again_changesNothing() {
        Pen.open(PostgresStore.builder(pool).build());
        List<String> once = Sql.rows(pool, HISTORY);
        Pen.open(PostgresStore.builder(pool).build());
        assertThat(Sql.rows(pool, HISTORY)).isEqualTo(once).isNotEmpty();
    }

    @Test
    void twoAtOnce_bothSucceed() {
        List<CompletableFuture<Void>> starts = Stream.of(1, 2)
                .map(i -> CompletableFuture.runAsync(
                        () -> Pen.open(PostgresStore.builder(pool).build())))
                .toList();
        starts.forEach(CompletableFuture::join);
        assertThat(Sql.rows(pool, HISTORY)).doesNotHaveDuplicates().isNotEmpty().allMatch(row -> row.endsWith(" t"));
        assertThat(Sql.rows(pool, "select epoch from healthmon_writer")).containsExactly("2");
    }

    /** The tables and Flyway's memory of them are committed together, or the next start would make them again, and fail for ever. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void firstStartThatDiesAtAnyCommit_isGoneOnWithByTheNext(boolean done) {
        int commits = done ? 1 : 0;
        boolean died = true;
        while (died) {
            PostgresServer.Database database = PostgresServer.NEWEST.newDatabase();
            commits += CountedCommits.STEP;
            died = dies(database, commits, done);
            try (PostgresStore store = database.store().build()) {
                Pen.open(store);
            }
        }
        assertThat(commits).isGreaterThan(5);
    }

    private static boolean dies(PostgresServer.Database database, int commit, boolean done) {
        try (HikariDataSource dying = database.pool()) {
            Pen.open(PostgresStore.builder(CountedCommits.dyingAt(dying, commit, done))
                    .build());
            return false;
        } catch (StoreException.Unavailable dead) {
            return true;
        }
    }

    @Test
    void embeddersTablesAndHistory_areLeftAlone() {
        Sql.run(pool, "create table orders (id int)", "insert into orders values (1)");
        Flyway embedders = Flyway.configure()
                .dataSource(pool)
                .locations("classpath:embedder")
                .baselineOnMigrate(true)
                .load();
        embedders.migrate();
        Pen.open(PostgresStore.builder(pool).build());
        assertThat(Sql.rows(pool, "select id from orders")).containsExactly("1");
        assertThat(Sql.rows(pool, "select version from flyway_schema_history order by 1"))
                .containsExactly("1", "2");
        embedders.validate();
        assertThat(embedders.migrate().migrationsExecuted).isZero();
    }

    @Test
    void schemaOfItsOwn_isMadeAndHoldsEverything() {
        PostgresStore store =
                PostgresStore.builder(pool).schema("Odd \"schema\"").build();
        WatchedService bot = new WatchedService("stream-bot");
        Instant now = Instant.parse("2026-03-01T10:00:00Z");
        var writer = Pen.open(store);
        writer.commit(
                List.of(bot.step(HealthStatus.UNHEALTHY, now), bot.step(HealthStatus.HEALTHY, now.plusSeconds(1))));
        assertThat(store.history(new HistoryQuery(Optional.empty(), Instant.EPOCH, 10)))
                .hasSize(2);
        assertThat(store.count("stream-bot", now, now.plusSeconds(9)).total()).isEqualTo(2);
        store.maintain(now.plusSeconds(86_400L * 60));
        assertThat(store.history(new HistoryQuery(Optional.empty(), Instant.EPOCH, 10)))
                .isEmpty();
        assertThat(writer.states()).hasSize(1);
        assertThat(Sql.rows(pool, "select table_name from information_schema.tables where table_schema = 'public'"))
                .isEmpty();
    }

    /** Of version 1: three days, and before them one that was dropped and made again for a row that came late. */
    private void makeVersion1() {
        Flyway.configure()
                .dataSource(pool)
                .locations("classpath:io/healthmon/jdbc/migration")
                .table(SchemaMigration.HISTORY)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .target("1")
                .load()
                .migrate();
        for (String day : List.of("20240220", "20240301", "20240302", "20240303")) {
            Instant from = DayPartition.named("service_health_checks_p" + day)
                    .orElseThrow()
                    .from();
            Sql.run(
                    pool,
                    "create table service_health_checks_p" + day
                            + " partition of service_health_checks for values from ('" + from + "') to ('"
                            + from.plusSeconds(86_400) + "')");
        }
        Sql.run(
                pool,
                "insert into service_health_checks (service_name, status, response_time_ms, timestamp) values "
                        + "('a', 'healthy', 7, '2024-02-20T10:00:05Z'), ('a', 'healthy', 10, '2024-03-01T10:00:01Z'), "
                        + "('a', 'degraded', 30, '2024-03-01T10:00:02Z'), ('a', 'unhealthy', 9, '2024-03-02T11:00:00Z'), "
                        + "('a', 'healthy', 20, '2024-03-03T12:30:00Z')",
                "insert into healthmon_hourly_rollup (service_name, hour, healthy, degraded, unhealthy, unknown, first_at) "
                        + "values ('a', '2024-02-20T10:00:00Z', 3, 0, 1, 0, '2024-02-20T10:00:01Z'), "
                        + "('a', '2024-03-01T10:00:00Z', 1, 1, 0, 0, '2024-03-01T10:00:01Z'), "
                        + "('a', '2024-03-02T11:00:00Z', 0, 0, 5, 0, '2024-03-02T11:00:00Z'), "
                        + "('gone', '2024-03-02T11:00:00Z', 0, 0, 5, 0, '2024-03-02T11:00:00Z'), "
                        + "('a', '2024-03-03T12:00:00Z', 1, 0, 0, 0, '2024-03-03T12:30:00Z')");
    }

    @Test
    void rollupsOfVersion1_becomeThoseOfTheRows_asFarAsThereAreAny() {
        makeVersion1();
        Instant now = Instant.parse("2024-03-03T12:40:00Z");
        PostgresStore store =
                PostgresStore.builder(pool).clock(new StoppedClock(now)).build();
        Pen writer = Pen.open(store);
        StatusCounts all = new StatusCounts(5, 1, 2, 0, Optional.of(Instant.parse("2024-02-20T10:00:01Z")));
        Latencies ofTheRows = new Latencies(3, 20, 30, 30, 30);
        Instant long_ = Instant.parse("2024-01-01T00:00:00Z");

        assertThat(store.count("a", long_, now)).isEqualTo(all);
        assertThat(store.latencies("a", long_, now)).isEqualTo(ofTheRows);
        writer.commit(
                List.of(new WatchedService("a").step(HealthStatus.HEALTHY, Instant.parse("2024-03-01T10:00:09Z"))));
        store.maintain(now);

        assertThat(Sql.rows(pool, "select count(*) from healthmon_dirty_hour")).containsExactly("0");
        assertThat(Sql.rows(
                        pool,
                        "select to_char(hour at time zone 'UTC', 'MMDDHH24'), service_name, healthy, degraded, unhealthy, "
                                + "response_times is not null from healthmon_hourly_rollup order by 1, 2"))
                .containsExactly("022010 a 3 0 1 f", "030110 a 2 1 0 t", "030211 a 0 0 1 f", "030312 a 1 0 0 f");
        assertThat(store.count("a", long_, now).total()).isEqualTo(9);
        assertThat(store.latencies("a", long_, now)).isEqualTo(new Latencies(4, 12, 30, 30, 30));
    }

    @Test
    void twoSchemas_areTwoStores() {
        PostgresStore one = PostgresStore.builder(pool).schema("one").build();
        PostgresStore two = PostgresStore.builder(pool).schema("two").build();
        var first = Pen.open(one);
        Pen.open(two);
        first.commit(
                List.of(new WatchedService("a").step(HealthStatus.UNHEALTHY, Instant.parse("2026-03-01T10:00:00Z"))));
        assertThat(one.activeAlerts()).isEqualTo(1);
        assertThat(two.activeAlerts()).isZero();
    }

    @Test
    void schemaNewerThanTheProgram_isUnusable_andSaysSo() {
        PostgresStore store = PostgresStore.builder(pool).build();
        Pen.open(store);
        Sql.run(
                pool,
                "insert into healthmon_schema_history (installed_rank, version, description, type, script, checksum, "
                        + "installed_by, execution_time, success) values (900, '700', 'x', 'SQL', 'V700__x.sql', 1, 'x', 1, true)");
        assertThatExceptionOfType(StoreException.Unusable.class)
                .isThrownBy(() -> Pen.open(store))
                .withMessageMatching(
                        "the database's schema is newer than this healthmon: it has version 700, this program knows up to "
                                + "\\d+; run the healthmon that made it, or a newer one");
    }

    @Test
    void tablesOfThoseNamesThatAreNotOurs_areUnusable_andStayAsTheyAre() {
        Sql.run(pool, "create table service_health_checks (id serial primary key)");
        assertThatExceptionOfType(StoreException.Unusable.class)
                .isThrownBy(() -> Pen.open(PostgresStore.builder(pool).build()))
                .withMessageContaining("service_health_checks");
        assertThat(Sql.rows(pool, "select count(*) from service_health_checks")).containsExactly("0");
    }
}
