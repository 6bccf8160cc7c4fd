package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.HEALTHMON_ALERT_EVENT;
import static io.healthmon.jdbc.generated.Tables.HEALTHMON_DELIVERY;
import static io.healthmon.jdbc.generated.Tables.HEALTHMON_OUTBOX;

import io.healthmon.alert.AlertKey;
import io.healthmon.jdbc.generated.tables.HealthmonAlertEvent;
import io.healthmon.jdbc.generated.tables.HealthmonDelivery;
import io.healthmon.jdbc.generated.tables.HealthmonOutbox;
import io.healthmon.notify.Delivery;
import io.healthmon.store.AlertEvent;
import io.healthmon.store.AlertStory;
import io.healthmon.store.OutboxEntry;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;

/** All that is kept of one alert. */
final class SelectStory {

    /** Of each kind the first and as many of the last: an alert may have gone on for a year. */
    static final int AT_EACH_END = 500;

    private SelectStory() {}

    /**
     * @param snapshot sees one moment
     */
    static Optional<AlertStory> run(DSLContext snapshot, long id) {
        return SelectAlerts.one(snapshot, id).map(alert -> {
            AlertKey key = AlertKey.of(alert.alert());
            return new AlertStory(
                    alert, events(snapshot, id, key), notifications(snapshot, key), deliveries(snapshot, key));
        });
    }

    private static List<AlertEvent> events(DSLContext snapshot, long id, AlertKey alert) {
        HealthmonAlertEvent events = HEALTHMON_ALERT_EVENT;
        return firstAndLast(snapshot, events, events.ALERT_ID.eq(id), List.of(events.AT, events.ID), events.ID).stream()
                .flatMap(row -> AlertEventRows.event(row, alert).stream())
                .toList();
    }

    private static List<OutboxEntry> notifications(DSLContext snapshot, AlertKey alert) {
        HealthmonOutbox outbox = HEALTHMON_OUTBOX;
        Condition its = outbox.SERVICE_NAME.eq(alert.service()).and(outbox.TRIGGERED_AT.eq(alert.triggeredAt()));
        return firstAndLast(snapshot, outbox, its, List.of(outbox.ID), outbox.ID).stream()
                .flatMap(row -> OutboxRows.entry(row).stream())
                .toList();
    }

    private static List<Delivery> deliveries(DSLContext snapshot, AlertKey alert) {
        HealthmonDelivery deliveries = HEALTHMON_DELIVERY;
        Condition its =
                deliveries.SERVICE_NAME.eq(alert.service()).and(deliveries.TRIGGERED_AT.eq(alert.triggeredAt()));
        return firstAndLast(snapshot, deliveries, its, List.of(deliveries.AT, deliveries.ID), deliveries.ID).stream()
                .flatMap(row -> OutboxRows.delivery(row).stream())
                .toList();
    }

    /** Each once, in order: read from both ends. */
    private static <R extends Record> Collection<R> firstAndLast(
            DSLContext snapshot, Table<R> table, Condition its, List<Field<?>> order, Field<Long> id) {
        List<R> last = snapshot.selectFrom(table)
                .where(its)
                .orderBy(order.stream().map(Field::desc).toList())
                .limit(AT_EACH_END)
                .fetch();
        Map<Long, R> rows = new LinkedHashMap<>();
        if (last.size() == AT_EACH_END) {
            snapshot.selectFrom(table)
                    .where(its)
                    .orderBy(order)
                    .limit(AT_EACH_END)
                    .forEach(row -> rows.put(row.get(id), row));
        }
        Collections.reverse(last);
        last.forEach(row -> rows.putIfAbsent(row.get(id), row));
        return rows.values();
    }
}
