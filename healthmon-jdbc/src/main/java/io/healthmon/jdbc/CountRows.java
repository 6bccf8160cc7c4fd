package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.SERVICE_HEALTH_CHECKS;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.min;

import io.healthmon.jdbc.generated.tables.ServiceHealthChecks;
import io.healthmon.store.StatusCounts;
import java.time.Instant;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Record3;
import org.jooq.Select;

/** Counts a service's rows of some times. Each has a part of its own, which is planned for its days alone. */
final class CountRows {

    private CountRows() {}

    static StatusCounts run(DSLContext context, String service, List<Span> spans) {
        return spans.stream()
                .map(span -> part(context, service, span))
                .reduce(Select::unionAll)
                .map(query -> query.fetch(row -> StatusRows.counts(row.value1(), row.value2(), row.value3())).stream()
                        .reduce(StatusCounts.NONE, StatusCounts::plus))
                .orElse(StatusCounts.NONE);
    }

    private static Select<Record3<String, Integer, Instant>> part(DSLContext context, String service, Span span) {
        ServiceHealthChecks checks = SERVICE_HEALTH_CHECKS;
        return context.select(checks.STATUS, count(), min(checks.TIMESTAMP))
                .from(checks)
                .where(
                        checks.SERVICE_NAME.eq(service),
                        checks.TIMESTAMP.ge(span.from()),
                        checks.TIMESTAMP.lt(span.to()))
                .groupBy(checks.STATUS);
    }
}
