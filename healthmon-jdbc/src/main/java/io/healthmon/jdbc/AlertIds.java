package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Sequences.SERVICE_HEALTH_ALERTS_ID_SEQ;
import static io.healthmon.jdbc.generated.Tables.SERVICE_HEALTH_ALERTS;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.SQLDataType.INSTANT;
import static org.jooq.impl.SQLDataType.VARCHAR;

import io.healthmon.alert.Alert;
import io.healthmon.alert.AlertKey;
import io.healthmon.alert.Transition;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Which row an alert has: found by what names it, or newly numbered. */
final class AlertIds {

    static final AlertIds NONE = new AlertIds(Map.of());

    private final Map<AlertKey, Long> ids;

    private AlertIds(Map<AlertKey, Long> ids) {
        this.ids = ids;
    }

    /**
     * @param transitions of alerts that are numbered if they have no row yet
     * @param listing alerts that have no number if they have no row
     */
    static AlertIds find(DSLContext transaction, List<Transition> transitions, List<AlertKey> listing) {
        Set<AlertKey> missing = new LinkedHashSet<>();
        transitions.forEach(transition -> missing.add(AlertKey.of(transition.alert())));
        Set<AlertKey> wanted = new LinkedHashSet<>(missing);
        wanted.addAll(listing);
        Map<AlertKey, Long> ids = new HashMap<>();
        transaction
                .resultQuery(
                        """
                        select coalesce(min(id) filter (where status = {3}), min(id)) as id, service_name, triggered_at from {0}
                        where (service_name, triggered_at) in (select * from unnest({1}, {2}))
                        group by service_name, triggered_at""",
                        SERVICE_HEALTH_ALERTS,
                        Column.of(wanted, VARCHAR, AlertKey::service),
                        Column.of(wanted, INSTANT, AlertKey::triggeredAt),
                        inline(AlertRows.ACTIVE))
                .coerce(
                        SERVICE_HEALTH_ALERTS.ID,
                        SERVICE_HEALTH_ALERTS.SERVICE_NAME,
                        SERVICE_HEALTH_ALERTS.TRIGGERED_AT)
                .forEach(row -> ids.put(new AlertKey(row.value2(), row.value3()), row.value1()));
        missing.removeAll(ids.keySet());
        if (!missing.isEmpty()) {
            Iterator<Long> fresh = transaction
                    .nextvals(SERVICE_HEALTH_ALERTS_ID_SEQ, missing.size())
                    .iterator();
            missing.forEach(key -> ids.put(key, fresh.next()));
        }
        return new AlertIds(ids);
    }

    long of(Alert alert) {
        Long id = ids.get(AlertKey.of(alert));
        if (id == null) {
            throw new IllegalArgumentException("an alert of " + alert.service() + " was not looked up");
        }
        return id;
    }

    /** Null for one that was not found. */
    @Nullable
    Long find(AlertKey alert) {
        return ids.get(alert);
    }
}
