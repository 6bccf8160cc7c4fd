package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.HEALTHMON_WRITER;
import static org.jooq.impl.DSL.inline;

import org.jooq.DSLContext;

/** True once the tables were made: before, there are none, or those of the original service. */
final class TablesAreOurs {

    private TablesAreOurs() {}

    static boolean run(DSLContext context) {
        return context.fetchSingle("select to_regclass({0}) is not null", inline(context.render(HEALTHMON_WRITER)))
                .get(0, Boolean.class);
    }
}
