package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.HEALTHMON_SERVICE_STATE;
import static org.jooq.impl.SQLDataType.BIGINT;
import static org.jooq.impl.SQLDataType.INSTANT;
import static org.jooq.impl.SQLDataType.INTEGER;
import static org.jooq.impl.SQLDataType.VARCHAR;

import io.healthmon.alert.Alert;
import io.healthmon.alert.ServiceState;
import io.healthmon.check.Reason;
import io.healthmon.check.http.BodyFormat;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.evaluate.Evaluation;
import io.healthmon.store.RecordedState;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;

/** Keeps the newest state of each service; the id of its newest check stays if the step had none. */
final class UpsertStates {

    private UpsertStates() {}

    static void run(DSLContext transaction, Collection<RecordedState> rows) {
        List<ServiceState> states = rows.stream().map(RecordedState::state).toList();
        transaction.execute(
                """
                insert into {0} as kept (service_name, check_id, status, checks, response_time_ms, checked_at, reason, message, body_format,
                  since, failure_streak, recovery_streak, alert_triggered_at)
                select service_name, check_id, status, checks::jsonb, response_time_ms, checked_at, reason, message, body_format,
                  since, failure_streak, recovery_streak, alert_triggered_at
                from unnest({1}, {2}, {3}, {4}, {5}, {6}, {7}, {8}, {9}, {10}, {11}, {12}, {13})
                  as row (service_name, check_id, status, checks, response_time_ms, checked_at, reason, message, body_format,
                    since, failure_streak, recovery_streak, alert_triggered_at)
                on conflict (service_name) do update set
                  check_id = coalesce(excluded.check_id, kept.check_id),
                  status = excluded.status,
                  checks = excluded.checks,
                  response_time_ms = excluded.response_time_ms,
                  checked_at = excluded.checked_at,
                  reason = excluded.reason,
                  message = excluded.message,
                  body_format = excluded.body_format,
                  since = excluded.since,
                  failure_streak = excluded.failure_streak,
                  recovery_streak = excluded.recovery_streak,
                  alert_triggered_at = excluded.alert_triggered_at""",
                HEALTHMON_SERVICE_STATE,
                Column.of(states, VARCHAR, ServiceState::service),
                Column.of(
                        rows,
                        BIGINT,
                        row -> row.checkId().isPresent() ? row.checkId().getAsLong() : null),
                Column.of(
                        states,
                        VARCHAR,
                        state -> evaluation(state)
                                .map(evaluation -> evaluation.status().word())
                                .orElse(null)),
                Column.of(
                        states,
                        VARCHAR,
                        state -> evaluation(state)
                                .map(evaluation -> evaluation.checks().json())
                                .orElse(null)),
                Column.of(
                        states,
                        INTEGER,
                        state -> state.lastCheck()
                                .map(CheckResult::responseTimeMillis)
                                .orElse(null)),
                Column.of(
                        states,
                        INSTANT,
                        state -> state.lastCheck().map(CheckResult::timestamp).orElse(null)),
                Column.of(
                        states,
                        VARCHAR,
                        state -> evaluation(state)
                                .flatMap(Evaluation::reason)
                                .map(Reason::code)
                                .orElse(null)),
                Column.of(
                        states,
                        VARCHAR,
                        state -> evaluation(state).flatMap(Evaluation::message).orElse(null)),
                Column.of(
                        states,
                        VARCHAR,
                        state -> evaluation(state)
                                .flatMap(Evaluation::format)
                                .map(BodyFormat::word)
                                .orElse(null)),
                Column.of(states, INSTANT, state -> state.since().orElse(null)),
                Column.of(states, INTEGER, ServiceState::failureStreak),
                Column.of(states, INTEGER, ServiceState::recoveryStreak),
                Column.of(
                        states,
                        INSTANT,
                        state -> state.activeAlert().map(Alert::triggeredAt).orElse(null)));
    }

    private static Optional<Evaluation> evaluation(ServiceState state) {
        return state.lastCheck().map(CheckResult::evaluation);
    }
}
