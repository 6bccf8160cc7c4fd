package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.SERVICE_HEALTH_ALERTS;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.select;

import io.healthmon.jdbc.generated.tables.ServiceHealthAlerts;
import java.time.Instant;
import org.jooq.DSLContext;

/** Forgets resolved alerts, with their events, that were triggered before a moment. */
final class DeleteAlerts {

    private DeleteAlerts() {}

    /** How many are gone, {@code limit} at most. */
    static int run(DSLContext transaction, Instant oldest, int limit) {
        ServiceHealthAlerts alerts = SERVICE_HEALTH_ALERTS;
        return transaction
                .deleteFrom(alerts)
                .where(alerts.ID.in(select(alerts.ID)
                        .from(alerts)
                        .where(alerts.TRIGGERED_AT.lt(oldest), alerts.STATUS.ne(inline(AlertRows.ACTIVE)))
                        .limit(inline(limit))))
                .execute();
    }
}
