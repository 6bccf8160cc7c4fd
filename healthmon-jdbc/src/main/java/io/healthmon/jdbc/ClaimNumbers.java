package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.HEALTHMON_ORIGIN;
import static io.healthmon.jdbc.generated.Tables.HEALTHMON_WRITER;
import static org.jooq.impl.DSL.currentInstant;
import static org.jooq.impl.DSL.inline;

import io.healthmon.store.StoreException;
import java.time.Instant;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Record4;

/**
 * Claims the numbers of a batch for its transaction. It waits for a transaction that holds them, so a try that is still on its way to
 * being committed is seen for what it becomes.
 */
final class ClaimNumbers {

    /**
     * What the batch has to know.
     *
     * @param before up to which number the origin's steps were recorded before
     * @param marks how far the past is done with, for as long as the transaction lasts
     */
    record Claim(long before, Marks marks) {}

    private ClaimNumbers() {}

    /**
     * Raises what is recorded of the origin to {@code last}, unless it is beyond that already.
     *
     * @throws StoreException.Fenced if another writer was opened
     */
    static Claim run(DSLContext transaction, long epoch, UUID origin, long last) {
        Record4<Long, Long, Instant, Instant> held = transaction
                .select(
                        HEALTHMON_WRITER.EPOCH,
                        HEALTHMON_ORIGIN.RECORDED_UP_TO,
                        HEALTHMON_WRITER.CLOSED_TO,
                        HEALTHMON_WRITER.DROPPED_TO)
                .from(HEALTHMON_WRITER, HEALTHMON_ORIGIN)
                .where(HEALTHMON_ORIGIN.ORIGIN.eq(origin))
                .forUpdate()
                .fetchOne();
        if (held == null || held.value1() != epoch) {
            throw new StoreException.Fenced("another writer of this database was opened: "
                    + (held == null ? "this one's numbers are gone" : "it has epoch " + held.value1())
                    + ", this one has "
                    + epoch);
        }
        long before = held.value2();
        if (before < last) {
            transaction
                    .update(HEALTHMON_ORIGIN)
                    .set(HEALTHMON_ORIGIN.RECORDED_UP_TO, inline(last))
                    .set(HEALTHMON_ORIGIN.USED_AT, currentInstant())
                    .where(HEALTHMON_ORIGIN.ORIGIN.eq(origin))
                    .execute();
        }
        return new Claim(before, new Marks(held.value3(), held.value4()));
    }
}
