package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.SERVICE_HEALTH_CHECKS;

import io.healthmon.store.StoredCheck;
import java.sql.SQLException;
import java.util.List;
import org.jooq.DSLContext;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Appends rows to the check log by a binary COPY, which costs the server and us least: see the benchmark. A connection
 * whose pool hides the driver's is given an insert instead.
 */
final class InsertChecks {

    private static final int COLUMNS = 9;

    /** What a row takes, its components not counted. */
    private static final int USUAL_BYTES = 200;

    private InsertChecks() {}

    static void run(DSLContext transaction, List<StoredCheck> checks) {
        rows(transaction, checks.stream().map(LogRow::of).toList());
    }

    /** Rows as they are to lie in the table. */
    static void rows(DSLContext transaction, List<LogRow> rows) {
        boolean copied = transaction.connectionResult(connection -> {
            if (!connection.isWrapperFor(PGConnection.class)) {
                return false;
            }
            copy(
                    connection.unwrap(PGConnection.class),
                    "copy " + transaction.render(SERVICE_HEALTH_CHECKS)
                            + " (id, service_name, status, checks, response_time_ms, timestamp, reason, message, body_format)"
                            + " from stdin (format binary)",
                    binary(rows));
            return true;
        });
        if (!copied) {
            InsertChecksByArrays.run(transaction, rows);
        }
    }

    private static void copy(PGConnection connection, String statement, byte[] rows) throws SQLException {
        CopyIn copy = connection.getCopyAPI().copyIn(statement);
        try {
            copy.writeToCopy(rows, 0, rows.length);
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private static byte[] binary(List<LogRow> rows) {
        int bytes = rows.stream()
                .mapToInt(row ->
                        USUAL_BYTES + (row.checks() == null ? 0 : row.checks().length()))
                .sum();
        BinaryRows binary = new BinaryRows(bytes);
        for (LogRow row : rows) {
            binary.row(COLUMNS);
            binary.bigint(row.id());
            binary.text(row.service());
            binary.text(row.status());
            binary.jsonb(row.checks());
            binary.integer(row.responseTimeMillis());
            binary.timestamptz(row.timestamp());
            binary.text(row.reason());
            binary.text(row.message());
            binary.text(row.format());
        }
        return binary.end();
    }
}
