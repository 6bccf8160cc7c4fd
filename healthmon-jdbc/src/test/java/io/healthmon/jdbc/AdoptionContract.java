package io.healthmon.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.healthmon.HealthStatus;
import io.healthmon.alert.ServiceState;
import io.healthmon.alert.Transition;
import io.healthmon.check.Checks;
import io.healthmon.store.AlertReader.AlertQuery;
import io.healthmon.store.CheckReader.HistoryQuery;
import io.healthmon.store.Hours;
import io.healthmon.store.Pen;
import io.healthmon.store.RecordedState;
import io.healthmon.store.Step;
import io.healthmon.store.StoredCheck;
import io.healthmon.store.WatchedService;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a database of the original service, with the oddest of what it may hold. */
abstract class AdoptionContract {

    private static final String IN_RETENTION =
            " where timestamp >= '2026-02-22T00:00:00Z' and timestamp < '2027-03-02T10:00:00Z' ";

    private HikariDataSource pool;
    private OriginalDatabase original;

    abstract PostgresServer server();

    @BeforeEach
    void adopt() {
        pool = server().newDatabase().pool();
        OriginalDatabase.make(pool, "alembic.sql", "hostile.sql");
        original = new OriginalDatabase(pool).open();
        original.finish(100);
    }

    @AfterEach
    void close() {
        pool.close();
    }

    private List<StoredCheck> history(String service) {
        return original.store().history(new HistoryQuery(Optional.of(service), Instant.EPOCH, 1_000));
    }

    @Test
    void checksInRetention_areCopiedAsTheyWere_underTheirIds() {
        String columns = "select id, service_name, status, response_time_ms, timestamp from ";
        List<String> copied = Sql.rows(pool, columns + "service_health_checks order by id");
        assertThat(copied)
                .hasSizeGreaterThan(300)
                .isEqualTo(Sql.rows(pool, columns + "service_health_checks_original" + IN_RETENTION + "order by id"));
    }

    @Test
    void whatJsonbRefuses_isCleaned() {
        Map<String, Checks> checks = history("hostile").stream()
                .collect(Collectors.toMap(
                        row -> row.check().timestamp().toString().substring(17),
                        row -> row.check().evaluation().checks(),
                        (one, other) -> other));
        assertThat(checks.get("01Z")).isEqualTo(Checks.stored("{\"nul\":\"a\uFFFDb\",\"\uFFFD\":1}"));
        assertThat(checks.get("02Z")).isEqualTo(Checks.stored("{\"lone\":\"\uFFFD\",\"\uFFFDx\":\"x\uFFFD\"}"));
        assertThat(checks.get("04Z")).isEqualTo(Checks.stored("{\"a\":2,\"\":3,\"💥\":\"💥\"}"));
        assertThat(checks.get("05Z").json()).hasSizeLessThan(200).contains("deep");
        assertThat(checks.get("06Z").json()).hasSizeLessThan(2_000).contains("\"ok\": \"healthy\"");
        assertThat(checks.get("07Z").json()).contains("too long to be kept");
        assertThat(checks.get("08Z").json()).contains("can't be read as JSON");
        assertThat(checks.get("09Z").json()).contains("more left out");
        assertThat(Sql.rows(
                        pool,
                        "select checks from service_health_checks where service_name = 'hostile' and checks ? 'huge'"))
                .containsExactly("{\"huge\": \"1E+400000\", \"tiny\": \"1E-400000\"}");
        assertThat(
                        Sql.rows(
                                pool,
                                "select checks is null, checks from service_health_checks where service_name = 'twins' order by timestamp, id"))
                .containsExactly(
                        "f {\"value\": [1, {\"a\": 2}]}",
                        "f {}",
                        "t null",
                        "f {\"value\": []}",
                        "f {\"value\": \"up\"}");
    }

