package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.HEALTHMON_DIRTY_HOUR;
import static io.healthmon.jdbc.generated.Tables.HEALTHMON_WRITER;

import java.time.Instant;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record3;
import org.jooq.Result;

/** Reads which hours the rollups tell of. */
final class SelectCoverage {

    private SelectCoverage() {}

    /** As far as the hours from {@code from}, included, to {@code to}, excluded, go. */
    static Coverage run(DSLContext context, Instant from, Instant to) {
        return run(context, HEALTHMON_DIRTY_HOUR.HOUR.ge(Marks.hour(from)).and(HEALTHMON_DIRTY_HOUR.HOUR.lt(to)));
    }

    /** As far as the hours from {@code from} on go. */
    static Coverage since(DSLContext context, Instant from) {
        return run(context, HEALTHMON_DIRTY_HOUR.HOUR.ge(Marks.hour(from)));
    }

    private static Coverage run(DSLContext context, Condition which) {
        Result<Record3<Instant, Instant, Instant>> rows = context.select(
                        HEALTHMON_WRITER.CLOSED_TO, HEALTHMON_WRITER.DROPPED_TO, HEALTHMON_DIRTY_HOUR.HOUR)
                .from(HEALTHMON_WRITER)
                .leftJoin(HEALTHMON_DIRTY_HOUR)
                .on(which)
                .fetch();
        return new Coverage(
                new Marks(rows.get(0).value1(), rows.get(0).value2()),
                rows.stream()
                        .map(Record3::value3)
                        .filter(Objects::nonNull)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }
}
