package io.healthmon.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.healthmon.time.MonitorClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** That no backlog of what has expired is too long to be deleted. */
class DeleteExpiredIT {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final String ROWS = "select (select count(*) from healthmon_hourly_rollup), "
            + "(select count(*) from service_health_alerts), (select count(*) from healthmon_alert_event), "
            + "(select count(*) from healthmon_outbox), (select count(*) from healthmon_delivery)";

    private final HikariDataSource pool =
            PostgresServer.NEWEST.newPreparedDatabase().pool();

    /** Refuses a statement that deletes more than is soon done, as a statement's time-out does in a large table. */
    @BeforeEach
    void fill() {
        Sql.run(
                pool,
                "insert into healthmon_hourly_rollup select 's', '2024-01-01T00:00:00Z'::timestamptz + i * interval '1 hour', "
                        + "1, 0, 0, 0, '2024-01-01T00:00:00Z' from generate_series(1, 8000) i",
                "insert into service_health_alerts (service_name, severity, message, status, triggered_at) select 's', "
                        + "'warning', 'm', case when i = 1 then 'active' else 'resolved' end, '2024-01-01T00:00:00Z' "
                        + "from generate_series(1, 12000) i",
                "insert into healthmon_alert_event (alert_id, service_name, kind, at, severity, message, reason) "
                        + "select id, 's', 'opened', now(), 'warning', 'm', 'r' from service_health_alerts",
                "insert into healthmon_alert_event (service_name, kind, at, reason) select 's', 'suppressed', "
                        + "'2024-01-01T00:00:00Z', 'r' from generate_series(1, 6000)",
                "insert into healthmon_outbox (key, channel, service_name, triggered_at, kind, at, content, status, ended_at) "
                        + "select i::text, 'c', case when i = 1 then 's' else 'gone' end, '2024-01-01T00:00:00Z', 'triggered', "
                        + "'2024-01-01T00:00:00Z', '{}', case when i = 2 then 'pending' else 'sent' end, "
                        + "case when i > 2 or i = 1 then '2024-01-01T00:00:00Z'::timestamptz end from generate_series(1, 6000) i",
                "insert into healthmon_delivery (key, channel, service_name, triggered_at, attempt, outcome, at, took_ms, detail) "
                        + "select key, channel, service_name, triggered_at, 1, 'sent', at, 1, '' from healthmon_outbox",
                "create function too_many() returns trigger language plpgsql as $$ begin if (select count(*) from gone) > "
                        + DeleteExpired.AT_ONCE + " then raise exception 'too many'; end if; return null; end $$",
                "create trigger counts after delete on healthmon_hourly_rollup referencing old table as gone "
                        + "for each statement execute function too_many()",
                "create trigger messages after delete on healthmon_outbox referencing old table as gone "
                        + "for each statement execute function too_many()",
                "create trigger alerts after delete on service_health_alerts referencing old table as gone "
                        + "for each statement execute function too_many()");
    }

    @AfterEach
    void close() {
        pool.close();
    }

    private PostgresStore store(Duration timeOfEachLook) {
        AtomicLong nanos = new AtomicLong();
        return PostgresStore.builder(pool)
                .clock(new MonitorClock() {
                    @Override
                    public Instant wall() {
                        return NOW;
                    }

                    @Override
                    public long nanos() {
                        return nanos.addAndGet(timeOfEachLook.toNanos());
                    }
                })
                .build();
    }

    @Test
    void backlog_isDeletedInParts_butForWhatIsActive() {
        store(Duration.ZERO).maintain(NOW);
        assertThat(Sql.rows(pool, ROWS)).containsExactly("0 1 1 2 1");
    }

    @Test
    void backlog_thatTakesLong_isLeftForTheNextTime() {
        PostgresStore store = store(Duration.ofSeconds(2));
        store.maintain(NOW);
        assertThat(Sql.rows(pool, ROWS)).containsExactly("3000 7000 8000 1000 1000");
        store.maintain(NOW);
        assertThat(Sql.rows(pool, ROWS)).containsExactly("0 2000 2000 2 1");
    }
}
