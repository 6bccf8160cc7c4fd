package io.healthmon.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.healthmon.alert.Alert;
import io.healthmon.store.AlertReader.AlertQuery;
import io.healthmon.store.CheckReader.HistoryQuery;
import io.healthmon.store.Hours;
import io.healthmon.store.Pen;
import io.healthmon.store.StoredCheck;
import io.healthmon.store.UptimeReader.HourlyCounts;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The shapes in which the original's tables come: one made by hand from its documentation, by another version, in part. */
class AdoptionShapesIT {

    private static final String CHECKS = """
            CREATE TABLE service_health_checks (
                id SERIAL PRIMARY KEY,
                service_name VARCHAR(100) NOT NULL,
                status VARCHAR(20) NOT NULL,
                checks JSONB,
                response_time_ms INTEGER,
                timestamp TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT NOW()
            );
            CREATE INDEX idx_service_timestamp ON service_health_checks(service_name, timestamp);
            CREATE INDEX idx_status_timestamp ON service_health_checks(status, timestamp)""";
    private static final String ALERTS = """
            CREATE TABLE service_health_alerts (
                id SERIAL PRIMARY KEY,
                service_name VARCHAR(100) NOT NULL,
                severity VARCHAR(20) NOT NULL,
                message VARCHAR(500) NOT NULL,
                status VARCHAR(20) NOT NULL DEFAULT 'active',
                triggered_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT NOW(),
                resolved_at TIMESTAMP WITH TIME ZONE
            );
            CREATE INDEX idx_alert_service_status ON service_health_alerts(service_name, status);
            CREATE INDEX idx_alert_triggered ON service_health_alerts(triggered_at)""";
    private static final String A_CHECK =
            "INSERT INTO service_health_checks (service_name, status, checks, response_time_ms, timestamp) "
                    + "VALUES ('stream-bot', 'unhealthy', '{\"database\": \"down\"}', 12, '2026-03-01T09:00:00')";
    private static final String AN_ALERT =
            "INSERT INTO service_health_alerts (service_name, severity, message, triggered_at) "
                    + "VALUES ('stream-bot', 'critical', 'down', '2026-03-01T09:00:00')";
    private static final String HELPING_INDEXES =
            "select relname from pg_class where relname like 'idx_healthmon_original%' order by 1";

    private HikariDataSource pool;

    @BeforeEach
    void open() {
        pool = PostgresServer.NEWEST.newDatabase().pool();
    }

    @AfterEach
    void close() {
        pool.close();
    }

    private void assertAdopted(int checks, int alerts) {
        OriginalDatabase original = new OriginalDatabase(pool).open();
        assertRead(original, checks, alerts);
        original.finish(100);
        assertRead(original, checks, alerts);
        assertThat(Sql.rows(pool, "select stage from healthmon_adoption")).containsExactly("done");
        assertThat(Sql.rows(pool, HELPING_INDEXES)).isEmpty();
    }

    private static void assertRead(OriginalDatabase original, int checks, int alerts) {
        PostgresStore store = original.store();
        Instant nine = Instant.parse("2026-03-01T09:00:00Z");
        assertThat(store.history(new HistoryQuery(Optional.empty(), Instant.EPOCH, 10)))
                .hasSize(checks)
                .extracting(StoredCheck::check)
                .allSatisfy(check -> {
                    assertThat(check.timestamp()).isEqualTo(nine);
                    assertThat(check.responseTimeMillis()).isEqualTo(12);
                });
        assertThat(store.count("stream-bot", nine, nine.plusSeconds(1)).unhealthy())
                .isEqualTo(checks);
        assertThat(store.alerts(new AlertQuery(Optional.of(true), Optional.empty(), 10)))
                .hasSize(alerts)
                .allSatisfy(row -> assertThat(row.alert().triggeredAt()).isEqualTo(nine));
    }

    @Test
    void tablesAsTheDocumentationHasThem() {
        Sql.run(pool, CHECKS, ALERTS, A_CHECK, AN_ALERT);
        assertAdopted(1, 1);
    }

