package io.healthmon.jdbc;

import static io.healthmon.HealthStatus.DEGRADED;
import static io.healthmon.HealthStatus.HEALTHY;
import static io.healthmon.HealthStatus.UNHEALTHY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.zaxxer.hikari.HikariDataSource;
import io.healthmon.HealthStatus;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.store.CheckReader.HistoryQuery;
import io.healthmon.store.Gap;
import io.healthmon.store.Latencies;
import io.healthmon.store.Pen;
import io.healthmon.store.SeriesReader.Bucket;
import io.healthmon.store.SeriesReader.SeriesQuery;
import io.healthmon.store.StatusCounts;
import io.healthmon.store.Step;
import io.healthmon.store.StoreException;
import io.healthmon.store.WatchedService;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of checks that are older than they are kept, and of those that come later than that. */
class RetentionIT {

    private static final Instant DAY = Instant.parse("2026-03-01T00:00:00Z");
    private static final String TABLES = "select (select count(*) from service_health_checks), "
            + "(select count(*) from healthmon_hourly_rollup), (select count(*) from healthmon_daily_rollup)";

    private HikariDataSource pool;
    private Hooks hooks;
    private PostgresStore store;
    private Pen writer;

    @BeforeEach
    void open() {
        pool = PostgresServer.NEWEST.newPreparedDatabase().pool();
        hooks = new Hooks(pool);
        store = builder(hooks.dataSource()).build();
        writer = Pen.open(store);
    }

    @AfterEach
    void close() {
        assertThat(hooks.allRan()).isTrue();
        pool.close();
    }

    private static PostgresStore.Builder builder(DataSource dataSource) {
        return PostgresStore.builder(dataSource)
                .retention(Duration.ofDays(2))
                .rollupRetention(Duration.ofDays(60))
                .clock(new StoppedClock(DAY));
    }

    private static Instant at(int hours, int seconds) {
        return DAY.plus(hours, ChronoUnit.HOURS).plusSeconds(seconds);
    }

    private static Instant day(int days) {
        return at(24 * days, 0);
    }

    private static Step step(String service, HealthStatus status, Instant at, int millis) {
        WatchedService watched = new WatchedService(service);
        return watched.step(new CheckResult(
                service,
                at,
                Duration.ofMillis(millis),
                watched.check(status, at).evaluation()));
    }

    private void record(String service, HealthStatus status, Instant at, int millis) {
        writer.commit(List.of(step(service, status, at, millis)));
    }

    private StatusCounts count(Instant from, Instant to) {
        return store.count("a", from, to);
    }

    private static StatusCounts counts(int healthy, int degraded, int unhealthy, Instant first) {
        return new StatusCounts(healthy, degraded, unhealthy, 0, Optional.of(first));
    }

    private void assertTables(int rows, int hours, int days) {
        assertThat(Sql.rows(pool, TABLES)).containsExactly(rows + " " + hours + " " + days);
    }

    @Test
    void hoursWhoseRowsAreGone_countWhole_daysLater() {
        record("a", HEALTHY, at(5, 10), 10);
        record("a", UNHEALTHY, at(5, 20), 9_000);
        record("a", HEALTHY, at(7, 30), 30);
        store.maintain(day(4));
        assertTables(0, 2, 0);
        assertThat(count(at(5, 15), at(6, 0))).isEqualTo(counts(1, 0, 1, at(5, 10)));
        assertThat(store.latencies("a", at(5, 15), at(9, 0))).isEqualTo(new Latencies(2, 10, 30, 30, 30));

        store.maintain(day(37));

        assertTables(0, 0, 1);
        assertThat(count(at(5, 15), at(6, 0))).isEqualTo(counts(2, 0, 1, at(5, 10)));
        assertThat(count(at(5, 15), day(50))).isEqualTo(counts(2, 0, 1, at(5, 10)));
        assertThat(count(day(1), day(50))).isEqualTo(StatusCounts.NONE);
        assertThat(store.latencies("a", at(23, 0), day(50))).isEqualTo(new Latencies(2, 10, 30, 30, 30));
        store.maintain(day(60).plusSeconds(1));
        assertTables(0, 0, 1);
        store.maintain(day(61));
        assertTables(0, 0, 0);
    }

