package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.SERVICE_HEALTH_CHECKS;
import static org.jooq.impl.DSL.arrayAgg;

import io.healthmon.jdbc.generated.tables.ServiceHealthChecks;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Record2;
import org.jooq.Select;

/** How long a service's checks took that have rows of some times. See {@link CountRows}. */
final class SelectResponseTimes {

    private SelectResponseTimes() {}

    static void addTo(ResponseTimes times, DSLContext context, String service, List<Span> spans) {
        spans.stream()
                .map(span -> part(context, service, span))
                .reduce(Select::unionAll)
                .ifPresent(query -> query.forEach(row -> StatusRows.addTimes(times, row.value1(), row.value2())));
    }

    private static Select<Record2<String, Integer[]>> part(DSLContext context, String service, Span span) {
        ServiceHealthChecks checks = SERVICE_HEALTH_CHECKS;
        return context.select(checks.STATUS, arrayAgg(checks.RESPONSE_TIME_MS))
                .from(checks)
                .where(
                        checks.SERVICE_NAME.eq(service),
                        checks.TIMESTAMP.ge(span.from()),
                        checks.TIMESTAMP.lt(span.to()),
                        checks.RESPONSE_TIME_MS.isNotNull())
                .groupBy(checks.STATUS);
    }
}
