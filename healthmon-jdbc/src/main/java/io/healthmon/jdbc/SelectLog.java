package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.SERVICE_HEALTH_CHECKS;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.when;

import io.healthmon.HealthStatus;
import io.healthmon.jdbc.generated.tables.ServiceHealthChecks;
import io.healthmon.store.LogReader.LogSpan;
import io.healthmon.store.StoredCheck;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.jooq.Cursor;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.Record8;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * Rows of a part of the log by their timestamps, one after another, by a binary COPY, which costs the server and us least: see the
 * benchmark. A connection whose pool hides the driver's is asked by a cursor instead.
 */
final class SelectLog {

    private static final int ROWS_AT_ONCE = 5_000;

    private SelectLog() {}

    /** @return how many there were */
    static long run(DSLContext transaction, LogSpan span, Consumer<StoredCheck> each) {
        return transaction.connectionResult(connection -> connection.isWrapperFor(PGConnection.class)
                ? copied(transaction, connection.unwrap(PGConnection.class), span, each)
                : fetched(transaction, span, each));
    }

    private static long copied(
            DSLContext transaction, PGConnection connection, LogSpan span, Consumer<StoredCheck> each)
            throws SQLException {
        CopyOut copy = connection
                .getCopyAPI()
                .copyOut("copy (select " + BinaryLog.COLUMNS + " from " + transaction.render(SERVICE_HEALTH_CHECKS)
                        + " where \"timestamp\" >= '" + span.from() + "' and \"timestamp\" < '" + span.to()
                        + "' order by \"timestamp\") to stdout (format binary)");
        try {
            BinaryLog rows = new BinaryLog();
            for (byte[] message = copy.readFromCopy(); message != null; message = copy.readFromCopy()) {
                rows.row(message).ifPresent(each);
            }
            return copy.getHandledRowCount();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private static long fetched(DSLContext transaction, LogSpan span, Consumer<StoredCheck> each) {
        ServiceHealthChecks checks = SERVICE_HEALTH_CHECKS;
        long count = 0;
        try (Cursor<Record8<Long, String, String, Integer, java.time.Instant, String, String, JSONB>> rows = transaction
                .select(
                        checks.ID,
                        checks.SERVICE_NAME,
                        checks.STATUS,
                        checks.RESPONSE_TIME_MS,
                        checks.TIMESTAMP,
                        checks.REASON,
                        checks.MESSAGE,
                        when(checks.STATUS.ne(inline(HealthStatus.HEALTHY.word())), checks.CHECKS))
                .from(checks)
                .where(checks.TIMESTAMP.ge(span.from()), checks.TIMESTAMP.lt(span.to()))
                .orderBy(checks.TIMESTAMP)
                .fetchSize(ROWS_AT_ONCE)
                .fetchLazy()) {
            for (var row : rows) {
                each.accept(new StoredCheck(
                        row.value1(),
                        CheckRows.check(
                                row.value2(),
                                row.value5(),
                                row.value4(),
                                row.value3(),
                                row.value6(),
                                row.value7(),
                                row.value8(),
                                null)));
                count++;
            }
        }
        return count;
    }
}
