package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.HEALTHMON_ALERT_EVENT;
import static io.healthmon.jdbc.generated.Tables.SERVICE_HEALTH_ALERTS;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.noCondition;

import io.healthmon.alert.AlertKey;
import io.healthmon.alert.Suppression;
import io.healthmon.jdbc.generated.tables.HealthmonAlertEvent;
import io.healthmon.jdbc.generated.tables.ServiceHealthAlerts;
import io.healthmon.store.AlertReader.SuppressionQuery;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;

/** What did not happen, the newest first. */
final class SelectSuppressions {

    private SelectSuppressions() {}

    static List<Suppression> run(DSLContext context, SuppressionQuery query) {
        HealthmonAlertEvent events = HEALTHMON_ALERT_EVENT;
        ServiceHealthAlerts alerts = SERVICE_HEALTH_ALERTS;
        Condition service = query.service().map(events.SERVICE_NAME::eq).orElse(noCondition());
        return context
                .select(events.fields())
                .select(alerts.SERVICE_NAME, alerts.TRIGGERED_AT)
                .from(events)
                .leftJoin(alerts)
                .on(alerts.ID.eq(events.ALERT_ID))
                .where(events.KIND.eq(inline(AlertEventRows.SUPPRESSED)), events.AT.ge(query.since()), service)
                .orderBy(events.AT.desc(), events.ID.desc())
                .limit(query.limit())
                .fetch(SelectSuppressions::suppression)
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Suppression> suppression(Record row) {
        String service = row.get(SERVICE_HEALTH_ALERTS.SERVICE_NAME);
        Optional<AlertKey> listing = service == null
                ? Optional.empty()
                : Optional.of(new AlertKey(service, row.get(SERVICE_HEALTH_ALERTS.TRIGGERED_AT)));
        return AlertEventRows.suppression(row.into(HEALTHMON_ALERT_EVENT), listing);
    }
}
