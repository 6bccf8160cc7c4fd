package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.SERVICE_HEALTH_CHECKS;
import static org.jooq.impl.DSL.row;

import io.healthmon.jdbc.generated.tables.ServiceHealthChecks;
import io.healthmon.jdbc.generated.tables.records.ServiceHealthChecksRecord;
import io.healthmon.store.CheckReader.HistoryQuery;
import io.healthmon.store.StoredCheck;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;

/** A page of checks, newest first: the end of an index, in the partitions that the query reaches back to. */
final class SelectHistory {

    private SelectHistory() {}

    static List<StoredCheck> run(DSLContext context, HistoryQuery query) {
        ServiceHealthChecks checks = SERVICE_HEALTH_CHECKS;
        return context.selectFrom(checks)
                .where(wanted(query))
                .orderBy(checks.TIMESTAMP.desc(), checks.ID.desc())
                .limit(query.limit())
                .fetch(SelectHistory::stored);
    }

    /** Which rows of the log. */
    static Condition wanted(HistoryQuery query) {
        ServiceHealthChecks checks = SERVICE_HEALTH_CHECKS;
        Condition recent = query.before()
                .map(before -> row(checks.TIMESTAMP, checks.ID).lt(before.timestamp(), before.id()))
                .map(checks.TIMESTAMP.ge(query.since())::and)
                .orElse(checks.TIMESTAMP.ge(query.since()));
        return query.service().map(checks.SERVICE_NAME::eq).map(recent::and).orElse(recent);
    }

    private static StoredCheck stored(ServiceHealthChecksRecord row) {
        return new StoredCheck(
                row.getId(),
                CheckRows.check(
                        row.getServiceName(),
                        row.getTimestamp(),
                        row.getResponseTimeMs(),
                        row.getStatus(),
                        row.getReason(),
                        row.getMessage(),
                        row.getChecks(),
                        row.getBodyFormat()));
    }
}
