package io.healthmon.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.healthmon.store.AlertReader.SuppressionQuery;
import io.healthmon.store.AlertStory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.ExecuteListener;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** That what is told of alerts and what is still to be sent is found by an index, however much there was. */
class AlertPlansIT {

    private static final HikariDataSource POOL =
            PostgresServer.NEWEST.newPreparedDatabase().pool();

    @BeforeAll
    static void fill() {
        Sql.run(
                POOL,
                "insert into service_health_alerts (id, service_name, severity, message, status, triggered_at) select i, "
                        + "'service-' || i % 100, 'warning', 'm', case when i % 10000 = 0 then 'active' else 'resolved' end, "
                        + "'2026-01-01T00:00:00Z'::timestamptz + i * interval '1 minute' from generate_series(1, 20000) i",
                "insert into healthmon_alert_event (alert_id, service_name, kind, at, severity, message, reason, cause) select id, "
                        + "service_name, kind, triggered_at, severity, message, '', case when kind = 'suppressed' then 'dependency' end "
                        + "from service_health_alerts, unnest(array['triggered', 'suppressed', 'resolved']) kind order by triggered_at",
                "insert into healthmon_outbox (key, channel, service_name, triggered_at, kind, at, content, status, digest) select "
                        + "id || kind, 'c', service_name, triggered_at, kind, triggered_at, '{}', "
                        + "case when id % 5000 = 0 and kind = 'resolved' then 'pending' else 'sent' end, 'd' "
                        + "from service_health_alerts, unnest(array['triggered', 'resolved']) kind order by id",
                "insert into healthmon_delivery (key, channel, service_name, triggered_at, attempt, outcome, at, took_ms, detail) "
                        + "select key, channel, service_name, triggered_at, 1, 'sent', at, 1, '' from healthmon_outbox",
                "analyze service_health_alerts, healthmon_alert_event, healthmon_outbox, healthmon_delivery");
    }

    @AfterAll
    static void close() {
        POOL.close();
    }

    /** What a read does, explained query by query. */
    private static String explained(Consumer<DSLContext> read) {
        List<String> queries = new ArrayList<>();
        DefaultConfiguration configuration = new DefaultConfiguration();
        configuration.set(POOL).set(SQLDialect.POSTGRES).set(new Settings().withRenderSchema(false));
        configuration.set(ExecuteListener.onExecuteStart(
                context -> queries.add(DSL.using(SQLDialect.POSTGRES).renderInlined(context.query()))));
        read.accept(DSL.using(configuration));
        return queries.stream()
                .map(query -> String.join("\n", Sql.rows(POOL, "explain (analyze, costs off, timing off) " + query)))
                .collect(Collectors.joining("\n\n"));
    }

    @Test
    void story_isFoundByItsAlert() {
        String plans = explained(context -> {
            AlertStory story = SelectStory.run(context, 7_777).orElseThrow();
            assertThat(story.events()).hasSize(3);
            assertThat(story.notifications()).hasSize(2);
            assertThat(story.deliveries()).hasSize(2);
        });
        assertThat(plans)
                .contains(
                        "service_health_alerts_pkey",
                        "idx_healthmon_alert_event_alert",
                        "idx_healthmon_outbox_alert",
                        "idx_healthmon_delivery_alert")
                .doesNotContain("Seq Scan");
    }

    @Test
    void whatIsPending_isFoundByItsOwnIndex() {
        String plans =
                explained(context -> assertThat(SelectOutbox.pending(context)).hasSize(4));
        assertThat(plans).contains("idx_healthmon_outbox_pending").doesNotContain("Seq Scan");
    }

    @Test
    void openDigests_areFoundFromWhatIsActiveOrPending() {
        String plans = explained(
                context -> assertThat(SelectOutbox.openDigests(context)).hasSize(4));
        assertThat(plans)
                .contains("idx_healthmon_alert_active", "idx_healthmon_outbox_pending", "idx_healthmon_outbox_alert")
                .doesNotContain("Seq Scan");
    }

    @Test
    void suppressions_areReadFromTheEndOfAnIndex() {
        Instant since = Instant.parse("2026-01-01T00:00:00Z");
        String all = explained(context -> assertThat(
                        SelectSuppressions.run(context, new SuppressionQuery(Optional.empty(), since, 20)))
                .hasSize(20));
        String one = explained(context -> assertThat(
                        SelectSuppressions.run(context, new SuppressionQuery(Optional.of("service-7"), since, 20)))
                .hasSize(20));
        assertThat(all).contains("idx_healthmon_alert_event_at").doesNotContain("Seq Scan");
        assertThat(one).contains("idx_healthmon_alert_event_service").doesNotContain("Seq Scan");
    }
}
