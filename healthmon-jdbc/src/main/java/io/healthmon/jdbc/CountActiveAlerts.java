package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.SERVICE_HEALTH_ALERTS;

import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** How many alerts are active, from the index that holds no others. */
final class CountActiveAlerts {

    private CountActiveAlerts() {}

    static long run(DSLContext context) {
        return context.fetchCount(SERVICE_HEALTH_ALERTS, SERVICE_HEALTH_ALERTS.STATUS.eq(DSL.inline(AlertRows.ACTIVE)));
    }
}
