package io.healthmon.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** That reads cost the same however many rows there are: they walk an index and touch only the days they need. */
class QueryPlanIT {

    private static final HikariDataSource POOL =
            PostgresServer.NEWEST.newPreparedDatabase().pool();

    @BeforeAll
    static void fill() {
        Partitions partitions = new Partitions(new Database(POOL, Optional.empty()));
        for (int day = 1; day <= 9; day++) {
            partitions.makeFor(java.util.stream.Stream.of(Instant.parse("2026-03-0" + day + "T00:00:00Z")));
        }
        Sql.run(
                POOL,
                "insert into service_health_checks (service_name, status, timestamp) select 'service-' || i % 100, 'healthy', "
                        + "'2026-03-01T00:00:00Z'::timestamptz + i * interval '15 seconds' from generate_series(0, 50000) i",
                "insert into healthmon_hourly_rollup select 'service-' || s, h, 1, 0, 0, 0, h from generate_series(0, 99) s, "
                        + "generate_series('2026-03-01T00:00:00Z', '2026-03-09T00:00:00Z', interval '1 hour') h",
                "analyze service_health_checks, healthmon_hourly_rollup");
    }

    @AfterAll
    static void close() {
        POOL.close();
    }

    private static String plan(String query) {
        return String.join("\n", Sql.rows(POOL, "explain (analyze, costs off, timing off) " + query));
    }

    @Test
    void historyOfAService_readsTheEndOfItsIndex() {
        assertThat(plan("select * from service_health_checks where timestamp >= '2026-03-08T00:00:00Z' "
                        + "and service_name = 'service-7' order by timestamp desc, id desc limit 20"))
                .contains("service_name_timestamp_idx")
                .doesNotContain("Seq Scan on service_health_checks_p202603", "_p20260307", "_p20260301");
    }

    @Test
    void historyOfAll_readsTheEndOfTheLog() {
        assertThat(plan("select * from service_health_checks where timestamp >= '2026-03-01T00:00:00Z' "
                        + "order by timestamp desc, id desc limit 20"))
                .contains("_pkey")
                .containsPattern("p20260301.*never executed")
                .doesNotContain("Seq Scan on service_health_checks_p202603");
    }

    @Test
    void nextPageOfAll_startsWhereTheLastOneEnded() {
        assertThat(
                        plan(
                                "select * from service_health_checks where timestamp >= '2026-03-01T00:00:00Z' "
                                        + "and (timestamp, id) < ('2026-03-08T00:00:00Z', 40000) order by timestamp desc, id desc limit 20"))
                .containsPattern("Index Cond: .*ROW\\(\"timestamp\", id\\) < ROW")
                .doesNotContain("Sort ", "Seq Scan on service_health_checks_p202603");
    }

    @Test
    void partOfAnHour_isCountedFromTheServicesIndex() {
        assertThat(plan("select count(*) from service_health_checks where service_name = 'service-7' "
                        + "and timestamp >= '2026-03-05T10:00:00Z' and timestamp < '2026-03-05T11:00:00Z'"))
                .contains("_p20260305_service_name_timestamp_idx")
                .doesNotContain("Seq Scan", "_p20260306");
    }

    @Test
    void hours_areSummedFromTheirKey() {
        assertThat(plan("select sum(healthy) from healthmon_hourly_rollup where service_name = 'service-7' "
                        + "and hour >= '2026-03-05T10:00:00Z' and hour < '2026-03-06T10:00:00Z'"))
                .contains("healthmon_hourly_rollup_pkey")
                .doesNotContain("Seq Scan");
    }

    @Test
    void activeAlerts_areReadFromTheirOwnIndex() {
        Sql.run(
                POOL,
                "insert into service_health_alerts (service_name, severity, message, status) "
                        + "select 's', 'warning', 'm', 'resolved' from generate_series(1, 5000)",
                "analyze service_health_alerts");
        assertThat(plan("select count(*) from service_health_alerts where status = 'active'"))
                .contains("idx_healthmon_alert_active");
    }
}
