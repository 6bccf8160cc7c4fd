package io.healthmon.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.healthmon.HealthStatus;
import io.healthmon.alert.Severity;
import io.healthmon.check.Checks;
import io.healthmon.check.Reason;
import io.healthmon.store.AlertReader.AlertQuery;
import io.healthmon.store.CheckReader.HistoryQuery;
import io.healthmon.store.Pen;
import io.healthmon.store.StoredAlert;
import io.healthmon.store.StoredCheck;
import io.healthmon.store.WatchedService;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The commission's tables, and the SQL that its users have. */
class SeedSchemaIT {

    private static final String COLUMNS =
            "select column_name, data_type, character_maximum_length, is_nullable, column_default "
                    + "from information_schema.columns where table_name = '%s' order by ordinal_position";

    private HikariDataSource pool;
    private PostgresStore store;
    private Pen writer;

    @BeforeEach
    void open() {
        pool = PostgresServer.NEWEST.newDatabase().pool();
        store = PostgresStore.builder(pool).build();
        writer = Pen.open(store);
    }

    @AfterEach
    void close() {
        store.close();
        pool.close();
    }

    private List<StoredCheck> history() {
        return store.history(new HistoryQuery(Optional.empty(), Instant.EPOCH, 100));
    }

    private List<StoredAlert> alerts() {
        return store.alerts(new AlertQuery(Optional.empty(), Optional.empty(), 100));
    }

    @Test
    void columns_areTheSeeds_exceptThatIdsAreWider() {
        assertThat(Sql.rows(pool, COLUMNS.formatted("service_health_checks")))
                .startsWith(
                        "id bigint null NO nextval('service_health_checks_id_seq'::regclass)",
                        "service_name character varying 100 NO null",
                        "status character varying 20 NO null",
                        "checks jsonb null YES null",
                        "response_time_ms integer null YES null",
                        "timestamp timestamp with time zone null NO now()")
                .allSatisfy(column -> assertThat(column).containsAnyOf("YES", " NO "));
        assertThat(Sql.rows(pool, COLUMNS.formatted("service_health_alerts")))
                .startsWith(
                        "id bigint null NO nextval('service_health_alerts_id_seq'::regclass)",
                        "service_name character varying 100 NO null",
                        "severity character varying 20 NO null",
                        "message character varying 500 NO null",
                        "status character varying 20 NO 'active'::character varying",
                        "triggered_at timestamp with time zone null NO now()",
                        "resolved_at timestamp with time zone null YES null")
                .filteredOn(column -> column.endsWith(" NO null"))
                .as("of what the seed's INSERT has to give, nothing is ours")
                .hasSize(3);
    }

    @Test
    void indexes_areTheSeeds() {
        assertThat(Sql.rows(
                        pool, "select indexname, indexdef from pg_indexes where tablename like 'service_health_%s'"))
                .anyMatch(index ->
                        index.startsWith("idx_service_timestamp ") && index.endsWith("(service_name, \"timestamp\")"))
                .anyMatch(
                        index -> index.startsWith("idx_status_timestamp ") && index.endsWith("(status, \"timestamp\")"))
                .anyMatch(index ->
                        index.startsWith("idx_alert_service_status ") && index.endsWith("(service_name, status)"))
                .anyMatch(index -> index.startsWith("idx_alert_triggered ") && index.endsWith("(triggered_at)"));
    }

    @Test
    void seedsInserts_fillInIdsAndTimes_andAreRead() {
        Sql.run(
                pool,
                "INSERT INTO service_health_checks (service_name, status, checks, response_time_ms) "
                        + "VALUES ('stream-bot', 'healthy', '{\"database\": \"healthy\"}', 45)",
                "INSERT INTO service_health_checks (service_name, status) VALUES ('minio', 'unhealthy')",
                "INSERT INTO service_health_alerts (service_name, severity, message) VALUES ('minio', 'warning', 'down')");
        assertThat(history()).extracting(row -> row.check().service()).containsExactly("minio", "stream-bot");
        StoredCheck bot = history().get(1);
        assertThat(bot.id()).isPositive();
        assertThat(bot.check().responseTimeMillis()).isEqualTo(45);
        assertThat(bot.check().evaluation().checks()).isEqualTo(Checks.stored("{\"database\":\"healthy\"}"));
        assertThat(alerts()).extracting(row -> row.alert().severity()).containsExactly(Severity.WARNING);
        assertThat(store.activeAlerts()).isEqualTo(1);
    }

    @Test
    void rowsBroughtAlongFromEarlier_findRoom() {
        Sql.run(
                pool,
                "INSERT INTO service_health_checks (service_name, status, timestamp) VALUES "
                        + "('stream-bot', 'healthy', now() - interval '1 day'), "
                        + "('stream-bot', 'degraded', now() - interval '29 days')");
        assertThat(history()).hasSize(2);
    }

