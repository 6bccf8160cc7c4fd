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
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the newest state of each service; the id of its newest check stays if the step had none. A state whose check is older than
 * the recorded one's, since it waited in another monitor, leaves that as it is. Only the writer that holds the pen's row does this,
 * so a merge suffices, which costs less than an insert that expects conflicts. The statement has one of two texts, whatever the rows,
 * so that the driver has both prepared: mostly all services are settled, and their batch brings no array of nulls.
 */
final class MergeStates {

    /**
     * A column.
     *
     * @param type of the parameter, which is cast for {@code json} and {@code jsonb}
     */
    private record Kept(String name, String type, Function<RecordedState, ? extends @Nullable Object> value) {

        String read() {
            return type.startsWith("json") ? name + "::" + type + " as " + name : name;
        }

        String parameterType() {
            return type.startsWith("json") ? "varchar" : type;
        }
    }

    private static final List<Kept> ALWAYS = List.of(
            new Kept("service_name", "varchar", row -> row.state().service()),
            new Kept(
                    "check_id",
                    "bigint",
                    row -> row.checkId().isPresent() ? row.checkId().getAsLong() : null),
            new Kept(
                    "status",
                    "varchar",
                    evaluation(evaluation -> evaluation.status().word())),
            new Kept(
                    "checks",
                    "jsonb",
                    evaluation(evaluation -> evaluation.checks().json())),
            new Kept("response_time_ms", "integer", lastCheck(CheckResult::responseTimeMillis)),
            new Kept("checked_at", "timestamptz", lastCheck(CheckResult::timestamp)),
            new Kept(
                    "reason",
                    "varchar",
                    evaluation(
                            evaluation -> evaluation.reason().map(Reason::code).orElse(null))),
            new Kept(
                    "message",
                    "varchar",
                    evaluation(evaluation -> evaluation.message().orElse(null))),
            new Kept(
                    "body_format",
                    "varchar",
                    evaluation(evaluation ->
                            evaluation.format().map(BodyFormat::word).orElse(null))),
            new Kept("since", "timestamptz", row -> row.state().since().orElse(null)),
            new Kept("failure_streak", "integer", row -> row.state().failureStreak()),
            new Kept("recovery_streak", "integer", row -> row.state().recoveryStreak()),
            new Kept("alert_triggered_at", "timestamptz", row -> alertTriggeredAt(row.state())),
            new Kept("changes", "integer", row -> trail(row).changes()),
            new Kept("observed", "integer", row -> trail(row).observed()),
            new Kept(
                    "observed_since",
                    "timestamptz",
                    row -> trail(row).observedSince().orElse(null)));

    private static final List<Kept> UNSETTLED = List.of(
            new Kept(
                    "streak_checks",
                    "json",
                    row -> CountedChecks.write(trail(row).streak())),
            new Kept("held_cause", "varchar", held(held -> held.cause().word())),
            new Kept("held_because", "varchar", held(held -> held.because().orElse(null))),
            new Kept(
                    "held_by",
                    "varchar",
                    held(held -> held.alert().map(AlertKey::service).orElse(null))),
            new Kept(
                    "held_by_at",
                    "timestamptz",
                    held(held -> held.alert().map(AlertKey::triggeredAt).orElse(null))),
            new Kept("held_since", "timestamptz", held(Held::since)));

    private static final List<Kept> ALL =
            Stream.concat(ALWAYS.stream(), UNSETTLED.stream()).toList();

    private static final String SETTLED_STATEMENT = statement(ALWAYS);
    private static final String STATEMENT = statement(ALL);

    private MergeStates() {}

    /**
     * @param given the others become null
     */
    private static String statement(List<Kept> given) {
        return """
                merge into %%s as kept
                using (select %s from unnest(%s) as row (%s)) as fresh
                on kept.service_name = fresh.service_name
                when matched and (kept.checked_at is null or fresh.checked_at >= kept.checked_at) then update set
                  check_id = coalesce(fresh.check_id, kept.check_id), %s
                when not matched then insert (%s) values (%s)""".formatted(
                        each(given, Kept::read),
                        each(given, column -> "?"),
                        each(given, Kept::name),
                        ALL.stream()
                                .filter(column -> !column.name().equals("service_name")
                                        && !column.name().equals("check_id"))
                                .map(column -> column.name() + " = "
                                        + (given.contains(column) ? "fresh." + column.name() : "null"))
                                .collect(Collectors.joining(", ")),
                        each(given, Kept::name),
                        each(given, column -> "fresh." + column.name()));
    }

    private static String each(List<Kept> columns, Function<Kept, String> text) {
        return columns.stream().map(text).collect(Collectors.joining(", "));
    }

    static void run(DSLContext transaction, Collection<RecordedState> rows) {
        boolean settled = rows.stream()
                .allMatch(row ->
                        trail(row).streak().isEmpty() && row.state().held().isEmpty());
        String statement = settled ? SETTLED_STATEMENT : STATEMENT;
        transaction.connection(connection -> {
            try (PreparedStatement merge =
                    connection.prepareStatement(statement.formatted(transaction.render(HEALTHMON_SERVICE_STATE)))) {
                ArrayParameters<RecordedState> parameters = new ArrayParameters<>(merge, rows);
                for (Kept column : settled ? ALWAYS : ALL) {
                    parameters.add(column.parameterType(), column.value());
                }
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
