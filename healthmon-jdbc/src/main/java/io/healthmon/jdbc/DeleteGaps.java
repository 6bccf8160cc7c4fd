package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.HEALTHMON_GAP;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.select;

import java.time.Instant;
import org.jooq.DSLContext;
import org.jooq.Field;

/** Forgets gaps that ended before a moment. */
final class DeleteGaps {

    /** A row's place in its table, which is all that names it. */
    private static final Field<Object> PLACE = field("ctid");

    private DeleteGaps() {}

    /** How many are gone, {@code limit} at most. */
    static int run(DSLContext transaction, Instant oldest, int limit) {
        return transaction
                .deleteFrom(HEALTHMON_GAP)
                .where(PLACE.in(select(PLACE)
                        .from(HEALTHMON_GAP)
                        .where(HEALTHMON_GAP.TO_AT.lt(oldest))
                        .limit(inline(limit))))
                .execute();
    }
}
