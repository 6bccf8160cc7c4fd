package io.healthmon.examples.benchmarks.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;

/** INSERT of one row: a statement for each, or batches that the driver rewrites into statements of many rows. */
final class Inserts {

    private static final String SQL = "insert into service_health_checks"
            + " (id, service_name, status, checks, response_time_ms, timestamp, body_format)"
            + " values (?, ?, ?, ?::jsonb, ?, ?, ?)";

    private Inserts() {}

    /** One statement, and one round trip, for each row. */
    static void rowByRow(Connection connection, List<CheckRow> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            for (CheckRow row : rows) {
                bind(statement, row);
                statement.executeUpdate();
            }
        }
    }

    /** A JDBC batch; on a connection with {@code reWriteBatchedInserts}. */
    static void batch(Connection connection, List<CheckRow> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            for (CheckRow row : rows) {
                bind(statement, row);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static void bind(PreparedStatement statement, CheckRow row) throws SQLException {
        statement.setLong(1, row.id());
        statement.setString(2, row.service());
        statement.setString(3, CheckRow.STATUS);
        statement.setString(4, row.checks());
        statement.setInt(5, row.responseTimeMillis());
        statement.setObject(6, row.timestamp().atOffset(ZoneOffset.UTC));
        statement.setString(7, CheckRow.FORMAT);
    }
}
