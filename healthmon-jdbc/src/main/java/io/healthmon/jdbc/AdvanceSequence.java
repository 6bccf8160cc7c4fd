package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.HEALTHMON_WRITER;

import io.healthmon.store.StoreException;
import org.jooq.DSLContext;
import org.jooq.Record2;

/**
 * Claims a batch's number for its transaction. It waits for a transaction that holds the row, so a try that is still on its way to
 * being committed is seen for what it becomes.
 */
final class AdvanceSequence {

    private AdvanceSequence() {}

    /**
     * Raises the sequence from the number before to {@code sequence}.
     *
     * @return false if it stands at {@code sequence} already: the batch was committed
     * @throws StoreException.Fenced if another writer was opened
     */
    static boolean run(DSLContext transaction, long epoch, long sequence) {
        int advanced = transaction
                .update(HEALTHMON_WRITER)
                .set(HEALTHMON_WRITER.SEQUENCE, sequence)
                .where(HEALTHMON_WRITER.EPOCH.eq(epoch), HEALTHMON_WRITER.SEQUENCE.eq(sequence - 1))
                .execute();
        if (advanced == 1) {
            return true;
        }
        Record2<Long, Long> pen = transaction
                .select(HEALTHMON_WRITER.EPOCH, HEALTHMON_WRITER.SEQUENCE)
                .from(HEALTHMON_WRITER)
                .fetchSingle();
        if (pen.value1() == epoch && pen.value2() == sequence) {
            return false;
        }
        throw new StoreException.Fenced(
                "another writer of this database was opened: it has epoch " + pen.value1() + ", this one " + epoch);
    }
}