    @Test
    void olderChecks_areCountedWhereRollupsLast_andNotCopied() {
        List<String> expected = Sql.rows(
                pool,
                "select service_name, extract(epoch from date_trunc('hour', timestamp, 'UTC'))::bigint, "
                        + "count(*) filter (where status ilike 'healthy'), count(*) filter (where status ilike 'degraded'), "
                        + "count(*) filter (where status ilike 'unhealthy'), count(*) filter (where lower(status) not in "
                        + "('healthy', 'degraded', 'unhealthy')), (extract(epoch from min(timestamp)) * 1000000)::bigint "
                        + "from service_health_checks_original where timestamp >= '2025-01-25T10:00:00Z' "
                        + "and timestamp < '2027-03-02T10:00:00Z' group by 1, 2");
        try (PostgresStore store = original.store()) {
            assertThat(counts(store, Instant.EPOCH))
                    .hasSizeGreaterThan(600)
                    .containsExactlyInAnyOrderElementsOf(expected);
            store.maintain(OriginalDatabase.NOW);
            Instant stillHours = OriginalDatabase.NOW.minus(34, ChronoUnit.DAYS);
            assertThat(counts(store, stillHours))
                    .as("rolled up")
                    .isNotEmpty()
                    .allSatisfy(hour -> assertThat(expected).contains(hour));
        }
        assertThat(original.store()
                        .count("old", Instant.EPOCH, OriginalDatabase.NOW)
                        .total())
                .isEqualTo(288);
        assertThat(Sql.rows(pool, "select min(timestamp) >= '2026-02-22T00:00:00Z' from service_health_checks"))
                .containsExactly("t");
    }

    private static List<String> counts(PostgresStore store, Instant from) {
        return Hours.of(store, from).stream()
                .map(hour -> "%s %d %d %d %d %d %d"
                        .formatted(
                                hour.service(),
                                hour.hour().getEpochSecond(),
                                hour.counts().healthy(),
                                hour.counts().degraded(),
                                hour.counts().unhealthy(),
                                hour.counts().unknown(),
                                ChronoUnit.MICROS.between(
                                        Instant.EPOCH, hour.counts().first().orElseThrow())))
                .toList();
    }

    @Test
    void checksWithoutATimeThatAClockGives_areLeftOut_andNumbered() {
        assertThat(Sql.rows(pool, "select stage, left_out, finished_at is not null from healthmon_adoption"))
                .containsExactly("done 3 t");
        assertThat(history("ahead"))
                .extracting(row -> row.check().timestamp().toString())
                .containsExactly("2026-05-05T00:00:00Z", "2026-03-01T11:00:00Z", "2026-03-01T08:00:00Z");
    }

    @Test
    void alerts_keepTheirIds_andWordsOurReadersKnow() {
        assertThat(Sql.rows(
                        pool,
                        "select id, service_name, severity, left(message, 20), length(message), status, resolved_at "
                                + "from service_health_alerts order by id"))
                .containsExactly(
                        "1 stream-bot critical Service stream-bot i 31 resolved 2026-02-20 10:05:00+00",
                        "2 stream-bot critical Service stream-bot i 30 resolved 2026-03-01 10:00:00+00",
                        "3 stream-bot critical Service stream-bot i 31 active null",
                        "4 stream-bot critical Service stream-bot i 31 resolved 2026-03-01 10:00:00+00",
                        "5 discord-bot warning " + "💥".repeat(20) + " 500 resolved null",
                        "6 gone apocalyptic  0 active null",
                        "7 Weird Näme / ☃ ';-- warning weird 5 resolved 2026-02-22 00:00:00+00",
                        "9 old warning old, and active 15 active null",
                        "10 ahead warning never 5 resolved null");
        assertThat(original.store().alerts(new AlertQuery(Optional.empty(), Optional.empty(), 100)))
                .hasSize(9);
        assertThat(original.store().activeAlerts()).isEqualTo(3);
    }

    @Test
    void alertEvents_sayWhereTheyComeFrom() {
        assertThat(
                        Sql.rows(
                                pool,
                                "select alert_id, kind, at, reason from healthmon_alert_event where alert_id in (1, 2, 3, 4) order by id"))
                .containsExactly(
                        "1 triggered 2026-02-20 10:00:00+00 recorded by the original service",
                        "1 resolved 2026-02-20 10:05:00+00 recorded by the original service",
                        "2 triggered 2026-02-28 10:00:05+00 recorded by the original service",
                        "2 resolved 2026-03-01 10:00:00+00 a duplicate of alert 3, which was active already",
                        "3 triggered 2026-02-28 10:00:00+00 recorded by the original service",
                        "4 triggered 2026-02-28 10:00:00+00 recorded by the original service",
                        "4 resolved 2026-03-01 10:00:00+00 a duplicate of alert 3, which was active already");
    }

