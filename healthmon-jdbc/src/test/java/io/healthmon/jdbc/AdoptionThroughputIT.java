package io.healthmon.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.healthmon.HealthStatus;
import io.healthmon.store.Pen;
import io.healthmon.store.WatchedService;
import io.healthmon.time.MonitorClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Eleven days of a homelab of six services, copied while a monitor writes. The figures are for the reader of the build's log. */
@Isolated("it measures")
class AdoptionThroughputIT {

    private static final Logger LOG = LoggerFactory.getLogger(AdoptionThroughputIT.class);

    private static final int ROWS = 200_000;
    private static final int AT_ONCE = 20_000;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Stopped, but for the time that steps take. */
    private static final MonitorClock CLOCK = new MonitorClock() {
        @Override
        public Instant wall() {
            return OriginalDatabase.NOW;
        }

        @Override
        public long nanos() {
            return MonitorClock.system().nanos();
        }
    };

    @Test
    void twoHundredThousandChecks_areCopiedBesideAWriter() {
        try (HikariDataSource pool = PostgresServer.NEWEST.newDatabase().pool();
                PostgresStore store = PostgresStore.builder(pool).clock(CLOCK).build()) {
            OriginalDatabase.make(pool, "alembic.sql");
            for (int from = ROWS; from > 0; from -= AT_ONCE) {
                Sql.run(
                        pool,
                        "insert into service_health_checks (service_name, status, checks, response_time_ms, timestamp) select 'service-' "
                                + "|| i % 6, case when i % 50 = 0 then 'degraded' else 'healthy' end, '{\"database\": \"healthy\", "
                                + "\"oauth_storage\": \"healthy\", \"token_refresh_service\": \"running\", \"bot_manager\": \"running\", "
                                + "\"platforms\": {\"twitch\": \"connected\", \"youtube\": \"connected\", \"kick\": \"disconnected\"}}', "
                                + "i % 100, '2026-03-01T09:59:59Z'::timestamptz - i * interval '5 seconds' from generate_series("
                                + from + ", " + (from - AT_ONCE + 1) + ", -1) i");
            }
            Sql.run(pool, "analyze service_health_checks");
            long begun = CLOCK.nanos();
            Pen writer = Pen.open(store);
            long opened = CLOCK.nanos();
            List<Long> commits = commitUntilDone(pool, writer);
            long done = CLOCK.nanos();

            assertThat(Sql.rows(pool, "select copied, counted, left_out from healthmon_adoption"))
                    .containsExactly(ROWS + " 0 0");
            assertThat(Duration.ofNanos(done - begun)).isLessThan(PATIENCE);
            LOG.warn(
                    "{} checks adopted: the writer was open after {} ms, all were copied {} ms later, {} a second; {} commits meanwhile, "
                            + "the median took {} ms, the longest {} ms",
                    ROWS,
                    (opened - begun) / 1_000_000,
                    (done - opened) / 1_000_000,
                    ROWS * 1_000_000_000L / (done - opened),
                    commits.size(),
                    commits.get(commits.size() / 2) / 1_000_000.0,
                    commits.get(commits.size() - 1) / 1_000_000.0);
        }
    }

    private static List<Long> commitUntilDone(HikariDataSource pool, Pen writer) {
        WatchedService fresh = new WatchedService("fresh");
        List<Long> took = new ArrayList<>();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(() -> {
            long begun = CLOCK.nanos();
            writer.commit(List.of(fresh.step(HealthStatus.HEALTHY, OriginalDatabase.NOW.plusMillis(took.size()))));
            took.add(CLOCK.nanos() - begun);
            return Sql.rows(pool, "select stage from healthmon_adoption").get(0).equals("done");
        });
        Collections.sort(took);
        return took;
    }
}
