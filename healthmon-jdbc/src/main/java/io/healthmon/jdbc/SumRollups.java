package io.healthmon.jdbc;

import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.sum;

import io.healthmon.jdbc.generated.tables.HealthmonHourlyRollup;
import io.healthmon.store.StatusCounts;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;

/** The counts of a service's hours, and of the folded days that hold them. */
final class SumRollups {

    private SumRollups() {}

    static StatusCounts run(DSLContext context, String service, List<Span> hours) {
        if (hours.isEmpty()) {
            return StatusCounts.NONE;
        }
        HealthmonHourlyRollup rollup = SelectRollups.NAMED;
        return context.select(
                        total(rollup.HEALTHY),
                        total(rollup.DEGRADED),
                        total(rollup.UNHEALTHY),
                        total(rollup.UNKNOWN),
                        min(rollup.FIRST_AT))
                .from(SelectRollups.of(service, hours))
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