    @Test
    void series_hasHoursWhereTheyBegin_andFoldedDaysWhereTheseDo() {
        record("a", HEALTHY, at(5, 10), 10);
        record("a", UNHEALTHY, at(5, 2_000), 9_000);
        record("a", HEALTHY, at(7, 30), 30);
        List<Bucket> before = store.series(new SeriesQuery("a", DAY, day(1), Duration.ofHours(1)));
        assertThat(store.series(new SeriesQuery("a", at(5, 0), at(6, 0), Duration.ofMinutes(30))))
                .extracting(Bucket::counts)
                .containsExactly(counts(1, 0, 0, at(5, 10)), counts(0, 0, 1, at(5, 2_000)));

        store.maintain(day(4));

        assertThat(store.series(new SeriesQuery("a", DAY, day(1), Duration.ofHours(1))))
                .isEqualTo(before);
        assertThat(store.series(new SeriesQuery("a", at(5, 0), at(6, 0), Duration.ofMinutes(30))))
                .extracting(Bucket::counts)
                .containsExactly(counts(1, 0, 1, at(5, 10)), StatusCounts.NONE);

        store.maintain(day(37));

        Bucket all = new Bucket(DAY, counts(2, 0, 1, at(5, 10)), new Latencies(2, 10, 30, 30, 30));
        assertThat(store.series(new SeriesQuery("a", DAY, day(1), Duration.ofHours(12))))
                .containsExactly(all, new Bucket(at(12, 0), StatusCounts.NONE, Latencies.NONE));
        assertThat(store.series(new SeriesQuery("a", at(5, 0), day(90), Duration.ofDays(1))))
                .hasSize(90)
                .startsWith(all);
    }

    @Test
    void dayWithADirtyHour_isKept_untilItIsRolledUp() {
        record("a", HEALTHY, at(23, 10), 10);
        record("a", HEALTHY, at(25, 10), 10);
        hooks.before("insert into \"healthmon_hourly_rollup\"", () -> record("a", DEGRADED, at(23, 20), 20));
        store.maintain(day(9));
        assertTables(3, 2, 0);
        assertThat(count(at(23, 15), day(2))).isEqualTo(counts(1, 1, 0, at(23, 20)));
        store.maintain(day(9));
        assertTables(0, 2, 0);
        assertThat(count(at(23, 15), day(2))).isEqualTo(counts(2, 1, 0, at(23, 10)));
    }

    @Test
    void checkThatComesAfterItsRowsAreGone_isAddedAtOnce() {
        record("a", HEALTHY, at(5, 10), 10);
        store.maintain(day(4));

        writer.commit(List.of(
                step("a", DEGRADED, at(5, 5), 300),
                step("a", UNHEALTHY, at(5, 20), 5),
                step("a", HEALTHY, at(6, 0), 20),
                step("b", HEALTHY, at(5, 0), 7)));

        assertTables(4, 3, 0);
        assertThat(count(at(5, 15), at(6, 0))).isEqualTo(counts(1, 1, 1, at(5, 5)));
        assertThat(store.latencies("a", at(5, 0), at(7, 0)).checks()).isEqualTo(3);
        assertThat(store.latencies("a", at(5, 0), at(6, 0)).p50()).isEqualTo(10);
        assertThat(store.history(new HistoryQuery(Optional.empty(), DAY, 10))).hasSize(4);
        assertThat(Sql.rows(pool, "select count(*) from healthmon_dirty_hour")).containsExactly("0");
        store.maintain(day(4));
        assertTables(0, 3, 0);
        assertThat(count(at(5, 15), at(7, 0))).isEqualTo(counts(2, 1, 1, at(5, 5)));
    }

