package io.healthmon.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.healthmon.HealthStatus;
import io.healthmon.store.CheckReader.HistoryQuery;
import io.healthmon.store.Pen;
import io.healthmon.store.Step;
import io.healthmon.store.StoreException;
import io.healthmon.store.WatchedService;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PartitionsIT {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final String ATTACHED = "select relname from pg_inherits join pg_class on oid = inhrelid "
            + "where inhparent = 'service_health_checks'::regclass order by 1";
    private static final String TABLES =
            "select tablename from pg_tables where tablename like 'service_health_checks\\_p%' order by 1";

    private final WatchedService bot = new WatchedService("stream-bot");
    private HikariDataSource pool;
    private PostgresStore store;
    private Pen writer;

    @BeforeEach
    void open() {
        pool = PostgresServer.NEWEST.newDatabase().pool();
        store = newStore();
        writer = Pen.open(store);
    }

    @AfterEach
    void close() {
        pool.close();
    }

    private PostgresStore newStore() {
        return PostgresStore.builder(pool)
                .retention(Duration.ofDays(3))
                .clock(new StoppedClock(NOON))
                .build();
    }

    private static Instant day(int days) {
        return NOON.plus(Duration.ofDays(days));
    }

    private void record(Instant at) {
        writer.commit(List.of(bot.step(HealthStatus.HEALTHY, at)));
    }

    private int rows() {
        return store.history(new HistoryQuery(Optional.empty(), Instant.EPOCH, 1000))
                .size();
    }

    @Test
    void opening_makesTheDaysThatAreKeptTodayAndTheThirtyAfter() {
        assertThat(Sql.rows(pool, ATTACHED))
                .hasSize(3 + 31)
                .startsWith("service_health_checks_p20261121")
                .endsWith("service_health_checks_p20261223", "service_health_checks_p20261224");
    }

    @Test
    void partitions_haveTheLogsIndexesAndTakeRowsByUtcDay() {
        record(Instant.parse("2026-11-24T23:59:59.999999Z"));
        record(Instant.parse("2026-11-25T00:00:00Z"));
        assertThat(Sql.rows(pool, "select tableoid::regclass from service_health_checks order by timestamp"))
                .containsExactly("service_health_checks_p20261124", "service_health_checks_p20261125");
        assertThat(Sql.rows(
                        pool, "select count(*) from pg_indexes where tablename = 'service_health_checks_p20261125'"))
                .containsExactly("3");
    }

    @Test
    void checkOfADayWithoutAPartition_makesItFirst() {
        record(Instant.parse("2031-01-01T00:00:00Z"));
        record(Instant.parse("2031-01-01T00:00:01Z"));
        assertThat(Sql.rows(pool, ATTACHED)).contains("service_health_checks_p20310101");
        assertThat(rows()).isEqualTo(2);
    }

    @Test
    void partitionThatAnotherProcessDropped_isMadeByTheNextTry() {
        record(day(0));
        Sql.run(pool, "drop table service_health_checks_p20261124");
        List<Step> batch = List.of(bot.step(HealthStatus.HEALTHY, day(0).plusSeconds(1)));
        assertThatExceptionOfType(StoreException.Unavailable.class).isThrownBy(() -> writer.commit(batch));
        writer.commit(batch);
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void maintain_dropsDaysOutOfTheRetention_andNoOthers() {
        record(day(0));
        record(day(1));
        record(day(2));
        store.maintain(Instant.parse("2026-11-28T00:00:00Z"));
        assertThat(Sql.rows(pool, TABLES)).first().isEqualTo("service_health_checks_p20261125");
        assertThat(Sql.rows(pool, TABLES)).last().isEqualTo("service_health_checks_p20261228");
        assertThat(rows()).isEqualTo(2);
        record(day(4));
        assertThat(rows()).isEqualTo(3);
    }

    @Test
    void detachmentThatAnOpenReaderHoldsUp_delaysNoWriter_andIsFinishedNextTime() throws Exception {
        record(day(0));
        store.maintain(day(3));
        try (Connection reader = pool.getConnection()) {
            reader.setAutoCommit(false);
            reader.createStatement().executeQuery("select count(*) from service_health_checks");
            assertThatExceptionOfType(StoreException.Unavailable.class).isThrownBy(() -> store.maintain(day(4)));
            assertThat(Sql.rows(pool, "select count(*) from pg_inherits where inhdetachpending"))
                    .containsExactly("1");
            record(day(4));
            assertThat(rows()).isEqualTo(1);
            reader.rollback();
        }
        store.maintain(day(4));
        assertThat(Sql.rows(pool, TABLES))
                .doesNotContain("service_health_checks_p20261124")
                .hasSize(34);
        assertThat(Sql.rows(pool, ATTACHED)).hasSize(34);
    }

    @Test
    void detachmentThatWaits_makesNoOtherWait() throws Exception {
        record(day(0));
        CompletableFuture<Void> maintenance;
        try (Connection reader = pool.getConnection()) {
            reader.setAutoCommit(false);
            reader.createStatement().executeQuery("select count(*) from service_health_checks");
            maintenance = CompletableFuture.runAsync(() -> store.maintain(day(4)));
            await().until(() -> !Sql.rows(
                            pool,
                            "select 1 from pg_stat_activity where datname = current_database() "
                                    + "and wait_event_type = 'Lock' and query like '%detach partition%'")
                    .isEmpty());
            Sql.run(
                    pool,
                    "set lock_timeout = '100ms'",
                    "select * from healthmon_writer for update",
                    "insert into service_health_checks (service_name, status, timestamp) values "
                            + "('by-hand', 'healthy', '2026-11-28T12:00:00Z')",
                    "select count(*) from service_health_checks",
                    "reset lock_timeout");
            record(day(4));
            assertThat(maintenance).isNotDone();
            reader.rollback();
        }
        maintenance.join();
        assertThat(rows()).isEqualTo(2);
    }

    @Test
    void makingPartitions_whileAReaderIsOpen_delaysNoWriter() throws Exception {
        try (Connection reader = pool.getConnection()) {
            reader.setAutoCommit(false);
            reader.createStatement().executeQuery("select count(*) from service_health_checks");
            PostgresStore keepingAll = PostgresStore.builder(pool).build();
            keepingAll.maintain(day(1));
            record(day(40));
            reader.rollback();
        }
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void tableThatWasDetachedAndNotDropped_isDroppedNextTime() {
        record(day(0));
        Sql.run(
                pool,
                "alter table service_health_checks detach partition service_health_checks_p20261124",
                "create table service_health_checks_private (id int)");
        store.maintain(day(4));
        assertThat(Sql.rows(pool, TABLES))
                .doesNotContain("service_health_checks_p20261124")
                .contains("service_health_checks_private");
    }

    @Test
    void tableThatWasDetachedAndNotDropped_isTakenBackForResultsThatWaitedLong() {
        record(day(0));
        Sql.run(pool, "alter table service_health_checks detach partition service_health_checks_p20261124");
        Pen.open(newStore()).commit(List.of(bot.step(HealthStatus.HEALTHY, day(0).plusSeconds(5))));
        assertThat(rows()).isEqualTo(2);
    }

    @Test
    void twoProcesses_maintainingAtOnce_bothSucceed() {
        PostgresStore other = newStore();
        for (int days = 1; days < 8; days++) {
            Instant now = day(days * 8);
            CompletableFuture<Void> first = CompletableFuture.runAsync(() -> store.maintain(now));
            CompletableFuture<Void> second = CompletableFuture.runAsync(() -> other.maintain(now));
            first.join();
            second.join();
        }
        store.maintain(day(56));
        assertThat(Sql.rows(pool, ATTACHED)).hasSize(3 + 31).isEqualTo(Sql.rows(pool, TABLES));
    }
}
