package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.HEALTHMON_ALERT_EVENT;
import static org.jooq.impl.SQLDataType.BIGINT;
import static org.jooq.impl.SQLDataType.INSTANT;
import static org.jooq.impl.SQLDataType.VARCHAR;

import io.healthmon.alert.Alert;
import io.healthmon.alert.AlertKey;
import io.healthmon.alert.Suppression;
import io.healthmon.alert.Transition;
import io.healthmon.alert.Why;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Remembers each step of each alert's life, and what did not happen. */
final class InsertAlertEvents {

    /** What is kept of either. */
    private record Row(
            Optional<Long> alertId,
            String service,
            String kind,
            Instant at,
            Optional<Alert> alert,
            Why why,
            Optional<Suppression> suppression) {}

    private InsertAlertEvents() {}

    static void run(
            DSLContext transaction, AlertIds ids, List<Transition> transitions, List<Suppression> suppressions) {
        List<Row> rows = new ArrayList<>();
        transitions.forEach(transition -> rows.add(row(ids, transition)));
        suppressions.forEach(suppression -> rows.add(row(ids, suppression)));
        transaction.execute(
                """
                insert into {0} (alert_id, service_name, kind, at, severity, message, reason, rule, facts, checks, cause, because)
                select alert_id, service_name, kind, at, severity, message, reason, rule, facts::json, checks::json, cause, because
                  from unnest({1}, {2}, {3}, {4}, {5}, {6}, {7}, {8}, {9}, {10}, {11}, {12})
                    as row (alert_id, service_name, kind, at, severity, message, reason, rule, facts, checks, cause, because)""",
                HEALTHMON_ALERT_EVENT,
                Column.of(rows, BIGINT, row -> row.alertId().orElse(null)),
                Column.of(rows, VARCHAR, Row::service),
                Column.of(rows, VARCHAR, Row::kind),
                Column.of(rows, INSTANT, Row::at),
                Column.of(
                        rows,
                        VARCHAR,
                        row -> row.alert().map(alert -> alert.severity().word()).orElse(null)),
                Column.of(rows, VARCHAR, row -> row.alert().map(Alert::message).orElse(null)),
                Column.of(rows, VARCHAR, row -> row.why().sentence()),
                Column.of(rows, VARCHAR, row -> row.why().rule()),
                Column.of(rows, VARCHAR, row -> facts(row.why())),
                Column.of(rows, VARCHAR, row -> CountedChecks.write(row.why().checks())),
                Column.of(
                        rows,
                        VARCHAR,
                        row -> row.suppression()
                                .map(suppression -> suppression.cause().word())
                                .orElse(null)),
                Column.of(
                        rows,
                        VARCHAR,
                        row -> row.suppression().flatMap(Suppression::because).orElse(null)));
    }

    private static Row row(AlertIds ids, Transition transition) {
        Alert alert = transition.alert();
        return new Row(
                Optional.of(ids.of(alert)),
                alert.service(),
                transition.kind().word(),
                transition.at(),
                Optional.of(alert),
                transition.why(),
                Optional.empty());
    }

    private static Row row(AlertIds ids, Suppression suppression) {
        AlertKey listing = suppression.alert().orElse(null);
        return new Row(
                listing == null ? Optional.empty() : Optional.ofNullable(ids.find(listing)),
                suppression.service(),
                AlertEventRows.SUPPRESSED,
                suppression.at(),
                Optional.empty(),
                suppression.why(),
                Optional.of(suppression));
    }

    private static @Nullable String facts(Why why) {
        return why.facts().isEmpty() ? null : JsonColumn.write(why.facts());
    }
}
