package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.HEALTHMON_OUTBOX;
import static io.healthmon.jdbc.generated.Tables.SERVICE_HEALTH_ALERTS;
import static org.jooq.impl.DSL.inline;

import io.healthmon.jdbc.generated.tables.HealthmonOutbox;
import io.healthmon.jdbc.generated.tables.ServiceHealthAlerts;
import io.healthmon.jdbc.generated.tables.records.HealthmonOutboxRecord;
import io.healthmon.notify.Notification;
import io.healthmon.store.OutboxEntry;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jooq.Condition;
import org.jooq.DSLContext;

/** What is still to be done for notifications, in the order of recording. Found from what is pending or active, which is little. */
final class SelectOutbox {

    private static final HealthmonOutbox OUTBOX = HEALTHMON_OUTBOX;

    private SelectOutbox() {}

    /** Those that are to be sent. */
    static List<OutboxEntry> pending(DSLContext context) {
        return entries(context.selectFrom(OUTBOX)
                .where(isPending(OUTBOX))
                .orderBy(OUTBOX.ID)
                .fetch());
    }

    /** Triggers that went with a digest, of alerts that are active or whose resolve the channel does not have yet. */
    static List<OutboxEntry> openDigests(DSLContext context) {
        return triggers(
                context, OUTBOX.STATUS.eq(OutboxEntry.Status.SENT.word()).and(OUTBOX.DIGEST.isNotNull()));
    }

    /** Triggers that never arrived, of alerts that are active or whose resolve is still to be sent. */
    static List<OutboxEntry> undelivered(DSLContext context) {
        return triggers(context, OUTBOX.STATUS.in(OutboxEntry.Status.DEAD.word(), OutboxEntry.Status.DROPPED.word()));
    }

    private static List<OutboxEntry> triggers(DSLContext context, Condition which) {
        Condition triggers = OUTBOX.KIND.eq(Notification.Kind.TRIGGERED.word()).and(which);
        SortedMap<Long, HealthmonOutboxRecord> rows = new TreeMap<>();
        ServiceHealthAlerts alert = SERVICE_HEALTH_ALERTS;
        context.select(OUTBOX.fields())
                .from(alert)
                .join(OUTBOX)
                .on(OUTBOX.SERVICE_NAME.eq(alert.SERVICE_NAME), OUTBOX.TRIGGERED_AT.eq(alert.TRIGGERED_AT))
                .where(alert.STATUS.eq(inline(AlertRows.ACTIVE)), triggers)
                .fetchInto(OUTBOX)
                .forEach(row -> rows.put(row.getId(), row));
        HealthmonOutbox resolve = OUTBOX.as("resolve");
        context.select(OUTBOX.fields())
                .from(resolve)
                .join(OUTBOX)
                .on(
                        OUTBOX.SERVICE_NAME.eq(resolve.SERVICE_NAME),
                        OUTBOX.TRIGGERED_AT.eq(resolve.TRIGGERED_AT),
                        OUTBOX.CHANNEL.eq(resolve.CHANNEL))
                .where(isPending(resolve), resolve.KIND.eq(Notification.Kind.RESOLVED.word()), triggers)
                .fetchInto(OUTBOX)
                .forEach(row -> rows.put(row.getId(), row));
        return entries(rows.values());
    }

    /** The word stands in the text, so that the index over pending ones serves. */
    private static Condition isPending(HealthmonOutbox outbox) {
        return outbox.STATUS.eq(inline(OutboxEntry.Status.PENDING.word()));
    }

    private static List<OutboxEntry> entries(Collection<HealthmonOutboxRecord> rows) {
        return rows.stream().flatMap(row -> OutboxRows.entry(row).stream()).toList();
    }
}
