package io.healthmon.jdbc;

import io.healthmon.alert.AlertKey;
import io.healthmon.alert.Suppression;
import io.healthmon.alert.Transition;
import io.healthmon.alert.Why;
import io.healthmon.jdbc.generated.tables.records.HealthmonAlertEventRecord;
import io.healthmon.store.AlertEvent;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads events of alerts, those that people or earlier versions wrote included: one of a kind that is none of ours is left out. */
final class AlertEventRows {

    /** The kind of those that are no transition. */
    static final String SUPPRESSED = "suppressed";

    private static final String UNRECORDED = "unrecorded";
    private static final int LONGEST_RULE = 50;

    private AlertEventRows() {}

    /**
     * @param alert the one whose event it is
     */
    static Optional<AlertEvent> event(HealthmonAlertEventRecord row, AlertKey alert) {
        if (row.getKind().equals(SUPPRESSED)) {
            return suppression(row, Optional.of(alert)).map(AlertEvent.KeptBack::new);
        }
        return Arrays.stream(Transition.Kind.values())
                .filter(kind -> kind.word().equals(row.getKind()))
                .findFirst()
                .map(kind -> new AlertEvent.Happened(
                        kind,
                        row.getAt(),
                        AlertRows.severity(row.getSeverity()),
                        Objects.requireNonNullElse(row.getMessage(), ""),
                        why(row)));
    }

    /**
     * @param alert the one that lists it, if there is one
     */
    static Optional<Suppression> suppression(HealthmonAlertEventRecord row, Optional<AlertKey> alert) {
        return cause(row.getCause())
                .map(cause -> new Suppression(
                        row.getServiceName(),
                        cause,
                        Optional.ofNullable(row.getBecause()),
                        alert,
                        row.getAt(),
                        why(row)));
    }

    static Optional<Suppression.Cause> cause(@Nullable String word) {
        return Arrays.stream(Suppression.Cause.values())
                .filter(cause -> cause.word().equals(word))
                .findFirst();
    }

    private static Why why(HealthmonAlertEventRecord row) {
        String rule = row.getRule();
        return new Why(
                rule == null || rule.isBlank() || rule.length() > LONGEST_RULE ? UNRECORDED : rule,
                JsonColumn.texts(JsonColumn.read(row.getFacts())),
                CountedChecks.read(row.getChecks()),
                row.getReason());
    }
}
