package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.HEALTHMON_HOURLY_ROLLUP;
import static org.jooq.impl.SQLDataType.BIGINT;
import static org.jooq.impl.SQLDataType.INSTANT;
import static org.jooq.impl.SQLDataType.VARCHAR;

import io.healthmon.evaluate.CheckResult;
import io.healthmon.store.StatusCounts;
import io.healthmon.store.StoredCheck;
import io.healthmon.store.UptimeReader.HourlyCounts;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jooq.DSLContext;

/** Counts checks into their services' hours. */
final class AddToRollups {

    private AddToRollups() {}

    static void run(DSLContext transaction, List<StoredCheck> checks) {
        List<HourlyCounts> rows = byHour(checks);
        transaction.execute(
                """
                insert into {0} as counted (service_name, hour, healthy, degraded, unhealthy, unknown, first_at)
                select * from unnest({1}, {2}, {3}, {4}, {5}, {6}, {7})
                on conflict (service_name, hour) do update set
                  healthy = counted.healthy + excluded.healthy,
                  degraded = counted.degraded + excluded.degraded,
                  unhealthy = counted.unhealthy + excluded.unhealthy,
                  unknown = counted.unknown + excluded.unknown,
                  first_at = least(counted.first_at, excluded.first_at)""",
                HEALTHMON_HOURLY_ROLLUP,
                Column.of(rows, VARCHAR, HourlyCounts::service),
                Column.of(rows, INSTANT, HourlyCounts::hour),
                Column.of(rows, BIGINT, row -> row.counts().healthy()),
                Column.of(rows, BIGINT, row -> row.counts().degraded()),
                Column.of(rows, BIGINT, row -> row.counts().unhealthy()),
                Column.of(rows, BIGINT, row -> row.counts().unknown()),
                Column.of(rows, INSTANT, row -> row.counts().first().orElse(row.hour())));
    }

    private static List<HourlyCounts> byHour(List<StoredCheck> checks) {
        Map<String, Map<Instant, StatusCounts>> counts = new TreeMap<>();
        for (StoredCheck row : checks) {
            CheckResult check = row.check();
            counts.computeIfAbsent(check.service(), service -> new TreeMap<>())
                    .merge(
                            check.timestamp().truncatedTo(ChronoUnit.HOURS),
                            StatusCounts.one(check.evaluation().status(), check.timestamp()),
                            StatusCounts::plus);
        }
        return counts.entrySet().stream()
                .flatMap(service -> service.getValue().entrySet().stream()
                        .map(hour -> new HourlyCounts(service.getKey(), hour.getKey(), hour.getValue())))
                .toList();
    }
}