    @Test
    void rowsThatOnlyAPersonWouldWrite_areReadAllTheSame() {
        Sql.run(
                pool,
                "insert into service_health_checks (service_name, status, checks, response_time_ms, reason) values "
                        + "('a', 'UP!', 'null', -5, 'Not A Code'), ('b', '', '[1]', null, null), ('c', 'Healthy', null, 1, 'x')",
                "insert into service_health_alerts (service_name, severity, message, status) values "
                        + "('a', 'apocalyptic', '', 'resolved')");
        assertThat(history())
                .extracting(row -> row.check().evaluation().status())
                .containsExactly(HealthStatus.HEALTHY, HealthStatus.UNKNOWN, HealthStatus.UNKNOWN);
        assertThat(history())
                .extracting(row -> row.check().evaluation().reason())
                .containsExactly(
                        Optional.empty(), Optional.of(new Reason("unrecorded")), Optional.of(new Reason("unrecorded")));
        assertThat(history())
                .allSatisfy(row -> assertThat(row.check().evaluation().checks()).isEqualTo(Checks.empty()));
        assertThat(alerts().get(0).alert().severity()).isEqualTo(Severity.WARNING);
        assertThat(alerts().get(0).alert().active()).isFalse();
    }

    @Test
    void latestPerService_asTheOriginalAsked_givesWhatWasRecorded() {
        WatchedService bot = new WatchedService("stream-bot");
        Instant now = Instant.parse("2026-03-01T10:00:00Z");
        writer.commit(
                List.of(bot.step(HealthStatus.UNHEALTHY, now), bot.step(HealthStatus.HEALTHY, now.plusSeconds(30))));
        assertThat(Sql.rows(
                        pool,
                        "SELECT c.service_name, c.status, c.checks->>'database' FROM service_health_checks c JOIN "
                                + "(SELECT service_name, max(timestamp) AS newest FROM service_health_checks GROUP BY service_name) n "
                                + "ON c.service_name = n.service_name AND c.timestamp = n.newest"))
                .containsExactly("stream-bot healthy healthy");
        assertThat(Sql.rows(pool, "SELECT status, resolved_at IS NOT NULL FROM service_health_alerts"))
                .containsExactly("resolved t");
    }

    @Test
    void alertResolvedByHand_isNoLongerTheServicesAlert() {
        WatchedService bot = new WatchedService("stream-bot");
        writer.commit(List.of(bot.step(HealthStatus.UNHEALTHY, Instant.parse("2026-03-01T10:00:00Z"))));
        assertThat(writer.states().get(0).state().activeAlert()).isPresent();
        Sql.run(pool, "update service_health_alerts set status = 'resolved', resolved_at = now()");
        assertThat(writer.states().get(0).state().activeAlert()).isEmpty();
        Sql.run(pool, "delete from service_health_alerts");
        assertThat(writer.states()).hasSize(1);
    }

    /** People and other programs insert alerts too: a resolved one of the same moment is not the one that goes on. */
    @Test
    void alertOfTheSameMoment_thatIsResolved_isNotTakenForTheActiveOne() {
        WatchedService bot = new WatchedService("stream-bot");
        Instant now = Instant.parse("2026-03-01T10:00:00Z");
        Sql.run(
                pool,
                "insert into service_health_alerts (service_name, severity, message, status, triggered_at, resolved_at) values "
                        + "('stream-bot', 'critical', 'by hand', 'resolved', '2026-03-01T10:00:00Z', '2026-03-01T10:00:00Z'), "
                        + "('stream-bot', 'critical', 'by hand', 'active', '2026-03-01T10:00:00Z', null)");
        writer.commit(List.of(bot.step(HealthStatus.UNHEALTHY, now)));
        writer.commit(List.of(bot.step(HealthStatus.HEALTHY, now.plusSeconds(1))));
        assertThat(Sql.rows(
                        pool,
                        "select id, status, extract(epoch from resolved_at - triggered_at)::int "
                                + "from service_health_alerts order by id"))
                .containsExactly("1 resolved 0", "2 resolved 1");
    }

    @Test
    void alertEvents_tellEachStepOfAnAlert() {
        WatchedService bot = new WatchedService("stream-bot");
        Instant now = Instant.parse("2026-03-01T10:00:00Z");
        writer.commit(List.of(
                bot.step(HealthStatus.DEGRADED, now),
                bot.step(HealthStatus.UNHEALTHY, now.plusSeconds(1)),
                bot.step(HealthStatus.HEALTHY, now.plusSeconds(2))));
        assertThat(
                        Sql.rows(
                                pool,
                                "select kind, e.severity, e.message, extract(epoch from at - triggered_at)::int, reason "
                                        + "from healthmon_alert_event e join service_health_alerts a on a.id = alert_id order by e.id"))
                .satisfiesExactly(
                        row -> assertThat(row)
                                .startsWith(
                                        "triggered critical Service stream-bot is degraded: it says degraded 0 1 check not"),
                        row -> assertThat(row)
                                .startsWith(
                                        "changed critical Service stream-bot is unhealthy: it says unhealthy 1 was: "),
                        row -> assertThat(row).startsWith("resolved critical ").contains(" 2 1 healthy check; "));
    }
}
