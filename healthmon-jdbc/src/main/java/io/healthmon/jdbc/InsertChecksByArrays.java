package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.SERVICE_HEALTH_CHECKS;
import static org.jooq.impl.SQLDataType.BIGINT;
import static org.jooq.impl.SQLDataType.INSTANT;
import static org.jooq.impl.SQLDataType.INTEGER;
import static org.jooq.impl.SQLDataType.VARCHAR;

import java.util.List;
import org.jooq.DSLContext;

/** Appends rows to the check log with an insert, through a connection that hides the driver's. */
final class InsertChecksByArrays {

    private InsertChecksByArrays() {}

    static void run(DSLContext transaction, List<LogRow> rows) {
        transaction.execute(
                """
                insert into {0}
                  (id, service_name, status, checks, response_time_ms, timestamp, reason, message, body_format)
                select id, service_name, status, checks::jsonb, response_time_ms, at, reason, message, body_format
                from unnest({1}, {2}, {3}, {4}, {5}, {6}, {7}, {8}, {9})
                  as row (id, service_name, status, checks, response_time_ms, at, reason, message, body_format)""",
                SERVICE_HEALTH_CHECKS,
                Column.of(rows, BIGINT, LogRow::id),
                Column.of(rows, VARCHAR, LogRow::service),
                Column.of(rows, VARCHAR, LogRow::status),
                Column.of(rows, VARCHAR, LogRow::checks),
                Column.of(rows, INTEGER, LogRow::responseTimeMillis),
                Column.of(rows, INSTANT, LogRow::timestamp),
                Column.of(rows, VARCHAR, LogRow::reason),
                Column.of(rows, VARCHAR, LogRow::message),
                Column.of(rows, VARCHAR, LogRow::format));
    }
}
