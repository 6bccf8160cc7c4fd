package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.HEALTHMON_WRITER;

import org.jooq.DSLContext;
import org.jooq.Records;

/** Holds the pen's row, so that no batch is on its way, for the rest of a transaction, which had better be short. */
final class HoldPen {

    private HoldPen() {}

    static Marks run(DSLContext transaction) {
        return transaction
                .select(HEALTHMON_WRITER.CLOSED_TO, HEALTHMON_WRITER.DROPPED_TO)
                .from(HEALTHMON_WRITER)
                .forUpdate()
                .fetchSingle(Records.mapping(Marks::new));
    }
}
