package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.HEALTHMON_ORIGIN;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.select;

import io.healthmon.jdbc.generated.tables.HealthmonOrigin;
import java.time.Instant;
import org.jooq.DSLContext;

/**
 * Forgets origins that no writer was opened for and no step was recorded of since a moment; never the one used last, which is the
 * present writer's, however long it has had nothing to record.
 */
final class DeleteOrigins {

    private DeleteOrigins() {}

    /** How many are gone, {@code limit} at most. */
    static int run(DSLContext transaction, Instant oldest, int limit) {
        HealthmonOrigin origin = HEALTHMON_ORIGIN;
        HealthmonOrigin later = origin.as("later");
        return transaction
                .deleteFrom(origin)
                .where(origin.ORIGIN.in(select(origin.ORIGIN)
                        .from(origin)
                        .where(
                                origin.USED_AT.lt(oldest),
                                exists(select(later.ORIGIN).from(later).where(later.USED_AT.gt(origin.USED_AT))))
                        .limit(inline(limit))))
                .execute();
    }
}
