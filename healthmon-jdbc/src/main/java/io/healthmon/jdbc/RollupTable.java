package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.HEALTHMON_DAILY_ROLLUP;
import static io.healthmon.jdbc.generated.Tables.HEALTHMON_HOURLY_ROLLUP;

import io.healthmon.store.StatusCounts;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Function;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;

/**
 * One of the two tables of rollups, which are alike but for how long a time a row is of.
 *
 * @param table the table
 * @param start its column that says where the time begins
 * @param value a start as the column has it
 * @param moment the moment that a value of the column is
 * @param <T> the column's type
 */
record RollupTable<T>(Table<?> table, Field<T> start, Function<Instant, T> value, Function<T, Instant> moment) {

    static final RollupTable<Instant> HOURLY = new RollupTable<>(
            HEALTHMON_HOURLY_ROLLUP, HEALTHMON_HOURLY_ROLLUP.HOUR, Function.identity(), Function.identity());

    static final RollupTable<LocalDate> DAILY = new RollupTable<>(
            HEALTHMON_DAILY_ROLLUP,
            HEALTHMON_DAILY_ROLLUP.DAY,
            time -> LocalDate.ofInstant(time, ZoneOffset.UTC),
            day -> day.atStartOfDay(ZoneOffset.UTC).toInstant());

    /** What a row says. The columns beside the start have the same names in both tables, by which they are found. */
    Rollup rollup(Record row) {
        StatusCounts counts = new StatusCounts(
                row.get(HEALTHMON_HOURLY_ROLLUP.HEALTHY),
                row.get(HEALTHMON_HOURLY_ROLLUP.DEGRADED),
                row.get(HEALTHMON_HOURLY_ROLLUP.UNHEALTHY),
                row.get(HEALTHMON_HOURLY_ROLLUP.UNKNOWN),
                Optional.of(row.get(HEALTHMON_HOURLY_ROLLUP.FIRST_AT)));
        return new Rollup(
                row.get(HEALTHMON_HOURLY_ROLLUP.SERVICE_NAME),
                moment.apply(row.get(start)),
                counts,
                ResponseTimes.of(row.get(HEALTHMON_HOURLY_ROLLUP.RESPONSE_TIMES)));
    }
}
