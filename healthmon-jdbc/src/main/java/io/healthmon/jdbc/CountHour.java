package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.SERVICE_HEALTH_CHECKS;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.min;

import io.healthmon.jdbc.generated.tables.ServiceHealthChecks;
import io.healthmon.store.StatusCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jooq.DSLContext;

/**
 * Counts an hour's rows, of all services. A few minutes at a time: of many services an hour has millions of rows, and no query may be
 * silent for long.
 */
final class CountHour {

    private static final Duration AT_ONCE = Duration.ofMinutes(2);
    private static final int STEPS = 30;

    private CountHour() {}

    static Map<String, StatusCounts> run(DSLContext context, Instant hour) {
        ServiceHealthChecks checks = SERVICE_HEALTH_CHECKS;
        Map<String, StatusCounts> counts = new HashMap<>();
        for (int step = 0; step < STEPS; step++) {
            Instant from = hour.plus(AT_ONCE.multipliedBy(step));
            context.select(checks.SERVICE_NAME, checks.STATUS, count(), min(checks.TIMESTAMP))
                    .from(checks)
                    .where(checks.TIMESTAMP.ge(from), checks.TIMESTAMP.lt(from.plus(AT_ONCE)))
                    .groupBy(checks.SERVICE_NAME, checks.STATUS)
                    .fetchSize(10_000)
                    .fetchLazy()
                    .forEach(row -> counts.merge(
                            row.value1(),
                            StatusRows.counts(row.value2(), row.value3(), row.value4()),
                            StatusCounts::plus));
        }
        return counts;
    }
}
