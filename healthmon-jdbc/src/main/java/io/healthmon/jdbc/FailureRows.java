package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.HEALTHMON_LOGIN_FAILURE;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.greatest;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.when;

import io.healthmon.access.Failures;
import io.healthmon.jdbc.generated.tables.HealthmonLoginFailure;
import io.healthmon.jdbc.generated.tables.records.HealthmonLoginFailureRecord;
import java.time.Instant;
import java.util.Optional;
import org.jooq.DSLContext;

/** The logins that failed. */
final class FailureRows {

    private static final HealthmonLoginFailure ROWS = HEALTHMON_LOGIN_FAILURE;

    private FailureRows() {}

    static Failures add(DSLContext transaction, String subject, Instant at, Instant forget) {
        return transaction
                .insertInto(ROWS)
                .set(ROWS.SUBJECT, subject)
                .set(ROWS.COUNT, 1)
                .set(ROWS.LAST_AT, at)
                .onConflict(ROWS.SUBJECT)
                .doUpdate()
                .set(ROWS.COUNT, when(ROWS.LAST_AT.lt(forget), inline(1)).otherwise(ROWS.COUNT.plus(1)))
                .set(ROWS.LAST_AT, greatest(ROWS.LAST_AT, excluded(ROWS.LAST_AT)))
                .returning()
                .fetchSingle(FailureRows::failures);
    }

    static Optional<Failures> of(DSLContext context, String subject) {
        return context.selectFrom(ROWS).where(ROWS.SUBJECT.eq(subject)).fetchOptional(FailureRows::failures);
    }

    static int delete(DSLContext context, String subject) {
        return context.deleteFrom(ROWS).where(ROWS.SUBJECT.eq(subject)).execute();
    }

    /** Forgets those whose last was before a moment, {@code limit} at most; those that another transaction has in hand wait. */
    static int forget(DSLContext transaction, Instant oldest, int limit) {
        return transaction
                .deleteFrom(ROWS)
                .where(ROWS.SUBJECT.in(select(ROWS.SUBJECT)
                        .from(ROWS)
                        .where(ROWS.LAST_AT.lt(oldest))
                        .limit(inline(limit))
                        .forUpdate()
                        .skipLocked()))
                .execute();
    }

    private static Failures failures(HealthmonLoginFailureRecord row) {
        return new Failures(row.getCount(), row.getLastAt());
    }
}
