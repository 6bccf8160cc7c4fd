package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.HEALTHMON_WRITER;

import org.jooq.DSLContext;

/** Takes the pen: a new epoch, which fences the writer before. */
final class OpenEpoch {

    private OpenEpoch() {}

    static long run(DSLContext transaction) {
        return transaction
                .update(HEALTHMON_WRITER)
                .set(HEALTHMON_WRITER.EPOCH, HEALTHMON_WRITER.EPOCH.plus(1))
                .returningResult(HEALTHMON_WRITER.EPOCH)
                .fetchSingle(HEALTHMON_WRITER.EPOCH);
    }
}
