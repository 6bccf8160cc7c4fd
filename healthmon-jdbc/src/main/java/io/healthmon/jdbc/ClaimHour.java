package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.HEALTHMON_DIRTY_HOUR;
import static io.healthmon.jdbc.generated.Tables.HEALTHMON_HOURLY_ROLLUP;
import static org.jooq.impl.DSL.defaultValue;

import java.time.Instant;
import java.util.OptionalLong;
import org.jooq.DSLContext;

/**
 * Begins to roll a dirty hour up: from now on nobody else does, and nothing is left of what it was before. Nobody reads that while
 * the hour is dirty.
 */
final class ClaimHour {

    private ClaimHour() {}

    /**
     * The hour's version, which is another as soon as somebody else claims it or rows come; empty if the hour is not dirty.
     *
     * @param transaction the only one that rolls up
     */
    static OptionalLong run(DSLContext transaction, Instant hour) {
        if (!transaction.fetchExists(HEALTHMON_DIRTY_HOUR, HEALTHMON_DIRTY_HOUR.HOUR.eq(hour))) {
            return OptionalLong.empty();
        }
        transaction
                .deleteFrom(HEALTHMON_HOURLY_ROLLUP)
                .where(HEALTHMON_HOURLY_ROLLUP.HOUR.eq(hour))
                .execute();
        // Last, since a batch with rows of that hour waits from here on.
        return OptionalLong.of(transaction
                .update(HEALTHMON_DIRTY_HOUR)
                .set(HEALTHMON_DIRTY_HOUR.VERSION, defaultValue(HEALTHMON_DIRTY_HOUR.VERSION))
                .where(HEALTHMON_DIRTY_HOUR.HOUR.eq(hour))
                .returningResult(HEALTHMON_DIRTY_HOUR.VERSION)
                .fetchSingle(HEALTHMON_DIRTY_HOUR.VERSION));
    }
}
