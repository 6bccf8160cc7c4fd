package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.HEALTHMON_SERVICE_STATE;

import io.healthmon.alert.Alert;
import io.healthmon.alert.AlertKey;
import io.healthmon.alert.Held;
import io.healthmon.alert.ServiceState;
import io.healthmon.alert.Trail;
import io.healthmon.check.Reason;
import io.healthmon.check.http.BodyFormat;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.evaluate.Evaluation;
import io.healthmon.store.RecordedState;
import java.sql.PreparedStatement;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the newest state of each service; the id of its newest check stays if the step had none. A state whose check is older than
 * the recorded one's, since it waited in another monitor, leaves that as it is. Only the writer that holds the pen's row does this,
 * so a merge suffices, which costs less than an insert that expects conflicts. The text of the statement does not depend on the
 * rows, so that the driver has it prepared.
 */
final class MergeStates {

    private static final String STATEMENT = """
            merge into %s as kept
            using (select service_name, check_id, status, checks::jsonb as checks, response_time_ms, checked_at, reason, message,
                body_format, since, failure_streak, recovery_streak, alert_triggered_at, streak_checks::json as streak_checks, changes,
                observed, observed_since, held_cause, held_because, held_by, held_by_at, held_since
              from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                as row (service_name, check_id, status, checks, response_time_ms, checked_at, reason, message,
                  body_format, since, failure_streak, recovery_streak, alert_triggered_at, streak_checks, changes,
                  observed, observed_since, held_cause, held_because, held_by, held_by_at, held_since)) as fresh
            on kept.service_name = fresh.service_name
            when matched and (kept.checked_at is null or fresh.checked_at >= kept.checked_at) then update set
              check_id = coalesce(fresh.check_id, kept.check_id),
              status = fresh.status,
              checks = fresh.checks,
              response_time_ms = fresh.response_time_ms,
              checked_at = fresh.checked_at,
              reason = fresh.reason,
              message = fresh.message,
              body_format = fresh.body_format,
              since = fresh.since,
              failure_streak = fresh.failure_streak,
              recovery_streak = fresh.recovery_streak,
              alert_triggered_at = fresh.alert_triggered_at,
              streak_checks = fresh.streak_checks,
              changes = fresh.changes,
              observed = fresh.observed,
              observed_since = fresh.observed_since,
              held_cause = fresh.held_cause,
              held_because = fresh.held_because,
              held_by = fresh.held_by,
              held_by_at = fresh.held_by_at,
              held_since = fresh.held_since
            when not matched then insert (service_name, check_id, status, checks, response_time_ms, checked_at, reason, message,
                body_format, since, failure_streak, recovery_streak, alert_triggered_at, streak_checks, changes, observed,
                observed_since, held_cause, held_because, held_by, held_by_at, held_since)
              values (fresh.service_name, fresh.check_id, fresh.status, fresh.checks, fresh.response_time_ms, fresh.checked_at,
                fresh.reason, fresh.message, fresh.body_format, fresh.since, fresh.failure_streak, fresh.recovery_streak,
                fresh.alert_triggered_at, fresh.streak_checks, fresh.changes, fresh.observed, fresh.observed_since,
                fresh.held_cause, fresh.held_because, fresh.held_by, fresh.held_by_at, fresh.held_since)""";

    private MergeStates() {}

    static void run(DSLContext transaction, Collection<RecordedState> rows) {
        transaction.connection(connection -> {
            try (PreparedStatement merge =
                    connection.prepareStatement(STATEMENT.formatted(transaction.render(HEALTHMON_SERVICE_STATE)))) {
                new ArrayParameters<>(merge, rows)
                        .add("varchar", row -> row.state().service())
                        .add(
                                "bigint",
                                row -> row.checkId().isPresent() ? row.checkId().getAsLong() : null)
                        .add(
                                "varchar",
                                evaluation(evaluation -> evaluation.status().word()))
                        .add(
                                "varchar",
                                evaluation(evaluation -> evaluation.checks().json()))
                        .add("integer", lastCheck(CheckResult::responseTimeMillis))
                        .add("timestamptz", lastCheck(CheckResult::timestamp))
                        .add(
                                "varchar",
                                evaluation(evaluation ->
                                        evaluation.reason().map(Reason::code).orElse(null)))
                        .add(
                                "varchar",
                                evaluation(evaluation -> evaluation.message().orElse(null)))
                        .add(
                                "varchar",
                                evaluation(evaluation -> evaluation
                                        .format()
                                        .map(BodyFormat::word)
                                        .orElse(null)))
                        .add("timestamptz", row -> row.state().since().orElse(null))
                        .add("integer", row -> row.state().failureStreak())
                        .add("integer", row -> row.state().recoveryStreak())
                        .add("timestamptz", row -> alertTriggeredAt(row.state()))
                        .add("varchar", row -> CountedChecks.write(trail(row).streak()))
                        .add("integer", row -> trail(row).changes())
                        .add("integer", row -> trail(row).observed())
                        .add("timestamptz", row -> trail(row).observedSince().orElse(null))
                        .add("varchar", held(held -> held.cause().word()))
                        .add("varchar", held(held -> held.because().orElse(null)))
                        .add(
                                "varchar",
                                held(held -> held.alert().map(AlertKey::service).orElse(null)))
                        .add(
                                "timestamptz",
                                held(held ->
                                        held.alert().map(AlertKey::triggeredAt).orElse(null)))
                        .add("timestamptz", held(Held::since));
                merge.executeUpdate();
            }
        });
    }

    private static <T> Function<RecordedState, @Nullable T> lastCheck(Function<CheckResult, @Nullable T> value) {
        return row -> {
            Optional<CheckResult> check = row.state().lastCheck();
            return check.isPresent() ? value.apply(check.get()) : null;
        };
    }

    private static <T> Function<RecordedState, @Nullable T> evaluation(Function<Evaluation, @Nullable T> value) {
        return lastCheck(check -> value.apply(check.evaluation()));
    }

    private static Trail trail(RecordedState row) {
        return row.state().trail();
    }

    private static <T> Function<RecordedState, @Nullable T> held(Function<Held, @Nullable T> value) {
        return row -> {
            Optional<Held> held = row.state().held();
            return held.isPresent() ? value.apply(held.get()) : null;
        };
    }

    private static @Nullable Instant alertTriggeredAt(ServiceState state) {
        return state.activeAlert().map(Alert::triggeredAt).orElse(null);
    }
}
