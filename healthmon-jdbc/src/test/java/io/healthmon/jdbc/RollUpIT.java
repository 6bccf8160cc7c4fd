package io.healthmon.jdbc;

import static io.healthmon.HealthStatus.DEGRADED;
import static io.healthmon.HealthStatus.HEALTHY;
import static io.healthmon.HealthStatus.UNHEALTHY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import io.healthmon.HealthStatus;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.store.Hours;
import io.healthmon.store.Latencies;
import io.healthmon.store.Pen;
import io.healthmon.store.StatusCounts;
import io.healthmon.store.StoreException;
import io.healthmon.store.UptimeReader.HourlyCounts;
import io.healthmon.store.WatchedService;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How hours are closed and rolled up, whatever happens meanwhile. */
class RollUpIT {

    private static final Instant HOUR = Instant.parse("2026-03-01T10:00:00Z");
    private static final Instant END = HOUR.plus(Duration.ofHours(1));
    private static final Instant LATER = END.plus(Duration.ofMinutes(10));

    private static final String DIRTY = "select count(*) from healthmon_dirty_hour";
    private static final String ROLLUPS = "select service_name, healthy, degraded, unhealthy, unknown, "
            + "extract(epoch from first_at - hour)::int from healthmon_hourly_rollup order by hour, service_name";

    private static final String CLAIM = "delete from \"healthmon_hourly_rollup\"";
    private static final String COMPUTE = "with recursive step (name)";
    private static final String WRITE = "insert into \"healthmon_hourly_rollup\"";
    private static final String LOCK = "pg_advisory_xact_lock";

    private HikariDataSource pool;
    private Hooks hooks;
    private PostgresStore store;
    private Pen writer;

    @BeforeEach
    void open() {
        pool = PostgresServer.NEWEST.newPreparedDatabase().pool();
        hooks = new Hooks(pool);
        store = store(hooks.dataSource());
        writer = Pen.open(store(pool));
        record("a", HEALTHY, 10, 20);
        record("b", UNHEALTHY, 20, 9_000);
    }

    @AfterEach
    void close() {
        assertThat(hooks.allRan()).isTrue();
        pool.close();
    }

    private static PostgresStore store(DataSource dataSource) {
        return PostgresStore.builder(dataSource)
                .retention(Duration.ofDays(2))
                .clock(new StoppedClock(HOUR))
                .build();
    }

    private void record(String service, HealthStatus status, int second, int millis) {
        record(service, status, HOUR.plusSeconds(second), millis);
    }

    private void record(String service, HealthStatus status, Instant at, int millis) {
        WatchedService watched = new WatchedService(service);
        writer.commit(List.of(watched.step(new CheckResult(
                service,
                at,
                Duration.ofMillis(millis),
                watched.check(status, at).evaluation()))));
    }

    private StatusCounts count(String service) {
        return store.count(service, HOUR, END);
    }

    private static StatusCounts counts(int healthy, int degraded, int unhealthy, int firstSecond) {
        return new StatusCounts(healthy, degraded, unhealthy, 0, Optional.of(HOUR.plusSeconds(firstSecond)));
    }

    private List<String> rollups() {
        return Sql.rows(pool, ROLLUPS);
    }

    private void assertClean() {
        assertThat(Sql.rows(pool, DIRTY)).containsExactly("0");
    }

    @Test
    void openHour_isNotRolledUp_norOneThatEndedJustNow() {
        store.maintain(END.minusSeconds(1));
        store.maintain(END.plus(Duration.ofMinutes(4)));
        assertThat(rollups()).isEmpty();
        assertThat(count("a")).isEqualTo(counts(1, 0, 0, 10));
    }

    @Test
    void closedHour_isRolledUpOnce() {
        record("a", DEGRADED, 5, 30);
        store.maintain(LATER);
        assertThat(rollups()).containsExactly("a 1 1 0 0 5", "b 0 0 1 0 20");
        assertThat(Sql.rows(pool, "select count(response_times) from healthmon_hourly_rollup"))
                .containsExactly("1");
        assertClean();
        Sql.run(pool, "create table before as select xmin::text as written_by, * from healthmon_hourly_rollup");
        store.maintain(LATER.plus(Duration.ofMinutes(10)));
        assertThat(Sql.rows(
                        pool,
                        "select count(*) from healthmon_hourly_rollup r join before b "
                                + "using (service_name, hour) where r.xmin::text = written_by"))
                .containsExactly("2");
    }

