package io.healthmon.jdbc;

import java.util.ArrayList;
import java.util.List;
import org.jooq.Cursor;
import org.jooq.DSLContext;
import org.jooq.Record;

/** The next checks to copy, newest first, made storable: a number of them, and fewer if they are long. */
final class ReadOriginalChecks {

    /** Rows come from the server in parts, so that long ones never fill the memory. */
    private static final int FETCHED_AT_ONCE = 100;

    private static final int MAX_BYTES = 4 * 1024 * 1024;

    private ReadOriginalChecks() {}

    static List<LogRow> run(DSLContext transaction, OriginalChecks originals, int limit) {
        List<LogRow> rows = new ArrayList<>(limit);
        int bytes = 0;
        try (Cursor<Record> cursor = transaction
                .select(originals.columns())
                .from(originals.table())
                .where(originals.notDone(), originals.copied())
                .orderBy(originals.newestFirst())
                .limit(limit)
                .fetchSize(FETCHED_AT_ONCE)
                .fetchLazy()) {
            while (bytes < MAX_BYTES && cursor.hasNext()) {
                Record row = cursor.fetchNext();
                rows.add(originals.row(transaction, row));
                bytes += OriginalChecks.bytesRead(row);
            }
        }
        return rows;
    }
}
