package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.HEALTHMON_KEY;
import static org.jooq.impl.DSL.greatest;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.least;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;

import io.healthmon.access.AccessKey;
import io.healthmon.access.AccessStore;
import io.healthmon.access.Scope;
import io.healthmon.jdbc.generated.tables.HealthmonKey;
import io.healthmon.jdbc.generated.tables.records.HealthmonKeyRecord;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.Field;

/** The keys that are kept. */
final class KeyRows {

    private static final HealthmonKey ROWS = HEALTHMON_KEY;

    /** From when on a key is not taken any more; null for never, as of two of which one is null the other is the least. */
    private static final Field<Instant> ENDS_AT = least(ROWS.EXPIRES_AT, ROWS.REVOKED_AT);

    private KeyRows() {}

    static List<AccessKey> all(DSLContext context) {
        return context.selectFrom(ROWS)
                .orderBy(ROWS.NAME.collate("C"), ROWS.CREATED_AT.desc(), ROWS.PREFIX)
                .fetch(KeyRows::key);
    }

    static Optional<AccessKey> of(DSLContext context, String prefix) {
        return context.selectFrom(ROWS).where(ROWS.PREFIX.eq(prefix)).fetchOptional(KeyRows::key);
    }

    /** True if there is one of this id or prefix. */
    static boolean clashes(DSLContext transaction, AccessKey key) {
        return transaction.fetchExists(ROWS, ROWS.ID.eq(key.id()).or(ROWS.PREFIX.eq(key.prefix())));
    }

    /** False if there are as many as there may be, all of them valid. */
    static boolean makeRoom(DSLContext transaction, Instant now) {
        return transaction.fetchCount(ROWS) < AccessStore.MOST
                || transaction
                                .deleteFrom(ROWS)
                                .where(ROWS.ID.eq(select(ROWS.ID)
                                        .from(ROWS)
                                        .where(ENDS_AT.le(now))
                                        .orderBy(ENDS_AT, ROWS.PREFIX)
                                        .limit(inline(1))))
                                .execute()
                        > 0;
    }

    static void insert(DSLContext transaction, AccessKey key) {
        transaction
                .insertInto(ROWS)
                .set(ROWS.ID, key.id())
                .set(ROWS.PREFIX, key.prefix())
                .set(ROWS.NAME, key.name())
                .set(ROWS.HASH, key.hash())
                .set(
                        ROWS.SCOPES,
                        key.scopes().stream().map(Scope::word).sorted().toArray(String[]::new))
                .set(ROWS.SERVICES, MatcherJson.write(key.services()))
                .set(ROWS.CREATED_BY, key.createdBy())
                .set(ROWS.CREATED_AT, key.createdAt())
                .set(ROWS.EXPIRES_AT, key.expiresAt().orElse(null))
                .set(ROWS.REVOKED_AT, key.revokedAt().orElse(null))
                .set(ROWS.SEEN_AT, key.seenAt().orElse(null))
                .execute();
    }

    static boolean expire(DSLContext transaction, UUID id, Instant at) {
        return transaction
                        .update(ROWS)
                        .set(ROWS.EXPIRES_AT, least(ROWS.EXPIRES_AT, val(at)))
                        .where(ROWS.ID.eq(id))
                        .execute()
                > 0;
    }

    static boolean revoke(DSLContext transaction, UUID id, Instant at) {
        return transaction
                        .update(ROWS)
                        .set(ROWS.REVOKED_AT, at)
                        .where(ROWS.ID.eq(id), ROWS.REVOKED_AT.isNull())
                        .execute()
                > 0;
    }

    static int seen(DSLContext context, UUID id, Instant at) {
        return context.update(ROWS)
                .set(ROWS.SEEN_AT, greatest(ROWS.SEEN_AT, val(at)))
                .where(ROWS.ID.eq(id))
                .execute();
    }

    private static AccessKey key(HealthmonKeyRecord row) {
        return new AccessKey(
                row.getId(),
                row.getPrefix(),
                row.getName(),
                row.getHash(),
                Arrays.stream(row.getScopes())
                        .flatMap(word -> Scope.ofWord(word).stream())
                        .collect(Collectors.toSet()),
                MatcherJson.read(row.getServices()),
                row.getCreatedBy(),
                row.getCreatedAt(),
                Optional.ofNullable(row.getExpiresAt()),
                Optional.ofNullable(row.getRevokedAt()),
                Optional.ofNullable(row.getSeenAt()));
    }
}