    @Test
    void emptyTables() {
        Sql.run(pool, CHECKS, ALERTS);
        assertAdopted(0, 0);
        Sql.run(
                pool,
                "insert into service_health_alerts (service_name, severity, message) values ('a', 'warning', 'b')");
        assertThat(Sql.rows(pool, "select id from service_health_alerts")).containsExactly("1");
    }

    @Test
    void rowsThatAreGone_leaveTheirIdsBehind() {
        Sql.run(pool, CHECKS, ALERTS, AN_ALERT, AN_ALERT, "delete from service_health_alerts", AN_ALERT);
        assertAdopted(0, 1);
        Sql.run(pool, AN_ALERT);
        assertThat(Sql.rows(pool, "select id from service_health_alerts order by 1"))
                .containsExactly("3", "4");
    }

    @Test
    void checksAlone() {
        Sql.run(pool, CHECKS, A_CHECK);
        assertAdopted(1, 0);
    }

    @Test
    void alertsAlone() {
        Sql.run(pool, ALERTS, AN_ALERT);
        assertAdopted(0, 1);
        assertThat(Pen.open(new OriginalDatabase(pool).store()).states()).hasSize(1);
    }

    @Test
    void timesWithoutAZone_areUtc_whateverTheSessionsZoneIs() {
        HikariConfig elsewhere = new HikariConfig();
        pool.copyStateTo(elsewhere);
        pool.close();
        elsewhere.setConnectionInitSql("set timezone = 'Australia/Lord_Howe'");
        pool = new HikariDataSource(elsewhere);
        Sql.run(pool, (CHECKS + ";" + ALERTS).replace("WITH TIME ZONE", "WITHOUT TIME ZONE"), A_CHECK, AN_ALERT);
        assertAdopted(1, 1);
        assertThat(Hours.of(new OriginalDatabase(pool).store(), Instant.EPOCH))
                .extracting(HourlyCounts::hour)
                .containsExactly(Instant.parse("2026-03-01T09:00:00Z"));
    }

    @Test
    void noIndexes_areMadeForAsLongAsTheyAreNeeded() {
        Sql.run(
                pool,
                CHECKS,
                A_CHECK,
                "drop index idx_service_timestamp, idx_status_timestamp",
                "create index partial on service_health_checks (timestamp) where status = 'healthy'");
        new OriginalDatabase(pool).open();
        assertThat(Sql.rows(pool, HELPING_INDEXES))
                .containsExactly("idx_healthmon_original_service", "idx_healthmon_original_time");
        assertAdopted(1, 0);
    }

    @Test
    void wideIds_identity_andLongNames() {
        Sql.run(
                pool,
                CHECKS.replace("id SERIAL", "id BIGINT GENERATED BY DEFAULT AS IDENTITY (START WITH 5000000000)")
                        .replace("idx_service_timestamp", "i".repeat(60)),
                A_CHECK);
        assertAdopted(1, 0);
        assertThat(Sql.rows(pool, "select id from service_health_checks")).containsExactly("5000000000");
        assertThat(Sql.rows(pool, "select indexname from pg_indexes where indexname like 'iii%'"))
                .containsExactly("i".repeat(54) + "_original");
    }

    @Test
    void sequenceThatOnlyHasTheName_isRenamedToo() {
        Sql.run(
                pool,
                "create sequence service_health_checks_id_seq",
                CHECKS.replace("id SERIAL", "id INTEGER default nextval('service_health_checks_id_seq')"),
                A_CHECK);
        assertAdopted(1, 0);
        assertThat(Sql.rows(pool, "select pg_get_serial_sequence('service_health_checks', 'id')"))
                .containsExactly("public.service_health_checks_id_seq");
    }

    @Test
    void schemaOfItsOwn() {
        String odd = "\"Odd \"\"schema\"\"\"";
        Sql.run(
                pool,
                "create schema " + odd,
                "set search_path to " + odd + "; " + CHECKS + ";" + ALERTS + ";" + A_CHECK + "; " + AN_ALERT
                        + "; reset search_path");
        PostgresStore store = PostgresStore.builder(pool)
                .schema("Odd \"schema\"")
                .retention(OriginalDatabase.KEPT)
                .clock(OriginalDatabase.CLOCK)
                .build();
        Pen writer = Pen.open(store);
        assertThat(store.history(new HistoryQuery(Optional.empty(), Instant.EPOCH, 10)))
                .hasSize(1);
        assertThat(writer.states().get(0).state().activeAlert().map(Alert::message))
                .contains("down");
        store.close();
    }

