package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.HEALTHMON_ORIGIN;
import static org.jooq.impl.DSL.currentInstant;

import java.util.UUID;
import org.jooq.DSLContext;

/** Finds how far the steps of an origin are recorded; makes its row if it is new. From now on it counts as used. */
final class OpenOrigin {

    private OpenOrigin() {}

    static long run(DSLContext transaction, UUID origin) {
        transaction
                .insertInto(HEALTHMON_ORIGIN)
                .set(HEALTHMON_ORIGIN.ORIGIN, origin)
                .onConflict(HEALTHMON_ORIGIN.ORIGIN)
                .doUpdate()
                .set(HEALTHMON_ORIGIN.USED_AT, currentInstant())
                .execute();
        return transaction
                .select(HEALTHMON_ORIGIN.RECORDED_UP_TO)
                .from(HEALTHMON_ORIGIN)
                .where(HEALTHMON_ORIGIN.ORIGIN.eq(origin))
                .fetchSingle(HEALTHMON_ORIGIN.RECORDED_UP_TO);
    }
}
