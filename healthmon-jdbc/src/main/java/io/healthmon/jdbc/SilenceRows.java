package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.HEALTHMON_SILENCE;

import io.healthmon.alert.Ending;
import io.healthmon.alert.Silence;
import io.healthmon.jdbc.generated.tables.HealthmonSilence;
import io.healthmon.jdbc.generated.tables.records.HealthmonSilenceRecord;
import io.healthmon.store.ContextStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** The silences that are kept. */
final class SilenceRows {

    private static final HealthmonSilence ROWS = HEALTHMON_SILENCE;

    private SilenceRows() {}

    static int put(DSLContext context, Silence silence) {
        return context.insertInto(ROWS)
                .set(ROWS.ID, silence.id())
                .set(ROWS.MATCHER, MatcherJson.write(silence.matcher()))
                .set(ROWS.AUTHOR, silence.author())
                .set(ROWS.REASON, silence.reason())
                .set(ROWS.CREATED_AT, silence.createdAt())
                .set(ROWS.STARTS_AT, silence.startsAt())
                .set(ROWS.ENDS_AT, silence.endsAt())
                .set(ROWS.ENDED_AT, silence.ended().map(Ending::at).orElse(null))
                .set(ROWS.ENDED_BY, silence.ended().map(Ending::by).orElse(null))
                .onConflictDoNothing()
                .execute();
    }

    static Optional<Silence> end(DSLContext transaction, UUID id, Ending ending) {
        transaction
                .update(ROWS)
                .set(ROWS.ENDED_AT, ending.at())
                .set(ROWS.ENDED_BY, ending.by())
                .where(ROWS.ID.eq(id), ROWS.ENDED_AT.isNull())
                .execute();
        return transaction.selectFrom(ROWS).where(ROWS.ID.eq(id)).fetchOptional(SilenceRows::silence);
    }

    static List<Silence> all(DSLContext context) {
        return context.selectFrom(ROWS)
                .orderBy(DSL.field(ROWS.ENDED_AT.isNotNull()), ROWS.CREATED_AT.desc(), ROWS.ID)
                .limit(ContextStore.MOST)
                .fetch(SilenceRows::silence);
    }

    /** Forgets those that were over before a moment: how many are gone, {@code limit} at most. */
    static int forget(DSLContext transaction, Instant oldest, int limit) {
        return transaction
                .deleteFrom(ROWS)
                .where(ROWS.ID.in(DSL.select(ROWS.ID)
                        .from(ROWS)
                        .where(DSL.least(ROWS.ENDS_AT, DSL.coalesce(ROWS.ENDED_AT, ROWS.ENDS_AT))
                                .lt(oldest))
                        .limit(DSL.inline(limit))))
                .execute();
    }

    private static Silence silence(HealthmonSilenceRecord row) {
        return new Silence(
                row.getId(),
                MatcherJson.read(row.getMatcher()),
                row.getAuthor(),
                row.getReason(),
                row.getCreatedAt(),
                row.getStartsAt(),
                row.getEndsAt(),
                ending(Optional.ofNullable(row.getEndedBy()), Optional.ofNullable(row.getEndedAt())));
    }

    static Optional<Ending> ending(Optional<String> by, Optional<Instant> at) {
        return at.map(moment -> new Ending(by.orElse(""), moment));
    }
}
