package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.HEALTHMON_SESSION;
import static org.jooq.impl.DSL.greatest;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;

import io.healthmon.access.AccessStore;
import io.healthmon.access.Session;
import io.healthmon.jdbc.generated.tables.HealthmonSession;
import io.healthmon.jdbc.generated.tables.records.HealthmonSessionRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;

/** The sessions that are kept. */
final class SessionRows {

    private static final HealthmonSession ROWS = HEALTHMON_SESSION;

    private SessionRows() {}

    static void insert(DSLContext transaction, Session session) {
        transaction
                .insertInto(ROWS)
                .set(ROWS.HASH, session.hash())
                .set(ROWS.HANDLE, session.handle())
                .set(ROWS.USER_ID, session.user())
                .set(ROWS.CREATED_AT, session.createdAt())
                .set(ROWS.SEEN_AT, session.seenAt())
                .set(ROWS.ADDRESS, session.address())
                .set(ROWS.AGENT, session.agent())
                .execute();
    }

    /** Ends those of a user that are one too many, the one not seen for longest first. */
    static void endSurplus(DSLContext transaction, UUID user) {
        transaction
                .deleteFrom(ROWS)
                .where(ROWS.HASH.in(select(ROWS.HASH)
                        .from(ROWS)
                        .where(ROWS.USER_ID.eq(user))
                        .orderBy(ROWS.SEEN_AT.desc(), ROWS.HANDLE)
                        .offset(inline(AccessStore.MOST))))
                .execute();
    }

    static Optional<Session> of(DSLContext context, String hash) {
        return context.selectFrom(ROWS).where(ROWS.HASH.eq(hash)).fetchOptional(SessionRows::session);
    }

    static List<Session> ofUser(DSLContext context, UUID user) {
        return context.selectFrom(ROWS)
                .where(ROWS.USER_ID.eq(user))
                .orderBy(ROWS.CREATED_AT.desc(), ROWS.HANDLE)
                .fetch(SessionRows::session);
    }

    static int seen(DSLContext context, String hash, Instant at) {
        return context.update(ROWS)
                .set(ROWS.SEEN_AT, greatest(ROWS.SEEN_AT, val(at)))
                .where(ROWS.HASH.eq(hash))
                .execute();
    }

    static int end(DSLContext transaction, String hash) {
        return end(transaction, ROWS.HASH.eq(hash));
    }

    static int end(DSLContext transaction, UUID user, UUID handle) {
        return end(transaction, ROWS.USER_ID.eq(user).and(ROWS.HANDLE.eq(handle)));
    }

    static int endOf(DSLContext transaction, UUID user, Optional<String> except) {
        return end(
                transaction, ROWS.USER_ID.eq(user).and(except.map(ROWS.HASH::ne).orElse(noCondition())));
    }

    /** Forgets those made, or last seen, before a moment. */
    static int forget(DSLContext transaction, Instant created, Instant seen) {
        return end(transaction, ROWS.CREATED_AT.lt(created).or(ROWS.SEEN_AT.lt(seen)));
    }

    private static int end(DSLContext transaction, Condition which) {
        return transaction.deleteFrom(ROWS).where(which).execute();
    }

    private static Session session(HealthmonSessionRecord row) {
        return new Session(
                row.getHash(),
                row.getHandle(),
                row.getUserId(),
                row.getCreatedAt(),
                row.getSeenAt(),
                row.getAddress(),
                row.getAgent());
    }
}
