package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.SERVICE_HEALTH_ALERTS;

import io.healthmon.jdbc.generated.tables.ServiceHealthAlerts;
import io.healthmon.jdbc.generated.tables.records.ServiceHealthAlertsRecord;
import io.healthmon.store.AlertReader.AlertQuery;
import io.healthmon.store.StoredAlert;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** Alerts, the newest triggered first. */
final class SelectAlerts {

    private SelectAlerts() {}

    static List<StoredAlert> run(DSLContext context, AlertQuery query) {
        ServiceHealthAlerts alerts = SERVICE_HEALTH_ALERTS;
        // The word stands in the text, not in a parameter, so that the index over active alerts serves the query.
        Condition active = alerts.STATUS.eq(DSL.inline(AlertRows.ACTIVE));
        Condition status =
                query.active().map(wanted -> wanted ? active : active.not()).orElse(DSL.noCondition());
        Condition service = query.service().map(alerts.SERVICE_NAME::eq).orElse(DSL.noCondition());
        return context.selectFrom(alerts)
                .where(status, service)
                .orderBy(alerts.TRIGGERED_AT.desc(), alerts.ID.desc())
                .limit(query.limit())
                .fetch(SelectAlerts::row);
    }

    /** The alert of that id; empty if there is none. */
    static Optional<StoredAlert> one(DSLContext context, long id) {
        return context.selectFrom(SERVICE_HEALTH_ALERTS)
                .where(SERVICE_HEALTH_ALERTS.ID.eq(id))
                .fetchOptional(SelectAlerts::row);
    }

    static StoredAlert row(ServiceHealthAlertsRecord row) {
        return new StoredAlert(row.getId(), AlertRows.alert(row));
    }
}
