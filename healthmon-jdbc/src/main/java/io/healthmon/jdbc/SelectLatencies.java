package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.SERVICE_HEALTH_CHECKS;
import static org.jooq.impl.DSL.lower;

import io.healthmon.HealthStatus;
import io.healthmon.jdbc.generated.tables.ServiceHealthChecks;
import io.healthmon.store.Latencies;
import java.time.Instant;
import java.util.List;
import org.jooq.DSLContext;

/** How long a service's operational checks took in a window, by nearest rank. */
final class SelectLatencies {

    private SelectLatencies() {}

    static Latencies run(DSLContext context, String service, Instant from, Instant to) {
        ServiceHealthChecks checks = SERVICE_HEALTH_CHECKS;
        List<Integer> sorted = context.select(checks.RESPONSE_TIME_MS)
                .from(checks)
                .where(
                        checks.SERVICE_NAME.eq(service),
                        checks.TIMESTAMP.ge(from),
                        checks.TIMESTAMP.lt(to),
                        checks.RESPONSE_TIME_MS.isNotNull(),
                        lower(checks.STATUS).in(HealthStatus.HEALTHY.word(), HealthStatus.DEGRADED.word()))
                .orderBy(checks.RESPONSE_TIME_MS)
                .fetch(checks.RESPONSE_TIME_MS);
        return sorted.isEmpty()
                ? Latencies.NONE
                : new Latencies(
                        sorted.size(),
                        rank(sorted, 50),
                        rank(sorted, 95),
                        rank(sorted, 99),
                        sorted.get(sorted.size() - 1));
    }

    private static int rank(List<Integer> sorted, int percent) {
        return sorted.get((int) (((long) sorted.size() * percent + 99) / 100) - 1);
    }
}
