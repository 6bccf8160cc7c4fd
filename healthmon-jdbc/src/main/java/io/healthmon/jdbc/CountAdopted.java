package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.HEALTHMON_DIRTY_HOUR;
import static io.healthmon.jdbc.generated.Tables.HEALTHMON_HOURLY_ROLLUP;
import static io.healthmon.jdbc.generated.Tables.HEALTHMON_WRITER;
import static org.jooq.impl.SQLDataType.BIGINT;
import static org.jooq.impl.SQLDataType.INSTANT;
import static org.jooq.impl.SQLDataType.VARCHAR;

import io.healthmon.store.StatusCounts;
import io.healthmon.store.UptimeReader.HourlyCounts;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jooq.DSLContext;

/** Sees to it that the original's checks count: the one place where an adoption writes what rollups are made of. */
final class CountAdopted {

    private CountAdopted() {}

    /**
     * Rows were copied into the log. The transaction holds the pen from here on, for which every batch waits: its commit should be all
     * that is left.
     */
    static void copied(DSLContext transaction, List<LogRow> rows) {
        List<HourlyCounts> counts = byHour(rows);
        markDirty(transaction, counts.stream().map(HourlyCounts::hour).toList());
        add(transaction, counts);
    }

    /** Rows are too old to be copied: nothing but the rollups will tell of them. */
    static void old(DSLContext transaction, List<HourlyCounts> counts) {
        add(transaction, counts);
    }

    /** Of hours that are rolled up already, the rollup is no longer what the rows say. */
    private static void markDirty(DSLContext transaction, List<Instant> hours) {
        Instant rolledUpTo = transaction
                .select(HEALTHMON_WRITER.ROLLED_UP_TO)
                .from(HEALTHMON_WRITER)
                .forUpdate()
                .fetchSingle()
                .value1();
        List<Instant> late = hours.stream()
                .filter(hour -> hour.isBefore(rolledUpTo))
                .distinct()
                .sorted()
                .toList();
        if (!late.isEmpty()) {
            transaction.execute("""
                    insert into {0} as dirty (hour) select * from unnest({1})
                    on conflict (hour) do update set version = dirty.version + 1""", HEALTHMON_DIRTY_HOUR, Column.of(late, INSTANT, hour -> hour));
        }
    }

    private static void add(DSLContext transaction, List<HourlyCounts> rows) {
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

    /** In the order of the rollups' key, in which whoever writes several of them locks them. */
    private static List<HourlyCounts> byHour(List<LogRow> rows) {
        Map<String, Map<Instant, StatusCounts>> counts = new TreeMap<>();
        for (LogRow row : rows) {
            counts.computeIfAbsent(row.service(), service -> new TreeMap<>())
                    .merge(
                            row.timestamp().truncatedTo(ChronoUnit.HOURS),
                            StatusCounts.one(CheckRows.status(row.status()), row.timestamp()),
                            StatusCounts::plus);
        }
        return counts.entrySet().stream()
                .flatMap(service -> service.getValue().entrySet().stream()
                        .map(hour -> new HourlyCounts(service.getKey(), hour.getKey(), hour.getValue())))
                .toList();
    }
}
