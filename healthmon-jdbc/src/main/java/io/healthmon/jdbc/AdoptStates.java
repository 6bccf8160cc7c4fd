package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.HEALTHMON_SERVICE_STATE;
import static io.healthmon.jdbc.generated.Tables.SERVICE_HEALTH_ALERTS;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.SQLDataType.INSTANT;
import static org.jooq.impl.SQLDataType.VARCHAR;

import io.healthmon.alert.Alert;
import io.healthmon.alert.CountedCheck;
import io.healthmon.alert.ServiceState;
import io.healthmon.alert.Severity;
import io.healthmon.jdbc.generated.tables.ServiceHealthAlerts;
import io.healthmon.jdbc.generated.tables.records.HealthmonAdoptionRecord;
import io.healthmon.store.RecordedState;
import io.healthmon.store.StoredCheck;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jooq.Condition;
import org.jooq.DSLContext;

/**
 * Makes the states of a number of services, by name, from their newest checks in the original's log and their active alerts, so that a
 * monitor goes on where the original service ended. Checks that lie ahead of the adoption are not looked at: a state may not, or every
 * check to come would have to wait behind it.
 */
final class AdoptStates {

    static final int AT_ONCE = 100;

    /** How far back streaks are counted. */
    static final int LOOK_BACK = 500;

    private AdoptStates() {}

    /** False if there is none left; otherwise moves {@code progress} on. */
    static boolean run(DSLContext transaction, OriginalChecks originals, HealthmonAdoptionRecord progress) {
        List<String> services = next(transaction, originals, progress.getStatesUpTo());
        if (services.isEmpty()) {
            return false;
        }
        TreeMap<String, RecordedState> states = new TreeMap<>();
        services.forEach(service -> state(transaction, originals, service, progress.getBegunAt())
                .ifPresent(state -> states.put(state.state().service(), state)));
        if (!states.isEmpty()) {
            MergeStates.run(transaction, states.values());
        }
        progress.setStatesUpTo(services.get(services.size() - 1));
        return true;
    }

    /** Those that have an active alert and no check. */
    static void withoutChecks(DSLContext transaction) {
        transaction.execute("""
                insert into {0} (service_name, failure_streak, recovery_streak, alert_triggered_at)
                select service_name, 0, 0, min(triggered_at) from {1} where status = {2} group by service_name
                on conflict (service_name) do nothing""", HEALTHMON_SERVICE_STATE, SERVICE_HEALTH_ALERTS, inline(AlertRows.ACTIVE));
    }

    /** From name to name, which reads one entry of an index for each and not the whole log. */
    private static List<String> next(DSLContext transaction, OriginalChecks originals, String upTo) {
        return transaction
                .resultQuery("""
                        with recursive named as (
                          (select o.service_name from {0} o where {1}::text is null or o.service_name > {1} order by 1 limit 1)
                          union all
                          select (select o.service_name from {0} o where o.service_name > named.service_name order by 1 limit 1)
                          from named where named.service_name is not null)
                        select service_name from named where service_name is not null limit {2}""", originals.plain(), val(upTo, VARCHAR), inline(AT_ONCE))
                .fetch(row -> row.get(0, String.class));
    }

    private static Optional<RecordedState> state(
            DSLContext transaction, OriginalChecks originals, String service, Instant begun) {
        Condition past = originals
                .of(service)
                .and(originals.since(val(Instant.EPOCH, INSTANT)))
                .and(originals.before(val(begun, INSTANT)));
        return transaction
                .select(originals.columns())
                .from(originals.table())
                .where(past)
                .orderBy(originals.newestFirst())
                .limit(1)
                .fetchOptional(row -> originals.row(transaction, row).stored())
                .map(newest -> state(transaction, newest, streaks(transaction, originals, past)));
    }

    private static Streaks streaks(DSLContext transaction, OriginalChecks originals, Condition past) {
        return Streaks.of(transaction
                .select(OriginalChecks.STATUS, originals.at())
                .from(originals.table())
                .where(past)
                .orderBy(originals.newestFirst())
                .limit(LOOK_BACK)
                .fetch(row -> new CountedCheck(row.value2(), CheckRows.status(row.value1()))));
    }

    private static RecordedState state(DSLContext transaction, StoredCheck newest, Streaks streaks) {
        String service = newest.check().service();
        return new RecordedState(
                new ServiceState(
                        service,
                        Optional.of(newest.check()),
                        Optional.of(streaks.since()),
                        streaks.failures(),
                        streaks.recoveries(),
                        streaks.trail(),
                        activeAlert(transaction, service),
                        Optional.empty()),
                OptionalLong.of(newest.id()));
    }

    /** Only when it was triggered matters: the rest is read from its row. */
    private static Optional<Alert> activeAlert(DSLContext transaction, String service) {
        ServiceHealthAlerts alerts = SERVICE_HEALTH_ALERTS;
        return transaction
                .select(alerts.TRIGGERED_AT)
                .from(alerts)
                .where(alerts.SERVICE_NAME.eq(service), alerts.STATUS.eq(inline(AlertRows.ACTIVE)))
                .orderBy(alerts.TRIGGERED_AT, alerts.ID)
                .limit(inline(1))
                .fetchOptional(row -> new Alert(service, Severity.WARNING, "", row.value1(), Optional.empty()));
    }
}
