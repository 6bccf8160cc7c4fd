package io.healthmon.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.healthmon.HealthStatus;
import io.healthmon.alert.ServiceState;
import io.healthmon.store.AlertEvent;
import io.healthmon.store.AlertReader.SuppressionQuery;
import io.healthmon.store.AlertStory;
import io.healthmon.store.Pen;
import io.healthmon.store.Step;
import io.healthmon.store.WatchedService;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever a person wrote into the tables around alerts: what is there can be read, and counts. */
class EditedAlertsIT {

    private static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");

    private HikariDataSource pool;
    private PostgresStore store;
    private Pen writer;
    private final WatchedService bot = new WatchedService("stream-bot");

    @BeforeEach
    void open() {
        pool = PostgresServer.NEWEST.newPreparedDatabase().pool();
        store = PostgresStore.builder(pool).retention(Duration.ofDays(7)).build();
        writer = Pen.open(store);
        writer.commit(List.of(bot.step(HealthStatus.UNHEALTHY, T0)));
    }

    @AfterEach
    void close() {
        store.close();
        pool.close();
    }

    private ServiceState state() {
        return writer.states().get(0).state();
    }

    private AlertStory story() {
        return store.story(1).orElseThrow();
    }

    @Test
    void alertResolvedByHand_isResolved_andItsStoryStays() {
        Sql.run(
                pool,
                "update service_health_alerts set status = 'resolved', channels = '{a,NULL,b}', acknowledged_by = 'x'");

        assertThat(state().activeAlert()).isEmpty();
        assertThat(story().alert().alert().active()).isFalse();
        assertThat(story().alert().alert().channels()).containsExactly("a", "b");
        assertThat(story().alert().alert().acknowledgement()).isEmpty();
        assertThat(story().events()).hasSize(1);
    }

    @Test
    void eventsOfNoKnownKind_areLeftOut_othersAreReadAsFarAsTheyGo() {
        Sql.run(
                pool,
                "insert into healthmon_alert_event (alert_id, service_name, kind, at, reason, rule, facts, checks, cause) values "
                        + "(1, 'stream-bot', 'looked at', now(), 'r', null, null, null, null), "
                        + "(1, 'stream-bot', 'changed', now(), 'r', ' ', '[1]', '{\"a\": 1}', null), "
                        + "(1, 'minio', 'suppressed', now(), 'r', null, '{\"a\": {\"b\": 1}}', '[1, {\"at\": \"soon\"}]', 'no such'), "
                        + "(1, 'minio', 'suppressed', now(), 'r', null, null, '[1, {\"at\": \"soon\"}]', 'silence')");

        assertThat(story().events()).hasSize(3);
        assertThat(story().events().get(1).why().rule()).isEqualTo("unrecorded");
        assertThat(story().events().get(2)).isInstanceOf(AlertEvent.KeptBack.class);
        assertThat(store.suppressions(new SuppressionQuery(Optional.empty(), T0, 10)))
                .hasSize(1);
    }

    @Test
    void outboxOfNoKnownContent_isReadAsFarAsItGoes() {
        Sql.run(
                pool,
                "insert into healthmon_outbox (key, channel, service_name, triggered_at, kind, at, content, status) select i::text, "
                        + "'mail', 'stream-bot', triggered_at, case when i = 1 then 'shouted' else 'triggered' end, now(), "
                        + "(array['{}', '[]', '{\"labels\": 1, \"channels\": {}, \"resolved_at\": \"x\"}', 'null', '1'])[i]::json, "
                        + "case when i = 2 then 'lost' else 'pending' end from service_health_alerts, generate_series(1, 5) i",
                "insert into healthmon_delivery (key, channel, service_name, triggered_at, attempt, outcome, at, took_ms, detail) "
                        + "select '3', 'mail', 'stream-bot', triggered_at, -1, outcome, now(), -1, '' from service_health_alerts, "
                        + "unnest(array['sent', 'perhaps']) outcome");

        assertThat(writer.pendingNotifications()).hasSize(3);
        assertThat(story().notifications()).hasSize(3);
        assertThat(story().deliveries()).hasSize(1);
    }

    @Test
    void stateOfNoKnownContent_isReadAsFarAsItGoes() {
        Sql.run(
                pool,
                "update healthmon_service_state set streak_checks = '[{\"at\": 5}, {\"at\": \"2026-03-01T10:00:00Z\"}, 7]', "
                        + "held_cause = 'the moon', held_since = now(), held_by = 'x'");

        assertThat(state().trail().streak()).hasSize(1);
        assertThat(state().held()).isEmpty();
        Step next = new WatchedService("stream-bot", state()).step(HealthStatus.UNHEALTHY, T0.plusSeconds(30));
        writer.commit(List.of(next));
        assertThat(state()).isEqualTo(next.state());
    }
}
