package io.healthmon.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.healthmon.store.SeriesReader.SeriesQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.ExecuteListener;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConfiguration;
import org.jspecify.annotations.Nullable;
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
                "insert into healthmon_hourly_rollup select 'service-' || s, h, 1, 0, 0, 0, h, '\\x010a' from "
                        + "generate_series('2026-02-26T00:00:00Z', '2026-03-09T08:00:00Z', interval '1 hour') h, "
                        + "generate_series(0, 99) s order by h",
                "insert into healthmon_daily_rollup select 'service-' || s, d, 1, 0, 0, 0, d, '\\x010a' from "
                        + "generate_series('2025-12-01', '2026-02-25', interval '1 day') d, generate_series(0, 99) s order by d",
                "update healthmon_writer set closed_to = '2026-03-09T09:00:00Z', dropped_to = '2026-03-01T00:00:00Z'",
                "analyze service_health_checks, healthmon_hourly_rollup, healthmon_daily_rollup");
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

    private static final Instant NOW = Instant.parse("2026-03-09T10:20:00Z");

    /** What a read does, explained query by query. */
    private static String explained(Consumer<DSLContext> read) {
        List<String> queries = new ArrayList<>();
        DefaultConfiguration configuration = new DefaultConfiguration();
        configuration.set(POOL).set(SQLDialect.POSTGRES).set(new Settings().withRenderSchema(false));
        configuration.set(ExecuteListener.onExecuteStart(
                context -> queries.add(DSL.using(SQLDialect.POSTGRES).renderInlined(context.query()))));
        read.accept(DSL.using(configuration));
        return queries.stream()
                .map(query -> String.join(
                        "\n",
                        Sql.rows(POOL, "explain (analyze, buffers, costs off, timing off, summary off) " + query)))
                .collect(Collectors.joining("\n\n"));
    }

    /** Of the topmost step of each query, which counts those of the steps below it. */
    private static int buffers(String plans) {
        return Pattern.compile("(?m)^  Buffers: shared(?: hit=(\\d+))?(?: read=(\\d+))?")
                .matcher(plans)
                .results()
                .mapToInt(match -> number(match.group(1)) + number(match.group(2)))
                .sum();
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    @Test
    void uptimeOfADay_isReadFromTwoDaysIndexesAndTheRollupsKey() {
        String plans =
                explained(context -> CountChecks.run(context, "service-7", NOW.minus(Duration.ofHours(24)), NOW));
        assertThat(plans)
                .contains("_p20260308_service_name_timestamp_idx", "_p20260309_service_name_timestamp_idx")
                .contains("healthmon_hourly_rollup_pkey")
                .doesNotContain("Seq Scan on service_health_checks", "Seq Scan on healthmon_hourly")
                .doesNotContain("_p20260307", "_p20260310");
        assertThat(buffers(plans)).isBetween(5, 60);
    }

    @Test
    void uptimeOfManyDays_isReadFromRollups() {
        String plans =
                explained(context -> CountChecks.run(context, "service-7", NOW.minus(Duration.ofDays(100)), NOW));
        assertThat(plans)
                .contains("healthmon_hourly_rollup_pkey", "healthmon_daily_rollup_pkey")
                .doesNotContain(
                        "Seq Scan on service_health_checks",
                        "Seq Scan on healthmon_hourly",
                        "Seq Scan on healthmon_daily",
                        "_p20260308");
        assertThat(buffers(plans))
                .as("a page for each hour and day, and few more")
                .isBetween(300, 400);
    }

    @Test
    void responseTimes_areReadFromTheSameFewPlaces() {
        String plans =
                explained(context -> SelectLatencies.run(context, "service-7", NOW.minus(Duration.ofHours(24)), NOW));
        assertThat(plans)
                .doesNotContain("Seq Scan on service_health_checks", "Seq Scan on healthmon_hourly", "_p20260307");
        assertThat(buffers(plans)).isBetween(5, 60);
    }

    private static String series(Duration span, Duration width) {
        return explained(
                context -> SelectSeries.run(context, new SeriesQuery("service-7", NOW.minus(span), NOW, width)));
    }

    @Test
    void seriesOfADayInMinutes_isReadFromTwoDaysIndexesAlone() {
        String plans = series(Duration.ofDays(1), Duration.ofMinutes(5));
        assertThat(plans)
                .contains("_p20260308_service_name_timestamp_idx", "_p20260309_service_name_timestamp_idx")
                .doesNotContain("Seq Scan on service_health_checks", "_p20260307", "_p20260310");
        assertThat(buffers(plans)).as("a page for each check at most").isBetween(5, 100);
    }

    @Test
    void seriesOfAQuarter_isReadFromRollups() {
        String plans = series(Duration.ofDays(90), Duration.ofDays(1));
        assertThat(plans)
                .contains("healthmon_hourly_rollup_pkey", "healthmon_daily_rollup_pkey")
                .doesNotContain(
                        "Seq Scan on service_health_checks",
                        "Seq Scan on healthmon_hourly",
                        "Seq Scan on healthmon_daily",
                        "_p20260308");
        assertThat(buffers(plans))
                .as("a page for each hour and day, and few more")
                .isBetween(300, 400);
    }

    @Test
    void someServicesOfAnHour_areRolledUpFromTheirRowsAlone() {
        Instant hour = Instant.parse("2026-03-05T10:00:00Z");
        String plans =
                explained(context -> assertThat(RollupsFromRows.run(context, hour, Optional.of("service-30"), 10))
                        .hasSize(10));
        assertThat(plans)
                .contains("_p20260305_service_name_timestamp_idx")
                .doesNotContain("Seq Scan on service_health_checks", "_pkey", "_p20260306");
        assertThat(buffers(plans))
                .as("the index for each service, and its rows")
                .isLessThan(20 * 10);
    }

    @Test
    void hoursThatAreFolded_areFoundByTheirKey_serviceByService() {
        Instant day = Instant.parse("2026-02-26T00:00:00Z");
        String plans = explained(context -> assertThat(FoldDay.run(context, day, day.plus(Duration.ofDays(1))))
                .isTrue());
        assertThat(plans)
                .contains("Delete on healthmon_hourly_rollup", "Tid Scan", "healthmon_hourly_rollup_pkey")
                .doesNotContain("Seq Scan on healthmon_hourly");
    }

    @Test
    void hoursWithRows_areFoundByOneStepEach() {
        String plans = explained(context -> assertThat(
                        SelectHoursWithRows.run(context, Instant.EPOCH, Instant.parse("2026-03-02T00:00:00Z"), 100))
                .hasSize(24));
        assertThat(plans).contains("_p20260301_pkey").doesNotContain("Seq Scan on service_health_checks_p202603");
        assertThat(buffers(plans)).isLessThan(24 * 8);
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
