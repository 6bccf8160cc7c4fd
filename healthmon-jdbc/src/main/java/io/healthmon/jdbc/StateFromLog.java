package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.HEALTHMON_GAP;
import static io.healthmon.jdbc.generated.Tables.HEALTHMON_SERVICE_STATE;
import static io.healthmon.jdbc.generated.Tables.SERVICE_HEALTH_ALERTS;
import static org.jooq.impl.DSL.inline;

import io.healthmon.HealthStatus;
import io.healthmon.alert.Alert;
import io.healthmon.alert.ServiceState;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.jdbc.generated.tables.ServiceHealthAlerts;
import io.healthmon.store.CheckReader.HistoryQuery;
import io.healthmon.store.RecordedState;
import io.healthmon.store.StoredCheck;
import io.healthmon.store.StoredGap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.jooq.DSLContext;

/**
 * A service's state as the log has it: its newest check, since when it finds the same, and how many of its kind there were in a row. The
 * rollups, which are held against the rows before, say in which hour to look and how many checks lie between. What goes back beyond the
 * rows, or beyond checks that were given up, can't be told, and is left as it is kept.
 */
final class StateFromLog {

    private StateFromLog() {}

    /**
     * What came of holding a state against the log.
     *
     * @param differences sentences; none if all is right
     * @param partlyUnknown whether the log does not tell all of it
     */
    record Verdict(String service, List<String> differences, boolean partlyUnknown) {}

    /** A state, and whether its {@code since} and its streak are what the log tells. */
    private record Told(RecordedState state, boolean whole) {}

    static List<Verdict> compare(DSLContext snapshot, List<String> services) {
        Map<String, RecordedState> kept = kept(snapshot, services);
        Map<String, Alert> active = activeAlerts(snapshot, services);
        List<Verdict> verdicts = new ArrayList<>();
        for (String service : services) {
            RecordedState before =
                    kept.getOrDefault(service, new RecordedState(ServiceState.initial(service), OptionalLong.empty()));
            Told told = told(snapshot, before, Optional.ofNullable(active.get(service)));
            List<String> differences = kept.containsKey(service)
                    ? differences(before, told)
                    : List.of("there are checks in the log, and no state");
            verdicts.add(new Verdict(service, differences, !told.whole()));
        }
        return verdicts;
    }

    /** Writes what the log says; the transaction holds the pen. */
    static void repair(DSLContext transaction, List<String> services) {
        Map<String, RecordedState> kept = kept(transaction, services);
        Map<String, Alert> active = activeAlerts(transaction, services);
        List<RecordedState> right = services.stream()
                .map(service -> kept.getOrDefault(
                        service, new RecordedState(ServiceState.initial(service), OptionalLong.empty())))
                .map(before -> told(
                                transaction,
                                before,
                                Optional.ofNullable(active.get(before.state().service())))
                        .state())
                .toList();
        transaction
                .deleteFrom(HEALTHMON_SERVICE_STATE)
                .where(HEALTHMON_SERVICE_STATE.SERVICE_NAME.in(services))
                .execute();
        MergeStates.run(transaction, right);
    }

    private static Map<String, RecordedState> kept(DSLContext context, List<String> services) {
        Map<String, RecordedState> states = new HashMap<>();
        SelectStates.of(context, services)
                .forEach(state -> states.put(state.state().service(), state));
        return states;
    }

    /** The oldest of each service. */
    private static Map<String, Alert> activeAlerts(DSLContext context, List<String> services) {
        ServiceHealthAlerts alerts = SERVICE_HEALTH_ALERTS;
        Map<String, Alert> oldest = new HashMap<>();
        context.selectFrom(alerts)
                .where(alerts.STATUS.eq(inline(AlertRows.ACTIVE)), alerts.SERVICE_NAME.in(services))
                .orderBy(alerts.TRIGGERED_AT, alerts.ID)
                .forEach(row -> oldest.putIfAbsent(row.getServiceName(), AlertRows.alert(row)));
        return oldest;
    }

