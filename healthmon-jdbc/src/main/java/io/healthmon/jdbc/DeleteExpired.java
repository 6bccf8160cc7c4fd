package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.HEALTHMON_HOURLY_ROLLUP;
import static io.healthmon.jdbc.generated.Tables.SERVICE_HEALTH_ALERTS;
import static org.jooq.impl.DSL.inline;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jooq.DSLContext;

/** Forgets hourly counts, and resolved alerts with their events, that are older than a moment. */
final class DeleteExpired {

    private DeleteExpired() {}

    static void run(DSLContext transaction, Instant oldest) {
        transaction
                .deleteFrom(HEALTHMON_HOURLY_ROLLUP)
                .where(HEALTHMON_HOURLY_ROLLUP.HOUR.lt(oldest.truncatedTo(ChronoUnit.HOURS)))
                .execute();
        transaction
                .deleteFrom(SERVICE_HEALTH_ALERTS)
                .where(
                        SERVICE_HEALTH_ALERTS.TRIGGERED_AT.lt(oldest),
                        SERVICE_HEALTH_ALERTS.STATUS.ne(inline(AlertRows.ACTIVE)))
                .execute();
    }
}
