package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.HEALTHMON_DIRTY_HOUR;
import static org.jooq.impl.SQLDataType.INSTANT;

import java.time.Instant;
import java.util.Collection;
import org.jooq.DSLContext;

/** Says of closed hours that their rollups are not what the rows say: from now on, or once more while one is computed anew. */
final class MarkDirty {

    private MarkDirty() {}

    /**
     * @param transaction holds the pen
     */
    static void run(DSLContext transaction, Collection<Instant> hours) {
        transaction.execute("""
                insert into {0} (hour) select * from unnest({1})
                on conflict (hour) do update set version = excluded.version""", HEALTHMON_DIRTY_HOUR, Column.of(hours, INSTANT, hour -> hour));
    }
}
