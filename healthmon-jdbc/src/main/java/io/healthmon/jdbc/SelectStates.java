package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.HEALTHMON_SERVICE_STATE;
import static io.healthmon.jdbc.generated.Tables.SERVICE_HEALTH_ALERTS;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.lateral;
import static org.jooq.impl.DSL.selectFrom;

import io.healthmon.alert.Alert;
import io.healthmon.alert.ServiceState;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.jdbc.generated.tables.HealthmonServiceState;
import io.healthmon.jdbc.generated.tables.ServiceHealthAlerts;
import io.healthmon.jdbc.generated.tables.records.HealthmonServiceStateRecord;
import io.healthmon.store.RecordedState;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/**
 * The state of every service. The alert's row has the last word on whether the alert is active: a person may have resolved or
 * deleted it by hand.
 */
final class SelectStates {

    private SelectStates() {}

    static List<RecordedState> run(DSLContext context) {
        HealthmonServiceState state = HEALTHMON_SERVICE_STATE;
        ServiceHealthAlerts alerts = SERVICE_HEALTH_ALERTS;
        Table<?> newest = lateral(selectFrom(alerts)
                        .where(
                                alerts.SERVICE_NAME.eq(state.SERVICE_NAME),
                                alerts.TRIGGERED_AT.eq(state.ALERT_TRIGGERED_AT),
                                alerts.STATUS.eq(inline(AlertRows.ACTIVE)))
                        .orderBy(alerts.ID)
                        .limit(inline(1)))
                .as("alert");
        ServiceHealthAlerts alert = alerts.as("alert");
        return context.select(state.fields())
                .select(alert.ID, alert.SEVERITY, alert.MESSAGE, alert.TRIGGERED_AT)
                .from(state)
                .leftJoin(newest)
                .on(inline(true))
                .orderBy(state.SERVICE_NAME)
                .fetch(row -> new RecordedState(
                        state(row.into(state), alert(row, alert)), optional(row.get(state.CHECK_ID))));
    }

    private static Optional<Alert> alert(Record row, ServiceHealthAlerts alert) {
        return row.get(alert.ID) == null
                ? Optional.empty()
                : Optional.of(AlertRows.alert(
                        row.get(HEALTHMON_SERVICE_STATE.SERVICE_NAME),
                        row.get(alert.SEVERITY),
                        row.get(alert.MESSAGE),
                        AlertRows.ACTIVE,
                        row.get(alert.TRIGGERED_AT),
                        null));
    }

    private static ServiceState state(HealthmonServiceStateRecord row, Optional<Alert> alert) {
        return new ServiceState(
                row.getServiceName(),
                lastCheck(row),
                Optional.ofNullable(row.getSince()),
                row.getFailureStreak(),
                row.getRecoveryStreak(),
                alert);
    }

    private static Optional<CheckResult> lastCheck(HealthmonServiceStateRecord row) {
        return row.getCheckedAt() == null
                ? Optional.empty()
                : Optional.of(CheckRows.check(
                        row.getServiceName(),
                        row.getCheckedAt(),
                        row.getResponseTimeMs(),
                        row.getStatus(),
                        row.getReason(),
                        row.getMessage(),
                        row.getChecks(),
                        row.getBodyFormat()));
    }

    private static OptionalLong optional(@Nullable Long id) {
        return id == null ? OptionalLong.empty() : OptionalLong.of(id);
    }
}
