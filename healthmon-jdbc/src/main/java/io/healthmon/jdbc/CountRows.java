package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.SERVICE_HEALTH_CHECKS;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.lower;
import static org.jooq.impl.DSL.min;

import io.healthmon.HealthStatus;
import io.healthmon.jdbc.generated.tables.ServiceHealthChecks;
import io.healthmon.store.StatusCounts;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;

/** Counts the rows of a part of an hour. */
final class CountRows {

    private CountRows() {}

    /** Empty if the whole hour has no rows: there never were any, or retention has dropped them, and then only its rollup tells. */
    static Optional<StatusCounts> run(DSLContext context, String service, Instant hour, Instant from, Instant to) {
        ServiceHealthChecks checks = SERVICE_HEALTH_CHECKS;
        Condition within = checks.TIMESTAMP.ge(from).and(checks.TIMESTAMP.lt(to));
        return context.select(
                        count(),
                        count().filterWhere(within),
                        countOf(HealthStatus.HEALTHY, within),
                        countOf(HealthStatus.DEGRADED, within),
                        countOf(HealthStatus.UNHEALTHY, within),
                        min(checks.TIMESTAMP).filterWhere(within))
                .from(checks)
                .where(
                        checks.SERVICE_NAME.eq(service),
                        checks.TIMESTAMP.ge(hour),
                        checks.TIMESTAMP.lt(hour.plus(1, ChronoUnit.HOURS)))
                .fetchSingle(row -> row.value1() == 0
                        ? Optional.empty()
                        : Optional.of(new StatusCounts(
                                row.value3(),
                                row.value4(),
                                row.value5(),
                                row.value2() - row.value3() - row.value4() - row.value5(),
                                Optional.ofNullable(row.value6()))));
    }

    private static Field<Integer> countOf(HealthStatus status, Condition within) {
        return count().filterWhere(
                        within.and(lower(SERVICE_HEALTH_CHECKS.STATUS).eq(status.word())));
    }
}
