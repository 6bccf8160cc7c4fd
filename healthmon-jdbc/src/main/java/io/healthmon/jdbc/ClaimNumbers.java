package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.HEALTHMON_ORIGIN;
import static io.healthmon.jdbc.generated.Tables.HEALTHMON_WRITER;
import static org.jooq.impl.DSL.currentInstant;
import static org.jooq.impl.DSL.inline;

import io.healthmon.store.StoreException;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Record2;

/**
 * Claims the numbers of a batch for its transaction. It waits for a transaction that holds them, so a try that is still on its way to
 * being committed is seen for what it becomes.
 */
final class ClaimNumbers {

    private ClaimNumbers() {}

    /**
     * Raises what is recorded of the origin to {@code last}, unless it is beyond that already.
     *
     * @return up to which number its steps were recorded before
     * @throws StoreException.Fenced if another writer was opened
     */
    static long run(DSLContext transaction, long epoch, UUID origin, long last) {
        Record2<Long, Long> held = transaction
                .select(HEALTHMON_WRITER.EPOCH, HEALTHMON_ORIGIN.RECORDED_UP_TO)
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
        return before;
    }
}