    @Test
    void cleanHour_isReadFromItsRollup_anyOtherFromItsRows() {
        store.maintain(LATER);
        Sql.run(
                pool,
                "update healthmon_hourly_rollup set healthy = 40, response_times = null where service_name = 'a'");
        assertThat(count("a").healthy()).isEqualTo(40);
        assertThat(store.latencies("a", HOUR, END)).isEqualTo(Latencies.NONE);
        assertThat(store.count("a", HOUR, END.minusNanos(1_000)).healthy())
                .as("an hour that is cut")
                .isEqualTo(1);

        record("b", HEALTHY, 30, 5);

        assertThat(count("a").healthy()).as("a dirty hour").isEqualTo(1);
        assertThat(store.latencies("a", HOUR, END)).isEqualTo(new Latencies(1, 20, 20, 20, 20));
        assertThat(Hours.of(store, HOUR))
                .containsExactlyInAnyOrder(
                        new HourlyCounts("a", HOUR, counts(1, 0, 0, 10)),
                        new HourlyCounts("b", HOUR, counts(1, 0, 1, 20)));
        store.maintain(LATER);
        assertThat(rollups()).containsExactly("a 1 0 0 0 10", "b 1 0 1 0 20");
        assertClean();
    }

    @Test
    void rowsWrittenByHand_areRolledUpAsTheyAreRead() {
        Sql.run(
                pool,
                "insert into service_health_checks (service_name, status, response_time_ms, timestamp) values "
                        + "('', 'Healthy', -5, '2026-03-01T10:00:01Z'), ('', 'DEGRADED', null, '2026-03-01T10:00:02Z'), "
                        + "('ä', 'UP!', 3, '2026-03-01T10:00:03Z')");
        StatusCounts before = count("");
        Latencies took = store.latencies("", HOUR, END);
        store.maintain(LATER);
        assertClean();
        assertThat(rollups()).contains(" 1 1 0 0 1", "ä 0 0 0 1 3").hasSize(4);
        assertThat(count("")).isEqualTo(before).isEqualTo(counts(1, 1, 0, 1));
        assertThat(store.latencies("", HOUR, END)).isEqualTo(took).isEqualTo(new Latencies(1, 0, 0, 0, 0));
    }

    @Test
    void manyServices_areRolledUpSomeAtATime() {
        for (int i = 0; i < 20; i++) {
            record("service-" + i, HEALTHY, 30, i);
        }
        Rollups rollups = new Rollups(new Database(pool, Optional.empty()), new StoppedClock(HOUR), new Portion(1, 4));
        rollups.close(LATER);
        rollups.rollUp();
        assertThat(rollups()).hasSize(22).doesNotHaveDuplicates();
        assertClean();
    }

    @Test
    void batchThatCommitsWhileItsHourIsComputed_doesNotWait_andCounts() {
        hooks.before(WRITE, () -> record("a", HEALTHY, 40, 9));
        store.maintain(LATER);
        assertThat(Sql.rows(pool, DIRTY)).containsExactly("1");
        assertThat(count("a")).isEqualTo(counts(2, 0, 0, 10));
        store.maintain(LATER);
        assertClean();
        assertThat(count("a")).isEqualTo(counts(2, 0, 0, 10));
        assertThat(rollups()).containsExactly("a 2 0 0 0 10", "b 0 0 1 0 20");
    }

