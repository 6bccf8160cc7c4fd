package io.healthmon.jdbc;

import io.healthmon.check.Reason;
import io.healthmon.check.http.BodyFormat;
import io.healthmon.evaluate.Evaluation;
import io.healthmon.store.StoredCheck;
import java.time.Instant;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;

/**
 * A row as it lies in the check log. Ours say all that a check says; people and other programs leave columns empty and have words of
 * their own.
 *
 * @param checks JSON that jsonb takes
 */
record LogRow(
        long id,
        String service,
        String status,
        @Nullable String checks,
        @Nullable Integer responseTimeMillis,
        Instant timestamp,
        @Nullable String reason,
        @Nullable String message,
        @Nullable String format) {

    /** The row to write for a check. */
    static LogRow of(StoredCheck row) {
        Evaluation evaluation = row.check().evaluation();
        return new LogRow(
                row.id(),
                row.check().service(),
                evaluation.status().word(),
                evaluation.checks().json(),
                row.check().responseTimeMillis(),
                row.check().timestamp(),
                evaluation.reason().map(Reason::code).orElse(null),
                evaluation.message().orElse(null),
                evaluation.format().map(BodyFormat::word).orElse(null));
    }

    /** The check that it says. */
    StoredCheck stored() {
        return new StoredCheck(
                id,
                CheckRows.check(
                        service,
                        timestamp,
                        responseTimeMillis,
                        status,
                        reason,
                        message,
                        JSONB.jsonbOrNull(checks),
                        format));
    }
}
