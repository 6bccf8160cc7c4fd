package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.HEALTHMON_SERVICE_STATE;
import static io.healthmon.jdbc.generated.Tables.SERVICE_HEALTH_CHECKS;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.keyword;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.SQLDataType.VARCHAR;

import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;

/** The services that have a check in the log or a state, in the order of their names: from one to the next through the indexes. */
final class SelectServices {

    private SelectServices() {}

    /** So many, behind {@code after}. */
    static List<String> run(DSLContext context, Optional<String> after, int limit) {
        return context.resultQuery(
                        """
                        with recursive step (name) as (
                          (select least(
                            (select service_name from {0} where service_name {2} {3} order by service_name limit 1),
                            (select service_name from {1} where service_name {2} {3} order by service_name limit 1)))
                          union all
                          select least(
                            (select service_name from {0} where service_name > step.name order by service_name limit 1),
                            (select service_name from {1} where service_name > step.name order by service_name limit 1))
                          from step where step.name is not null
                        )
                        select name from step where name is not null limit {4}""",
                        SERVICE_HEALTH_CHECKS,
                        HEALTHMON_SERVICE_STATE,
                        keyword(after.isPresent() ? ">" : ">="),
                        val(after.orElse(""), VARCHAR),
                        inline(limit))
                .fetch(row -> row.get(0, String.class));
    }
}
