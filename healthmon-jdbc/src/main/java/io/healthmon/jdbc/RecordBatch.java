package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Sequences.SERVICE_HEALTH_CHECKS_ID_SEQ;

import io.healthmon.alert.AlertKey;
import io.healthmon.alert.Suppression;
import io.healthmon.alert.Transition;
import io.healthmon.notify.Delivery;
import io.healthmon.notify.Notification;
import io.healthmon.store.RecordedState;
import io.healthmon.store.RecordedStep;
import io.healthmon.store.Step;
import io.healthmon.store.StoredCheck;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import org.jooq.DSLContext;

/** Writes a batch of steps, in a number of statements that does not depend on how many there are. */
final class RecordBatch {

    private RecordBatch() {}

    /**
     * @param transaction holds the pen
     * @param marks what the pen says
     */
    static List<RecordedStep> run(DSLContext transaction, Marks marks, List<Step> steps) {
        List<StoredCheck> checks = numbered(transaction, steps);
        if (!checks.isEmpty()) {
            InsertChecks.run(transaction, checks);
            RecordLateChecks.run(transaction, marks, checks);
        }
        InsertGaps.run(transaction, steps);
        MergeStates.run(transaction, newestStates(steps, checks));
        AlertIds alertIds = recordAlerts(transaction, all(steps, Step::transitions), all(steps, Step::suppressions));
        recordMessages(transaction, all(steps, Step::notifications), all(steps, Step::deliveries));
        return recorded(steps, checks, alertIds);
    }

    private static <T> List<T> all(List<Step> steps, Function<Step, List<T>> part) {
        return steps.stream().flatMap(step -> part.apply(step).stream()).toList();
    }

    private static AlertIds recordAlerts(
            DSLContext transaction, List<Transition> transitions, List<Suppression> suppressions) {
        if (transitions.isEmpty() && suppressions.isEmpty()) {
            return AlertIds.NONE;
        }
        List<AlertKey> listing =
                suppressions.stream().flatMap(one -> one.alert().stream()).toList();
        AlertIds ids = AlertIds.find(transaction, transitions, listing);
        if (!transitions.isEmpty()) {
            UpsertAlerts.run(transaction, ids, transitions);
        }
        InsertAlertEvents.run(transaction, ids, transitions, suppressions);
        return ids;
    }

    /** What is to be sent comes before what became of it: both may be in one batch. */
    private static void recordMessages(
            DSLContext transaction, List<Notification> notifications, List<Delivery> deliveries) {
        if (!notifications.isEmpty()) {
            InsertNotifications.run(transaction, notifications);
        }
        if (!deliveries.isEmpty()) {
            InsertDeliveries.run(transaction, deliveries);
        }
    }

    /** The ids come before the rows, so that they are known even if the answer to the commit is lost. */
    private static List<StoredCheck> numbered(DSLContext transaction, List<Step> steps) {
        int count =
                (int) steps.stream().filter(step -> step.check().isPresent()).count();
        if (count == 0) {
            return List.of();
        }
        Iterator<Long> ids =
                transaction.nextvals(SERVICE_HEALTH_CHECKS_ID_SEQ, count).iterator();
        return steps.stream()
                .flatMap(step -> step.check().stream())
                .map(check -> new StoredCheck(ids.next(), check))
                .toList();
    }

    private static Collection<RecordedState> newestStates(List<Step> steps, List<StoredCheck> checks) {
        Map<String, OptionalLong> newestIds = new HashMap<>();
        checks.forEach(row -> newestIds.put(row.check().service(), OptionalLong.of(row.id())));
        Map<String, RecordedState> newest = new TreeMap<>();
        for (Step step : steps) {
            OptionalLong id = newestIds.getOrDefault(step.service(), OptionalLong.empty());
            newest.put(step.service(), new RecordedState(step.state(), id));
        }
        return newest.values();
    }

    private static List<RecordedStep> recorded(List<Step> steps, List<StoredCheck> checks, AlertIds alertIds) {
        Iterator<StoredCheck> rows = checks.iterator();
        List<RecordedStep> recorded = new ArrayList<>(steps.size());
        for (Step step : steps) {
            OptionalLong checkId =
                    step.check().isPresent() ? OptionalLong.of(rows.next().id()) : OptionalLong.empty();
            List<Transition> transitions = step.transitions();
            OptionalLong alertId = transitions.isEmpty()
                    ? OptionalLong.empty()
                    : OptionalLong.of(
                            alertIds.of(transitions.get(transitions.size() - 1).alert()));
            recorded.add(new RecordedStep(step, checkId, alertId));
        }
        return List.copyOf(recorded);
    }
}