    /** Those who drop the original's tables too early keep what is copied. */
    @Test
    void originalsThatAreDroppedBeforeTheEnd_endIt() {
        Sql.run(pool, CHECKS, ALERTS, A_CHECK, AN_ALERT, A_CHECK);
        OriginalDatabase original = new OriginalDatabase(pool).open();
        original.step(1);
        Sql.run(pool, "drop table service_health_checks_original, service_health_alerts_original");
        assertRead(original, 1, 1);
        original.finish(1);
        assertRead(original, 1, 1);
        assertThat(Sql.rows(pool, "select stage from healthmon_adoption")).containsExactly("done");
    }

    @Test
    void alertsThatAreMany_andAllActive_areAdoptedInParts() {
        Sql.run(
                pool,
                ALERTS,
                "insert into service_health_alerts (service_name, severity, message, triggered_at) select 'bot-' || i % 3, 'critical', "
                        + "'down', '2026-02-01T00:00:00Z'::timestamptz + i * interval '1 second' from generate_series(1, "
                        + (3 * AdoptAlerts.AT_ONCE + 1) + ") i");
        new OriginalDatabase(pool).open();
        assertThat(Sql.rows(
                        pool, "select id, service_name from service_health_alerts where status = 'active' order by 1"))
                .containsExactly("1 bot-1", "2 bot-2", "3 bot-0");
        assertThat(Sql.rows(
                        pool, "select count(*), count(*) filter (where kind = 'resolved') from healthmon_alert_event"))
                .containsExactly("11999 5998");
    }

    @Test
    void servicesThatAreMany_haveStatesEach() {
        Sql.run(
                pool,
                CHECKS,
                "insert into service_health_checks (service_name, status, timestamp) select 'bot-' || i % 250, 'healthy', "
                        + "'2026-03-01T00:00:00Z'::timestamptz + i * interval '1 second' from generate_series(1, 1000) i");
        new OriginalDatabase(pool).open();
        assertThat(Sql.rows(pool, "select recovery_streak, count(*) from healthmon_service_state group by 1"))
                .containsExactly("4 250");
    }

    @Test
    void checkThatOurTableRefuses_isLeftOut_andNoOther() {
        Sql.run(
                pool,
                CHECKS,
                "insert into service_health_checks (service_name, status, timestamp) select 'bot', 'healthy', "
                        + "'2026-03-01T00:00:00Z'::timestamptz + i * interval '1 second' from generate_series(1, 100) i");
        OriginalDatabase original = new OriginalDatabase(pool).open();
        Sql.run(
                pool,
                "create function refuse() returns trigger language plpgsql as "
                        + "$$ begin if new.id in (1, 50, 51, 100) then raise sqlstate '22000'; end if; return new; end $$",
                "create trigger refuse before insert on service_health_checks for each row execute function refuse()");
        original.finish(33);
        assertThat(Sql.rows(pool, "select stage, copied, left_out from healthmon_adoption"))
                .containsExactly("done 96 4");
        assertThat(Sql.rows(pool, "select sum(id) from service_health_checks")).containsExactly("4848");
    }

    /** However many are asked for: a page of long ones must fit into the memory. */
    @Test
    void checksThatAreLong_areReadAFewAtATime() {
        Sql.run(
                pool,
                CHECKS,
                "insert into service_health_checks (service_name, status, checks, timestamp) select 'wordy', 'healthy', "
                        + "(select jsonb_object_agg(k, repeat(k::text, 300)) from generate_series(100, 160) k), "
                        + "'2026-03-01T00:00:00Z'::timestamptz + i * interval '1 second' from generate_series(1, 200) i");
        OriginalDatabase original = new OriginalDatabase(pool).open();
        original.step(4_000);
        assertThat(
                        Sql.rows(
                                pool,
                                "select count(*) between 50 and 120, sum(length(checks::text)) < 5000000 from service_health_checks"))
                .containsExactly("t t");
        original.finish(4_000);
        assertThat(Sql.rows(pool, "select count(*) from service_health_checks")).containsExactly("200");
    }
}