    @Test
    void states_areWhatTheStandardPolicyWouldHaveMade() {
        Map<String, RecordedState> states = Pen.open(original.store()).states().stream()
                .collect(Collectors.toMap(state -> state.state().service(), Function.identity()));
        assertThat(states).hasSize(10).containsKey("last");

        RecordedState bot = states.get("stream-bot");
        assertThat(bot.checkId().orElseThrow() + "")
                .isEqualTo(Sql.rows(
                                pool,
                                "select id from service_health_checks_original where service_name = 'stream-bot' "
                                        + "order by timestamp desc limit 1")
                        .get(0));
        assertThat(bot.state().lastCheck().orElseThrow().timestamp()).isEqualTo(Instant.parse("2026-03-01T09:59:30Z"));
        assertThat(bot.state().status()).isEqualTo(HealthStatus.HEALTHY);
        assertThat(bot.state().recoveryStreak()).isEqualTo(3);
        assertThat(bot.state().failureStreak()).isZero();
        assertThat(bot.state().since()).contains(Instant.parse("2026-03-01T06:59:30Z"));
        assertThat(bot.state().activeAlert().orElseThrow().triggeredAt())
                .isEqualTo(Instant.parse("2026-02-28T10:00:00Z"));

        assertThat(states.get("last").state().failureStreak()).isEqualTo(1);
        assertThat(states.get("gone").state().lastCheck()).isEmpty();
        assertThat(states.get("gone").state().activeAlert()).isPresent();
        assertThat(states.get("ahead").state().lastCheck().orElseThrow().timestamp())
                .as("a check that lies ahead would hold up those to come")
                .isEqualTo(Instant.parse("2026-03-01T08:00:00Z"));
    }

    @Test
    void activeAlert_isTheOneThatAMonitorGoesOnWith() {
        PostgresStore store = original.store();
        Pen writer = Pen.open(store);
        WatchedService bot = new WatchedService("stream-bot", state(writer, "stream-bot"));
        Step step = bot.step(HealthStatus.HEALTHY, OriginalDatabase.NOW.plusSeconds(1));
        assertThat(step.transitions()).extracting(Transition::kind).containsExactly(Transition.Kind.RESOLVED);

        assertThat(writer.commit(List.of(step)).get(0).alertId()).hasValue(3);

        assertThat(Sql.rows(pool, "select id, status, resolved_at from service_health_alerts where id = 3"))
                .containsExactly("3 resolved 2026-03-01 10:00:01+00");
    }

    private static ServiceState state(Pen writer, String service) {
        return writer.states().stream()
                .map(RecordedState::state)
                .filter(state -> state.service().equals(service))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void newRows_haveIdsBehindTheOriginals() {
        Pen.open(original.store());
        Sql.run(
                pool,
                "INSERT INTO service_health_checks (service_name, status, checks, response_time_ms, timestamp) "
                        + "VALUES ('stream-bot', 'healthy', '{\"database\": \"healthy\"}'::JSON, 45, '2026-03-01T10:00:01Z'::TIMESTAMPTZ)",
                "INSERT INTO service_health_alerts (service_name, severity, message, status, triggered_at) "
                        + "VALUES ('minio', 'warning', 'Service minio is degraded', 'active', '2026-03-01T10:00:01Z')");
        assertThat(Sql.rows(pool, "select max(id) from service_health_checks")).containsExactly("2147483648");
        assertThat(Sql.rows(pool, "select max(id) from service_health_alerts")).containsExactly("11");
    }

    @Test
    void again_changesNothing() {
        List<List<String>> once = OriginalDatabase.outcome(pool);
        new OriginalDatabase(pool).open().finish(7);
        assertThat(OriginalDatabase.outcome(pool)).isEqualTo(once);
    }

    @Test
    void tablesOfTheOriginal_stayUnderAnotherName_withAllThatIsInThem() {
        assertThat(Sql.rows(pool, "select count(*), max(id) from service_health_checks_original"))
                .containsExactly("1388 2147483647");
        assertThat(Sql.rows(pool, "select count(*) from service_health_alerts_original"))
                .containsExactly("10");
        assertThat(Sql.rows(pool, "select indexname from pg_indexes where tablename like '%_original' order by 1"))
                .containsExactly(
                        "idx_alert_service_status_original",
                        "idx_alert_triggered_original",
                        "idx_service_timestamp_original",
                        "idx_status_timestamp_original",
                        "ix_service_health_alerts_service_name_original",
                        "ix_service_health_alerts_status_original",
                        "ix_service_health_checks_service_name_original",
                        "ix_service_health_checks_timestamp_original",
                        "service_health_alerts_pkey_original",
                        "service_health_checks_pkey_original");
    }

    @Test
    void tablesOfOthers_areLeftAlone() {
        assertThat(Sql.rows(pool, "select version_num from alembic_version")).containsExactly("011");
        assertThat(Sql.rows(pool, "select id, username from users")).containsExactly("1 admin");
        assertThat(Sql.rows(pool, "select indexname from pg_indexes where tablename = 'users' order by 1"))
                .containsExactly("ix_users_username", "users_pkey");
    }
}
