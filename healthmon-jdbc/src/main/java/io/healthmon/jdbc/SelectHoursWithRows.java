package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.SERVICE_HEALTH_CHECKS;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.val;

import java.time.Instant;
import java.util.List;
import org.jooq.DSLContext;

/** The hours that have rows: from one to the next, with one step through the log's key for each. */
final class SelectHoursWithRows {

    /** The end of time, as far as it can be asked for. */
    static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

    private SelectHoursWithRows() {}

    /** Those from {@code from}, included, to {@code to}, excluded: {@code limit} at most, the earliest first. */
    static List<Instant> run(DSLContext context, Instant from, Instant to, int limit) {
        return context.resultQuery(
                        """
                        with recursive step (hour) as (
                          select date_trunc('hour', min(timestamp), 'UTC') from {0}
                          where timestamp >= {1} and timestamp < {2}
                          union all
                          select (
                            select date_trunc('hour', min(timestamp), 'UTC') from {0}
                            where timestamp >= step.hour + interval '1 hour' and timestamp >= {1} and timestamp < {2}
                          ) from step where step.hour is not null
                        )
                        select hour from step where hour is not null limit {3}""",
                        SERVICE_HEALTH_CHECKS,
                        val(from, SERVICE_HEALTH_CHECKS.TIMESTAMP),
                        val(to, SERVICE_HEALTH_CHECKS.TIMESTAMP),
                        inline(limit))
                .coerce(SERVICE_HEALTH_CHECKS.TIMESTAMP)
                .fetch(SERVICE_HEALTH_CHECKS.TIMESTAMP);
    }
}