    @Test
    void checkThatComesAfterItsDayWasFolded_isAddedToTheDay() {
        record("a", HEALTHY, at(5, 10), 10);
        store.maintain(day(4));
        store.maintain(day(40));
        record("a", DEGRADED, at(9, 0), 30);
        assertTables(1, 1, 1);
        assertThat(count(at(5, 0), at(10, 0))).isEqualTo(counts(1, 1, 0, at(5, 10)));
        store.maintain(day(40));
        assertTables(0, 0, 1);
        assertThat(count(at(5, 0), at(6, 0))).isEqualTo(counts(1, 1, 0, at(5, 10)));
        assertThat(store.latencies("a", DAY, day(1))).isEqualTo(new Latencies(2, 10, 30, 30, 30));
    }

    @Test
    void whoeverCountsWhileADayIsFolded_countsEachCheckOnce() {
        record("a", HEALTHY, at(5, 10), 10);
        record("a", HEALTHY, at(6, 10), 10);
        store.maintain(day(4));
        StatusCounts before = count(DAY, day(50));
        hooks.before(
                "insert into \"healthmon_daily_rollup\"",
                () -> assertThat(builder(pool).build().count("a", DAY, day(50))).isEqualTo(before));
        store.maintain(day(40));
        assertThat(count(DAY, day(50))).isEqualTo(before);
        assertTables(0, 0, 1);
    }

    @Test
    void whoeverCountsWhileADayIsDropped_countsItsRows() {
        record("a", HEALTHY, at(5, 10), 10);
        record("a", UNHEALTHY, at(5, 20), 10);
        Database database = new Database(pool, Optional.empty());
        StatusCounts counted = database.longSnapshot("count", snapshot -> {
            Sources sources = SelectCoverage.run(snapshot, at(5, 15), at(6, 0)).of(at(5, 15), at(6, 0));
            assertThatExceptionOfType(StoreException.Unavailable.class)
                    .as("it waits for the reader")
                    .isThrownBy(() -> builder(pool).build().maintain(day(4)));
            return CountRows.run(snapshot, "a", sources.rows());
        });
        assertThat(counted).isEqualTo(counts(0, 0, 1, at(5, 20)));
        store.maintain(day(4));
        assertTables(0, 1, 0);
        assertThat(count(at(5, 15), at(6, 0))).isEqualTo(counts(1, 0, 1, at(5, 10)));
    }

    @Test
    void retentionMadeLonger_leavesWhatIsGone() {
        record("a", HEALTHY, at(5, 10), 10);
        store.maintain(day(4));
        PostgresStore longer = builder(pool).retention(Duration.ofDays(30)).build();
        record("a", DEGRADED, at(4, 0), 10);
        record("a", DEGRADED, at(72, 0), 10);
        longer.maintain(day(5));
        assertTables(2, 3, 0);
        assertThat(longer.count("a", DAY, day(9))).isEqualTo(counts(1, 2, 0, at(4, 0)));
    }

    @Test
    void gaps_areRemembered_andForgottenWithTheRollups() {
        Gap gap = new Gap(at(1, 0), at(2, 0), 120);
        writer.commit(List.of(
                step("a", HEALTHY, at(3, 0), 5).with(gap),
                step("b", HEALTHY, at(3, 0), 5),
                step("b", HEALTHY, at(4, 0), 5).with(Gap.of(at(3, 30)))));
        String gaps =
                "select service_name, extract(epoch from to_at - from_at)::int, checks from healthmon_gap order by 1";
        assertThat(Sql.rows(pool, gaps)).containsExactly("a 3600 120", "b 0 1");
        store.maintain(day(60).plus(2, ChronoUnit.HOURS));
        assertThat(Sql.rows(pool, gaps)).hasSize(2);
        store.maintain(day(60).plus(3, ChronoUnit.HOURS));
        assertThat(Sql.rows(pool, gaps)).containsExactly("b 0 1");
    }

    @Test
    void rollupRetention_isAtLeastTheRetention() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> builder(pool).rollupRetention(Duration.ofDays(1)).build())
                .withMessage("rollupRetention must be at least the retention, PT48H, not PT24H");
        builder(pool).rollupRetention(Duration.ofDays(2)).build();
        PostgresStore.builder(pool).retention(Duration.ofDays(1_000)).build();
    }
}
