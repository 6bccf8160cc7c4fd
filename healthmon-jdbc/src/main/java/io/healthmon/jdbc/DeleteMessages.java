package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.HEALTHMON_DELIVERY;
import static io.healthmon.jdbc.generated.Tables.HEALTHMON_OUTBOX;
import static io.healthmon.jdbc.generated.Tables.SERVICE_HEALTH_ALERTS;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;

import io.healthmon.jdbc.generated.tables.HealthmonDelivery;
import io.healthmon.jdbc.generated.tables.HealthmonOutbox;
import io.healthmon.jdbc.generated.tables.ServiceHealthAlerts;
import java.time.Instant;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;

/** Forgets notifications that ended before a moment, and attempts of before it, but for those of alerts that are active. */
final class DeleteMessages {

    private DeleteMessages() {}

    /** How many notifications are gone, {@code limit} at most. */
    static int ofOutbox(DSLContext transaction, Instant oldest, int limit) {
        HealthmonOutbox outbox = HEALTHMON_OUTBOX;
        return transaction
                .deleteFrom(outbox)
                .where(outbox.ID.in(select(outbox.ID)
                        .from(outbox)
                        .where(outbox.ENDED_AT.lt(oldest), notActive(outbox.SERVICE_NAME, outbox.TRIGGERED_AT))
                        .limit(inline(limit))))
                .execute();
    }

    /** How many attempts are gone, {@code limit} at most. */
    static int ofDeliveries(DSLContext transaction, Instant oldest, int limit) {
        HealthmonDelivery deliveries = HEALTHMON_DELIVERY;
        return transaction
                .deleteFrom(deliveries)
                .where(deliveries.ID.in(select(deliveries.ID)
                        .from(deliveries)
                        .where(deliveries.AT.lt(oldest), notActive(deliveries.SERVICE_NAME, deliveries.TRIGGERED_AT))
                        .limit(inline(limit))))
                .execute();
    }

    private static Condition notActive(Field<String> service, Field<Instant> triggeredAt) {
        ServiceHealthAlerts alerts = SERVICE_HEALTH_ALERTS;
        return notExists(selectOne()
                .from(alerts)
                .where(
                        alerts.SERVICE_NAME.eq(service),
                        alerts.TRIGGERED_AT.eq(triggeredAt),
                        alerts.STATUS.eq(inline(AlertRows.ACTIVE))));
    }
}
