package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.HEALTHMON_HOURLY_ROLLUP;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.sum;

import io.healthmon.jdbc.generated.tables.HealthmonHourlyRollup;
import io.healthmon.store.StatusCounts;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;

/** The counts of a service's hours from {@code from}, included, to {@code to}, excluded. */
final class SumRollups {

    private SumRollups() {}

    static StatusCounts run(DSLContext context, String service, Instant from, Instant to) {
        HealthmonHourlyRollup rollup = HEALTHMON_HOURLY_ROLLUP;
        return context.select(
                        total(rollup.HEALTHY),
                        total(rollup.DEGRADED),
                        total(rollup.UNHEALTHY),
                        total(rollup.UNKNOWN),
                        min(rollup.FIRST_AT))
                .from(rollup)
                .where(rollup.SERVICE_NAME.eq(service), rollup.HOUR.ge(from), rollup.HOUR.lt(to))
                .fetchSingle(row -> new StatusCounts(
                        row.value1().longValueExact(),
                        row.value2().longValueExact(),
                        row.value3().longValueExact(),
                        row.value4().longValueExact(),
                        Optional.ofNullable(row.value5())));
    }

    private static Field<BigDecimal> total(Field<Long> count) {
        return coalesce(sum(count), inline(BigDecimal.ZERO));
    }
}
