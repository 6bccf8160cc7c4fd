package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.SERVICE_HEALTH_ALERTS;

import io.healthmon.jdbc.generated.tables.ServiceHealthAlerts;
import io.healthmon.jdbc.generated.tables.records.ServiceHealthAlertsRecord;
import io.healthmon.store.LogReader.LogSpan;
import io.healthmon.store.StoredAlert;
import java.util.function.Consumer;
import org.jooq.Cursor;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** The alerts that were active at any moment of a span, the oldest triggered first, bit by bit. */
final class SelectAlertsOf {

    private static final int ROWS_AT_ONCE = 1_000;

    private SelectAlertsOf() {}

    /** @return how many there were */
    static long run(DSLContext transaction, LogSpan span, Consumer<StoredAlert> each) {
        ServiceHealthAlerts alerts = SERVICE_HEALTH_ALERTS;
        long count = 0;
        try (Cursor<ServiceHealthAlertsRecord> rows = transaction
                .selectFrom(alerts)
                .where(alerts.TRIGGERED_AT.lt(span.to()))
                .and(alerts.TRIGGERED_AT
                        .ge(span.from())
                        .or(alerts.STATUS.eq(DSL.inline(AlertRows.ACTIVE)))
                        .or(alerts.RESOLVED_AT.ge(span.from())))
                .orderBy(alerts.TRIGGERED_AT, alerts.ID)
                .fetchSize(ROWS_AT_ONCE)
                .fetchLazy()) {
            for (ServiceHealthAlertsRecord row : rows) {
                each.accept(SelectAlerts.row(row));
                count++;
            }
        }
        return count;
    }
}
