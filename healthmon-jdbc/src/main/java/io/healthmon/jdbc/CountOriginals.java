package io.healthmon.jdbc;

import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.lower;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.SQLDataType.INSTANT;
import static org.jooq.impl.SQLDataType.INTEGER;
import static org.jooq.impl.SQLDataType.VARCHAR;

import io.healthmon.HealthStatus;
import io.healthmon.store.StatusCounts;
import io.healthmon.store.UptimeReader.HourlyCounts;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;

/** Counts checks in the original's log that no rollup counts yet, per service and hour. */
final class CountOriginals {

    private static final Field<Integer> ALL = count().as("all_of_them");
    private static final Field<Integer> HEALTHY = countOf(HealthStatus.HEALTHY);
    private static final Field<Integer> DEGRADED = countOf(HealthStatus.DEGRADED);
    private static final Field<Integer> UNHEALTHY = countOf(HealthStatus.UNHEALTHY);
    private static final Field<Integer[]> MILLIS = field(
            "array_agg(o.response_time_ms::integer) filter (where o.response_time_ms is not null)",
            INTEGER.getArrayDataType());
    private static final Field<Instant> FIRST = field(name("first_at"), INSTANT);

    private CountOriginals() {}

    /** A service's, in a time. */
    static StatusCounts of(DSLContext context, OriginalChecks originals, String service, Instant from, Instant to) {
        return context.select(counts(originals))
                .from(originals.table())
                .where(
                        originals.notDone(),
                        originals.counted(),
                        originals.of(service),
                        originals.since(val(from, INSTANT)),
                        originals.before(val(to, INSTANT)))
                .fetchSingle(CountOriginals::counted);
    }

    /** Of every hour since {@code from}, the whole hour that it lies in. */
    static List<HourlyCounts> since(DSLContext context, OriginalChecks originals, Instant from) {
        Field<Instant> hour = field("date_trunc('hour', {0}, 'UTC')", INSTANT, originals.instant())
                .as("hour");
        return context.select(OriginalChecks.SERVICE, hour)
                .select(counts(originals))
                .from(originals.table())
                .where(
                        originals.notDone(),
                        originals.counted(),
                        originals.since(val(from.truncatedTo(ChronoUnit.HOURS), INSTANT)))
                .groupBy(field("1"), field("2"))
                .fetch(row -> new HourlyCounts(row.get(OriginalChecks.SERVICE), row.get(hour), counted(row)));
    }

    /** What they come to in each hour since {@code from}, response times included. */
    static Collection<Rollup> rollups(DSLContext context, OriginalChecks originals, Instant from) {
        Field<Instant> hour = field("date_trunc('hour', {0}, 'UTC')", INSTANT, originals.instant())
                .as("hour");
        Map<String, Map<Instant, Rollup>> rollups = new TreeMap<>();
        context.select(
                        OriginalChecks.SERVICE,
                        hour,
                        OriginalChecks.STATUS,
                        ALL,
                        min(originals.instant()).as(FIRST),
                        MILLIS)
                .from(originals.table())
                .where(
                        originals.notDone(),
                        originals.counted(),
                        originals.since(val(from.truncatedTo(ChronoUnit.HOURS), INSTANT)))
                .groupBy(field("1"), field("2"), field("3"))
                .forEach(row -> {
                    ResponseTimes times = new ResponseTimes();
                    StatusRows.addTimes(times, row.value3(), row.value6());
                    StatusCounts counts = StatusRows.counts(row.value3(), row.value4(), row.value5());
                    rollups.computeIfAbsent(row.value1(), service -> new TreeMap<>())
                            .merge(row.value2(), new Rollup(row.value1(), row.value2(), counts, times), Rollup::plus);
                });
        return rollups.values().stream().flatMap(each -> each.values().stream()).toList();
    }

    private static List<Field<?>> counts(OriginalChecks originals) {
        return List.of(
                ALL, HEALTHY, DEGRADED, UNHEALTHY, min(originals.instant()).as(FIRST));
    }

    private static StatusCounts counted(Record row) {
        long known = row.get(HEALTHY) + row.get(DEGRADED) + row.get(UNHEALTHY);
        return new StatusCounts(
                row.get(HEALTHY),
                row.get(DEGRADED),
                row.get(UNHEALTHY),
                row.get(ALL) - known,
                Optional.ofNullable(row.get(FIRST)));
    }

    private static Field<Integer> countOf(HealthStatus status) {
        return count().filterWhere(lower(field(name("o", "status"), VARCHAR)).eq(status.word()))
                .as(status.word());
    }
}