    private static Told told(DSLContext snapshot, RecordedState kept, Optional<Alert> active) {
        ServiceState state = kept.state();
        String service = state.service();
        Optional<Alert> alert = state.activeAlert().or(() -> active);
        Optional<StoredCheck> newest =
                SelectHistory.run(snapshot, new HistoryQuery(Optional.of(service), Instant.EPOCH, 1)).stream()
                        .findFirst();
        if (newest.isEmpty() || gapSince(snapshot, service, newest.get().check().timestamp())) {
            // Retention took its rows, or the newest checks were given up: the state is all that is left of them.
            return new Told(new RecordedState(state.with(alert), kept.checkId()), newest.isEmpty() && isNew(state));
        }
        CheckResult last = newest.get().check();
        HealthStatus status = last.evaluation().status();
        LogOfService log = LogOfService.of(snapshot, service);
        LogOfService.Last other = log.last(not(status));
        LogOfService.Last opposite =
                log.last(status == HealthStatus.HEALTHY ? not(HealthStatus.HEALTHY) : HealthStatus.HEALTHY::equals);
        boolean whole = !other.beyondTheRows()
                && !opposite.beyondTheRows()
                && !gapSince(snapshot, service, opposite.at().orElse(Instant.EPOCH));
        int streak = whole ? clamped(log.countAfter(opposite.at())) : state.failureStreak() + state.recoveryStreak();
        Optional<Instant> since = whole ? Optional.of(log.firstAfter(other.at())) : state.since();
        boolean healthy = status == HealthStatus.HEALTHY;
        TrailFromLog trail = new TrailFromLog(snapshot, service, log, at -> gapSince(snapshot, service, at));
        return new Told(
                new RecordedState(
                        new ServiceState(
                                service,
                                Optional.of(last),
                                since,
                                healthy ? 0 : streak,
                                healthy ? streak : 0,
                                trail.of(state.trail(), opposite.at(), whole ? streak : 0),
                                alert,
                                state.held()),
                        OptionalLong.of(newest.get().id())),
                whole);
    }

    private static boolean isNew(ServiceState state) {
        return state.lastCheck().isEmpty();
    }

    private static Predicate<HealthStatus> not(HealthStatus status) {
        return other -> other != status;
    }

    private static int clamped(long count) {
        return (int) Math.min(count, Integer.MAX_VALUE);
    }

    /** Where nobody looked, nothing is missing. */
    private static boolean gapSince(DSLContext context, String service, Instant since) {
        return context.fetchExists(
                HEALTHMON_GAP,
                HEALTHMON_GAP.SERVICE_NAME.eq(service),
                HEALTHMON_GAP.TO_AT.ge(since),
                HEALTHMON_GAP.KIND.eq(inline(StoredGap.Kind.GIVEN_UP.word())));
    }

    private static List<String> differences(RecordedState kept, Told told) {
        ServiceState is = kept.state();
        ServiceState right = told.state().state();
        List<String> differences = new ArrayList<>();
        if (!is.lastCheck().equals(right.lastCheck())) {
            differences.add("its newest check is " + at(is) + ", in the log " + at(right));
        } else if (!kept.checkId().equals(told.state().checkId())) {
            differences.add("its newest check is row " + kept.checkId() + ", in the log "
                    + told.state().checkId());
        }
        if (!is.since().equals(right.since())) {
            differences.add("it is " + is.status() + " since " + is.since() + ", in the log since " + right.since());
        }
        if (is.failureStreak() != right.failureStreak()) {
            differences.add("its failure streak is " + is.failureStreak() + ", in the log " + right.failureStreak());
        }
        if (is.recoveryStreak() != right.recoveryStreak()) {
            differences.add("its recovery streak is " + is.recoveryStreak() + ", in the log " + right.recoveryStreak());
        }
        if (!is.trail().streak().equals(right.trail().streak())) {
            differences.add("the checks of its streak are " + is.trail().streak() + ", in the log "
                    + right.trail().streak());
        }
        if (is.trail().changes() != right.trail().changes()
                || is.trail().observed() != right.trail().observed()) {
            differences.add("its changes are " + changes(is) + ", in the log " + changes(right));
        }
        if (!is.activeAlert().equals(right.activeAlert())) {
            differences.add("an alert is active that its state does not know");
        }
        return differences;
    }

    private static String changes(ServiceState state) {
        return Integer.toBinaryString(state.trail().changes()) + " of "
                + state.trail().observed() + " checks";
    }

    private static String at(ServiceState state) {
        return state.lastCheck()
                .map(check -> check.evaluation().status() + " at " + check.timestamp())
                .orElse("none");
    }
}
