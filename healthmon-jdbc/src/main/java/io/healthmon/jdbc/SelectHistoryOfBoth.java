package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.SERVICE_HEALTH_CHECKS;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.SQLDataType.BIGINT;
import static org.jooq.impl.SQLDataType.CLOB;
import static org.jooq.impl.SQLDataType.INSTANT;
import static org.jooq.impl.SQLDataType.VARCHAR;

import io.healthmon.jdbc.generated.tables.ServiceHealthChecks;
import io.healthmon.store.CheckReader.HistoryQuery;
import io.healthmon.store.StoredCheck;
import java.time.Instant;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jooq.Select;
import org.jooq.impl.DSL;

/**
 * A page of checks while an adoption is under way, newest first: from our log, and from the original's what is not copied yet. It is one
 * statement, which sees one moment: each row once, wherever it lies then.
 */
final class SelectHistoryOfBoth {

    private static final Field<Instant> AT = field(name("at"), INSTANT);
    private static final Field<Long> ID = field(name("id"), BIGINT);
    private static final Field<Boolean> OURS = field(name("ours"), Boolean.class);
    private static final Field<String> REASON = field(name("reason"), VARCHAR);
    private static final Field<String> MESSAGE = field(name("message"), VARCHAR);
    private static final Field<String> FORMAT = field(name("body_format"), VARCHAR);

    private SelectHistoryOfBoth() {}

    static List<StoredCheck> run(DSLContext context, OriginalChecks originals, HistoryQuery query) {
        return select(context, originals, query)
                .fetch(row -> row(context, originals, row).stored());
    }

    static ResultQuery<Record> select(DSLContext context, OriginalChecks originals, HistoryQuery query) {
        return context.selectFrom(ours(query).unionAll(theirs(originals, query)).asTable("both"))
                .orderBy(AT.desc(), ID.desc())
                .limit(query.limit());
    }

    private static Select<Record> ours(HistoryQuery query) {
        ServiceHealthChecks checks = SERVICE_HEALTH_CHECKS;
        return DSL.select(List.of(
                        checks.ID,
                        checks.SERVICE_NAME,
                        checks.STATUS,
                        checks.RESPONSE_TIME_MS.cast(BIGINT).as("response_time_ms"),
                        checks.TIMESTAMP.as("at"),
                        checks.CHECKS.cast(CLOB).as("checks"),
                        inline(0).as("bytes"),
                        checks.REASON,
                        checks.MESSAGE,
                        checks.BODY_FORMAT,
                        inline(true).as("ours")))
                .from(checks)
                .where(SelectHistory.wanted(query))
                .orderBy(checks.TIMESTAMP.desc(), checks.ID.desc())
                .limit(query.limit());
    }

    private static Select<Record> theirs(OriginalChecks originals, HistoryQuery query) {
        Condition wanted =
                originals.notDone().and(originals.copied()).and(originals.since(val(query.since(), INSTANT)));
        if (query.before().isPresent()) {
            wanted = wanted.and(originals.behind(query.before().get()));
        }
        if (query.service().isPresent()) {
            wanted = wanted.and(originals.of(query.service().get()));
        }
        return DSL.select(originals.columns())
                .select(
                        inline(null, REASON).as(REASON),
                        inline(null, MESSAGE).as(MESSAGE),
                        inline(null, FORMAT).as(FORMAT),
                        inline(false).as("ours"))
                .from(originals.table())
                .where(wanted)
                .orderBy(originals.newestFirst())
                .limit(query.limit());
    }

    private static LogRow row(DSLContext context, OriginalChecks originals, Record row) {
        return row.get(OURS) ? ours(row) : originals.row(context, row);
    }

    private static LogRow ours(Record row) {
        return new LogRow(
                row.get(ID),
                row.get("service_name", String.class),
                row.get("status", String.class),
                row.get("checks", String.class),
                row.get("response_time_ms", Integer.class),
                row.get(AT),
                row.get(REASON),
                row.get(MESSAGE),
                row.get(FORMAT));
    }
}
