package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.HEALTHMON_DIRTY_HOUR;

import java.time.Instant;
import java.util.List;
import org.jooq.DSLContext;

/** The closed hours whose rollups are not what the rows say, the oldest first. */
final class SelectDirtyHours {

    private static final int MANY = 10_000;

    private SelectDirtyHours() {}

    static List<Instant> run(DSLContext context) {
        return context.select(HEALTHMON_DIRTY_HOUR.HOUR)
                .from(HEALTHMON_DIRTY_HOUR)
                .orderBy(HEALTHMON_DIRTY_HOUR.HOUR)
                .limit(MANY)
                .fetch(HEALTHMON_DIRTY_HOUR.HOUR);
    }
}
