package io.healthmon.examples.benchmarks.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

/** One statement with an array for each column. */
final class Unnest {

    private static final String CHECKS = "insert into service_health_checks"
            + " (id, service_name, status, checks, response_time_ms, timestamp, body_format)"
            + " select id, service, status, checks::jsonb, millis, at, format"
            + " from unnest(?, ?, ?, ?, ?, ?::timestamptz[], ?) as row (id, service, status, checks, millis, at, format)";

    /** What a state takes with its last check's components, as the product's first version keeps it. */
    private static final String WIDE = "insert into bench_state_wide as kept"
            + " (service_name, check_id, status, checks, response_time_ms, checked_at, body_format)"
            + " select service, id, status, checks::jsonb, millis, at, format"
            + " from unnest(?, ?, ?, ?, ?, ?::timestamptz[], ?) as row (id, service, status, checks, millis, at, format)"
            + " on conflict (service_name) do update set check_id = excluded.check_id, status = excluded.status,"
            + " checks = excluded.checks, response_time_ms = excluded.response_time_ms, checked_at = excluded.checked_at,"
            + " body_format = excluded.body_format";

    /** What a state takes with a pointer to its last check's row. */
    private static final String NARROW = "insert into bench_state_narrow as kept (service_name, check_id, checked_at)"
            + " select service, id, at from unnest(?, ?, ?::timestamptz[]) as row (id, service, at)"
            + " on conflict (service_name) do update set check_id = excluded.check_id, checked_at = excluded.checked_at";

    private Unnest() {}

    /** Rows of the check log. */
    static void checks(Connection connection, List<CheckRow> rows) throws SQLException {
        wide(connection, CHECKS, rows);
    }

    /** The newest state of each service, with its check's content. */
    static void wideStates(Connection connection, List<CheckRow> rows) throws SQLException {
        wide(connection, WIDE, Newest.of(rows));
    }

    /** The newest state of each service, which points at its check. */
    static void narrowStates(Connection connection, List<CheckRow> rows) throws SQLException {
        List<CheckRow> newest = Newest.of(rows);
        try (PreparedStatement statement = connection.prepareStatement(NARROW)) {
            statement.setArray(1, connection.createArrayOf("bigint", column(newest, CheckRow::id)));
            statement.setArray(2, connection.createArrayOf("varchar", column(newest, CheckRow::service)));
            statement.setArray(
                    3,
                    connection.createArrayOf(
                            "varchar", column(newest, row -> row.timestamp().toString())));
            statement.executeUpdate();
        }
    }

    private static void wide(Connection connection, String sql, List<CheckRow> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("bigint", column(rows, CheckRow::id)));
            statement.setArray(2, connection.createArrayOf("varchar", column(rows, CheckRow::service)));
            statement.setArray(3, connection.createArrayOf("varchar", column(rows, row -> CheckRow.STATUS)));
            statement.setArray(4, connection.createArrayOf("varchar", column(rows, CheckRow::checks)));
            statement.setArray(5, connection.createArrayOf("integer", column(rows, CheckRow::responseTimeMillis)));
            statement.setArray(
                    6,
                    connection.createArrayOf(
                            "varchar", column(rows, row -> row.timestamp().toString())));
            statement.setArray(7, connection.createArrayOf("varchar", column(rows, row -> CheckRow.FORMAT)));
            statement.executeUpdate();
        }
    }

    private static Object[] column(List<CheckRow> rows, Function<CheckRow, Object> value) {
        return rows.stream().map(value).toArray();
    }
}