    @Test
    void batchThatCommitsBetweenTwoServices_counts() {
        Rollups rollups = new Rollups(
                new Database(hooks.dataSource(), Optional.empty()), new StoppedClock(HOUR), new Portion(1, 1));
        rollups.close(LATER);
        hooks.before(WRITE, () -> hooks.before(LOCK, () -> record("a", HEALTHY, 40, 9)));
        rollups.rollUp();
        assertThat(Sql.rows(pool, DIRTY)).containsExactly("1");
        assertThat(rollups()).as("given up").containsExactly("a 1 0 0 0 10");
        assertThat(count("a")).isEqualTo(counts(2, 0, 0, 10));
        rollups.rollUp();
        assertClean();
        assertThat(rollups()).containsExactly("a 2 0 0 0 10", "b 0 0 1 0 20");
    }

    @Test
    void anotherProcessThatIsDoneMeanwhile_isNotUndone() {
        PostgresStore other = store(pool);
        hooks.before(
                CLAIM,
                () -> hooks.before(LOCK, () -> {
                    other.maintain(LATER);
                    record("b", HEALTHY, 50, 4);
                    other.maintain(LATER);
                }));
        store.maintain(LATER);
        assertClean();
        assertThat(rollups()).containsExactly("a 1 0 0 0 10", "b 1 0 1 0 20");
    }

    @Test
    void rollupOfAServiceThatHasNoRows_doesNotSurvive() {
        store.maintain(LATER);
        Sql.run(
                pool,
                "delete from service_health_checks where service_name = 'a'",
                "insert into healthmon_hourly_rollup values ('ghost', '2026-03-01T10:00:00Z', 7, 0, 0, 0, "
                        + "'2026-03-01T10:00:00Z')");
        record("b", HEALTHY, 50, 4);
        store.maintain(LATER);
        assertThat(rollups()).containsExactly("b 1 0 1 0 20");
    }

    @Test
    void hourThatCantBeRolledUp_stopsNeitherTheOthersNorTheRest() {
        for (int hours = 1; hours < 3; hours++) {
            record("a", HEALTHY, HOUR.plus(Duration.ofHours(hours)), 1);
        }
        Sql.run(
                pool,
                "create function refuse() returns trigger language plpgsql as $$ begin raise exception 'refused'; end $$",
                "create trigger refuse before insert on healthmon_hourly_rollup for each row "
                        + "when (new.service_name = 'b') execute function refuse()",
                "insert into healthmon_origin values ('00000000-0000-0000-0000-000000000001', 1, '2020-01-01T00:00:00Z')");

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.maintain(END.plus(Duration.ofDays(9))))
                .withMessageContaining("could not roll an hour up")
                .withMessageContaining("refused");

        assertThat(Sql.rows(pool, "select count(distinct hour) from healthmon_hourly_rollup"))
                .containsExactly("2");
        assertThat(Sql.rows(pool, "select count(*) from healthmon_origin where recorded_up_to = 1"))
                .as("what is forgotten")
                .containsExactly("0");
        assertThat(Sql.rows(pool, "select count(*) from service_health_checks"))
                .as("what has to wait")
                .containsExactly("4");
        assertThat(count("b")).isEqualTo(counts(0, 0, 1, 20));
        Sql.run(pool, "drop trigger refuse on healthmon_hourly_rollup");
        store.maintain(END.plus(Duration.ofDays(9)));
        assertThat(Sql.rows(pool, "select count(*) from service_health_checks")).containsExactly("0");
        assertThat(count("b")).isEqualTo(counts(0, 0, 1, 20));
    }

    @Test
    void threadThatIsToEnd_goesOnTheNextTime() {
        Rollups rollups = new Rollups(new Database(pool, Optional.empty()), new StoppedClock(HOUR), new Portion(1, 1));
        rollups.close(LATER);
        Thread.currentThread().interrupt();
        rollups.rollUp();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(rollups()).isEmpty();
        rollups.rollUp();
        assertThat(rollups()).hasSize(2);
    }

    @Test
    void damagedResponseTimes_countAsNone() {
        store.maintain(LATER);
        Sql.run(pool, "update healthmon_hourly_rollup set response_times = '\\x47494638'");
        assertThat(store.latencies("a", HOUR, END)).isEqualTo(Latencies.NONE);
        assertThat(count("a")).isEqualTo(counts(1, 0, 0, 10));
    }
}
