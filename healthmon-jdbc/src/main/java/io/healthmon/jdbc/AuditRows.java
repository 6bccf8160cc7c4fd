package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.HEALTHMON_AUDIT;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;

import io.healthmon.access.AccessStore.Numbered;
import io.healthmon.access.AuditEntry;
import io.healthmon.jdbc.generated.tables.HealthmonAudit;
import io.healthmon.jdbc.generated.tables.records.HealthmonAuditRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;

/** What was done. Nothing here changes an entry, and the table would refuse it. */
final class AuditRows {

    private static final HealthmonAudit ROWS = HEALTHMON_AUDIT;

    private AuditRows() {}

    static int insert(DSLContext context, AuditEntry entry) {
        return context.insertInto(ROWS)
                .set(ROWS.AT, entry.at())
                .set(ROWS.WHO, entry.who())
                .set(ROWS.ADDRESS, entry.from())
                .set(ROWS.ACTION, entry.action())
                .set(ROWS.SUBJECT, entry.subject().orElse(null))
                .set(ROWS.DETAIL, entry.detail().orElse(null))
                .execute();
    }

    static List<Numbered> page(DSLContext context, Optional<Long> before, int limit) {
        return context.selectFrom(ROWS)
                .where(before.map(ROWS.NUMBER::lt).orElse(noCondition()))
                .orderBy(ROWS.NUMBER.desc())
                .limit(limit)
                .fetch(AuditRows::numbered);
    }

    /** Forgets entries of before a moment: how many are gone, {@code limit} at most. */
    static int forget(DSLContext transaction, Instant oldest, int limit) {
        transaction.fetch("select set_config('healthmon.retention', 'audit', true)");
        int gone = transaction
                .deleteFrom(ROWS)
                .where(ROWS.NUMBER.in(
                        select(ROWS.NUMBER).from(ROWS).where(ROWS.AT.lt(oldest)).limit(inline(limit))))
                .execute();
        transaction.fetch("select set_config('healthmon.retention', '', true)");
        return gone;
    }

    private static Numbered numbered(HealthmonAuditRecord row) {
        return new Numbered(
                row.getNumber(),
                new AuditEntry(
                        row.getAt(),
                        row.getWho(),
                        row.getAddress(),
                        row.getAction(),
                        Optional.ofNullable(row.getSubject()),
                        Optional.ofNullable(row.getDetail())));
    }
}
