package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.SERVICE_HEALTH_CHECKS;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.keyword;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.SQLDataType.INTEGER;
import static org.jooq.impl.SQLDataType.VARCHAR;

import io.healthmon.jdbc.generated.tables.ServiceHealthChecks;
import io.healthmon.store.StatusCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;

/**
 * What an hour's rows come to, service by service in the order of their names: the truth that the rollups have to agree with. An hour
 * may have millions of rows, so it is taken some services at a time. Each is found by a step through the index over services and
 * times, as are its rows, so that the cost is that of these services' rows alone.
 */
final class RollupsFromRows {

    private static final Field<Integer> COUNT = DSL.field("count", INTEGER);
    private static final Field<Integer[]> MILLIS = DSL.field("millis", INTEGER.getArrayDataType());

    private RollupsFromRows() {}

    /**
     * @param after the last name of those before; empty for the first ones
     * @param limit how many services at most: fewer are the last
     */
    static List<Rollup> run(DSLContext context, Instant hour, Optional<String> after, int limit) {
        ServiceHealthChecks checks = SERVICE_HEALTH_CHECKS;
        Map<String, Rollup> rollups = new LinkedHashMap<>();
        context.resultQuery(
                        """
                        with recursive step (name) as (
                          (select service_name from {0} where service_name {1} {2} and timestamp >= {3} and timestamp < {4}
                            order by service_name limit 1)
                          union all
                          select (
                            select service_name from {0}
                            where service_name > step.name and timestamp >= {3} and timestamp < {4}
                            order by service_name limit 1
                          ) from step where step.name is not null
                        ), service as materialized (
                          select name from step where name is not null limit {5}
                        )
                        select service.name as service_name, status, count, timestamp, millis
                        from service cross join lateral (
                          select status, count(*)::int as count, min(timestamp) as timestamp,
                            array_agg(response_time_ms) filter (where response_time_ms is not null) as millis
                          from {0} where service_name = service.name and timestamp >= {3} and timestamp < {4}
                          group by status
                        ) as found
                        order by service.name""",
                        checks,
                        keyword(after.isPresent() ? ">" : ">="),
                        val(after.orElse(""), VARCHAR),
                        val(hour, checks.TIMESTAMP),
                        val(hour.plus(Duration.ofHours(1)), checks.TIMESTAMP),
                        inline(limit))
                .coerce(checks.SERVICE_NAME, checks.STATUS, COUNT, checks.TIMESTAMP, MILLIS)
                .forEach(row -> {
                    ResponseTimes times = new ResponseTimes();
                    StatusRows.addTimes(times, row.value2(), row.value5());
                    StatusCounts counts = StatusRows.counts(row.value2(), row.value3(), row.value4());
                    rollups.merge(row.value1(), new Rollup(row.value1(), hour, counts, times), Rollup::plus);
                });
        return List.copyOf(rollups.values());
    }
}
