package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.SERVICE_HEALTH_CHECKS;

import io.healthmon.check.Reason;
import io.healthmon.check.http.BodyFormat;
import io.healthmon.evaluate.Evaluation;
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

    static void run(DSLContext transaction, List<StoredCheck> rows) {
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

    private static byte[] binary(List<StoredCheck> rows) {
        int bytes = rows.stream()
                .mapToInt(row ->
                        USUAL_BYTES + row.check().evaluation().checks().json().length())
                .sum();
        BinaryRows binary = new BinaryRows(bytes);
        for (StoredCheck row : rows) {
            Evaluation evaluation = row.check().evaluation();
            binary.row(COLUMNS);
            binary.bigint(row.id());
            binary.text(row.check().service());
            binary.text(evaluation.status().word());
            binary.jsonb(evaluation.checks().json());
            binary.integer(row.check().responseTimeMillis());
            binary.timestamptz(row.check().timestamp());
            binary.text(evaluation.reason().map(Reason::code).orElse(null));
            binary.text(evaluation.message().orElse(null));
            binary.text(evaluation.format().map(BodyFormat::word).orElse(null));
        }
        return binary.end();
    }
}
