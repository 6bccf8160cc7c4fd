package io.healthmon.jdbc;

import java.util.Collection;
import java.util.List;
import org.jooq.DSLContext;

/** Sees to it that the original's checks count: the one place where an adoption writes what rollups are made of. */
final class CountAdopted {

    private CountAdopted() {}

    /**
     * Rows were copied into the log. The transaction holds the pen from here on, for which every batch waits: its commit should be all
     * that is left.
     */
    static void copied(DSLContext transaction, List<LogRow> rows) {
        Marks marks = HoldPen.run(transaction);
        RecordLateChecks.run(
                transaction, marks, rows.stream().map(LogRow::stored).toList());
    }

    /** Rows are too old to be copied: nothing but the rollups will tell of them. The transaction holds the pen from here on. */
    static void old(DSLContext transaction, Collection<Rollup> rollups) {
        HoldPen.run(transaction);
        AddToRollups.run(transaction, RollupTable.HOURLY, rollups);
    }
}
