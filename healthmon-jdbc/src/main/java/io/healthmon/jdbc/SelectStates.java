package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.HEALTHMON_SERVICE_STATE;
import static io.healthmon.jdbc.generated.Tables.SERVICE_HEALTH_ALERTS;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.lateral;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.selectFrom;

import io.healthmon.alert.Alert;
import io.healthmon.alert.AlertKey;
import io.healthmon.alert.Held;
import io.healthmon.alert.ServiceState;
import io.healthmon.alert.Trail;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.jdbc.generated.tables.HealthmonServiceState;
import io.healthmon.jdbc.generated.tables.ServiceHealthAlerts;
import io.healthmon.store.RecordedState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/**
 * The state of every service. The alert's row has the last word on whether the alert is active: a person may have resolved or
 * deleted it by hand.
 */
final class SelectStates {

    private static final HealthmonServiceState STATE = HEALTHMON_SERVICE_STATE;

    private SelectStates() {}

    static List<RecordedState> run(DSLContext context) {
        return run(context, noCondition());
    }

    /** Of these services. */
    static List<RecordedState> of(DSLContext context, List<String> services) {
        return run(context, STATE.SERVICE_NAME.in(services));
    }

    private static List<RecordedState> run(DSLContext context, Condition which) {
        ServiceHealthAlerts alerts = SERVICE_HEALTH_ALERTS;
        Table<?> newest = lateral(selectFrom(alerts)
                        .where(
                                alerts.SERVICE_NAME.eq(STATE.SERVICE_NAME),
                                alerts.TRIGGERED_AT.eq(STATE.ALERT_TRIGGERED_AT),
                                alerts.STATUS.eq(inline(AlertRows.ACTIVE)))
                        .orderBy(alerts.ID)
                        .limit(inline(1)))
                .as("alert");
        ServiceHealthAlerts alert = alerts.as("alert");
        return context.select(STATE.fields())
                .select(alert.fields())
                .from(STATE)
                .leftJoin(newest)
                .on(inline(true))
                .where(which)
                .orderBy(STATE.SERVICE_NAME)
                .fetch(row -> new RecordedState(state(row, alert(row, alert)), optional(row.get(STATE.CHECK_ID))));
    }

    private static Optional<Alert> alert(Record row, ServiceHealthAlerts alert) {
        return row.get(alert.ID) == null ? Optional.empty() : Optional.of(AlertRows.alert(row.into(alert)));
    }

    private static ServiceState state(Record row, Optional<Alert> alert) {
        return new ServiceState(
                row.get(STATE.SERVICE_NAME),
                lastCheck(row),
                Optional.ofNullable(row.get(STATE.SINCE)),
                row.get(STATE.FAILURE_STREAK),
                row.get(STATE.RECOVERY_STREAK),
                trail(row),
                alert,
                held(row));
    }

    private static Trail trail(Record row) {
        return new Trail(
                CountedChecks.read(row.get(STATE.STREAK_CHECKS)),
                row.get(STATE.CHANGES),
                row.get(STATE.OBSERVED),
                Optional.ofNullable(row.get(STATE.OBSERVED_SINCE)));
    }

    /** Of a cause that is no known word nothing is held: at worst it is recorded again. */
    private static Optional<Held> held(Record row) {
        Instant since = row.get(STATE.HELD_SINCE);
        return since == null
                ? Optional.empty()
                : AlertEventRows.cause(row.get(STATE.HELD_CAUSE))
                        .map(cause ->
                                new Held(cause, Optional.ofNullable(row.get(STATE.HELD_BECAUSE)), heldBy(row), since));
    }

    private static Optional<AlertKey> heldBy(Record row) {
        String service = row.get(STATE.HELD_BY);
        Instant at = row.get(STATE.HELD_BY_AT);
        return service == null || at == null ? Optional.empty() : Optional.of(new AlertKey(service, at));
    }

    private static Optional<CheckResult> lastCheck(Record row) {
        return row.get(STATE.CHECKED_AT) == null
                ? Optional.empty()
                : Optional.of(CheckRows.check(
                        row.get(STATE.SERVICE_NAME),
                        row.get(STATE.CHECKED_AT),
                        row.get(STATE.RESPONSE_TIME_MS),
                        row.get(STATE.STATUS),
                        row.get(STATE.REASON),
                        row.get(STATE.MESSAGE),
                        row.get(STATE.CHECKS),
                        row.get(STATE.BODY_FORMAT)));
    }

    private static OptionalLong optional(@Nullable Long id) {
        return id == null ? OptionalLong.empty() : OptionalLong.of(id);
    }
}
