package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.SERVICE_HEALTH_ALERTS;
import static org.jooq.impl.SQLDataType.BIGINT;
import static org.jooq.impl.SQLDataType.BOOLEAN;
import static org.jooq.impl.SQLDataType.INSTANT;
import static org.jooq.impl.SQLDataType.VARCHAR;

import io.healthmon.alert.Acknowledgement;
import io.healthmon.alert.Alert;
import io.healthmon.alert.Transition;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Keeps each alert as its last transition left it. */
final class UpsertAlerts {

    private UpsertAlerts() {}

    static void run(DSLContext transaction, AlertIds ids, List<Transition> transitions) {
        Map<Long, Alert> newest = new TreeMap<>();
        transitions.forEach(transition -> newest.put(ids.of(transition.alert()), transition.alert()));
        Collection<Alert> alerts = newest.values();
        transaction.execute(
                """
                insert into {0} (id, service_name, severity, message, status, triggered_at, resolved_at, flapping, acknowledged_by,
                  acknowledged_at, acknowledgement, channels)
                select id, service_name, severity, message, status, triggered_at, resolved_at, flapping, acknowledged_by,
                    acknowledged_at, acknowledgement, array(select json_array_elements_text(channels::json))
                  from unnest({1}, {2}, {3}, {4}, {5}, {6}, {7}, {8}, {9}, {10}, {11}, {12})
                    as row (id, service_name, severity, message, status, triggered_at, resolved_at, flapping, acknowledged_by,
                      acknowledged_at, acknowledgement, channels)
                on conflict (id) do update set
                  severity = excluded.severity,
                  message = excluded.message,
                  status = excluded.status,
                  resolved_at = excluded.resolved_at,
                  flapping = excluded.flapping,
                  acknowledged_by = excluded.acknowledged_by,
                  acknowledged_at = excluded.acknowledged_at,
                  acknowledgement = excluded.acknowledgement,
                  channels = excluded.channels""",
                SERVICE_HEALTH_ALERTS,
                Column.of(newest.keySet(), BIGINT, id -> id),
                Column.of(alerts, VARCHAR, Alert::service),
                Column.of(alerts, VARCHAR, alert -> alert.severity().word()),
                Column.of(alerts, VARCHAR, Alert::message),
                Column.of(alerts, VARCHAR, alert -> alert.active() ? AlertRows.ACTIVE : AlertRows.RESOLVED),
                Column.of(alerts, INSTANT, Alert::triggeredAt),
                Column.of(alerts, INSTANT, alert -> alert.resolvedAt().orElse(null)),
                Column.of(alerts, BOOLEAN, Alert::flapping),
                Column.of(alerts, VARCHAR, acknowledgement(Acknowledgement::by)),
                Column.of(alerts, INSTANT, acknowledgement(Acknowledgement::at)),
                Column.of(alerts, VARCHAR, acknowledgement(Acknowledgement::note)),
                // An array of arrays would have to be as wide everywhere.
                Column.of(alerts, VARCHAR, alert -> JsonColumn.write(alert.channels())));
    }

    private static <T> Function<Alert, @Nullable T> acknowledgement(Function<Acknowledgement, T> value) {
        return alert -> alert.acknowledgement().map(value).orElse(null);
    }
}
