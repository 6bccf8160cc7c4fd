package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.HEALTHMON_HOURLY_ROLLUP;
import static io.healthmon.jdbc.generated.Tables.SERVICE_HEALTH_ALERTS;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;

import io.healthmon.jdbc.generated.tables.HealthmonHourlyRollup;
import io.healthmon.jdbc.generated.tables.ServiceHealthAlerts;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jooq.DSLContext;

/**
 * Forgets hourly counts, resolved alerts with their events, and origins that are older than a moment: a number of each that is soon
 * done.
 */
final class DeleteExpired {

    static final int AT_ONCE = 5_000;

    private DeleteExpired() {}

    /** True if there may be more. */
    static boolean run(DSLContext transaction, Instant oldest) {
        HealthmonHourlyRollup rollup = HEALTHMON_HOURLY_ROLLUP;
        int counts = transaction
                .deleteFrom(rollup)
                .where(row(rollup.SERVICE_NAME, rollup.HOUR)
                        .in(select(rollup.SERVICE_NAME, rollup.HOUR)
                                .from(rollup)
                                .where(rollup.HOUR.lt(oldest.truncatedTo(ChronoUnit.HOURS)))
                                .limit(inline(AT_ONCE))))
                .execute();
        ServiceHealthAlerts alerts = SERVICE_HEALTH_ALERTS;
        int resolved = transaction
                .deleteFrom(alerts)
                .where(alerts.ID.in(select(alerts.ID)
                        .from(alerts)
                        .where(alerts.TRIGGERED_AT.lt(oldest), alerts.STATUS.ne(inline(AlertRows.ACTIVE)))
                        .limit(inline(AT_ONCE))))
                .execute();
        int origins = DeleteOrigins.run(transaction, oldest, AT_ONCE);
        return counts == AT_ONCE || resolved == AT_ONCE || origins == AT_ONCE;
    }
}
