package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.HEALTHMON_OUTBOX;
import static org.jooq.impl.SQLDataType.INSTANT;
import static org.jooq.impl.SQLDataType.VARCHAR;

import io.healthmon.notify.Notification;
import java.util.List;
import org.jooq.DSLContext;

/** Puts into the outbox what is to be sent; what is there already by its key stays as it is. */
final class InsertNotifications {

    private InsertNotifications() {}

    static void run(DSLContext transaction, List<Notification> notifications) {
        transaction.execute(
                """
                insert into {0} (key, channel, service_name, triggered_at, kind, at, content)
                select key, channel, service_name, triggered_at, kind, at, content::json
                  from unnest({1}, {2}, {3}, {4}, {5}, {6}, {7})
                    as row (key, channel, service_name, triggered_at, kind, at, content)
                on conflict (key) do nothing""",
                HEALTHMON_OUTBOX,
                Column.of(notifications, VARCHAR, Notification::key),
                Column.of(notifications, VARCHAR, Notification::channel),
                Column.of(
                        notifications,
                        VARCHAR,
                        notification -> notification.about().service()),
                Column.of(
                        notifications,
                        INSTANT,
                        notification -> notification.about().triggeredAt()),
                Column.of(
                        notifications,
                        VARCHAR,
                        notification -> notification.kind().word()),
                Column.of(notifications, INSTANT, Notification::at),
                Column.of(notifications, VARCHAR, OutboxRows::content));
    }
}
