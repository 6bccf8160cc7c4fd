package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.HEALTHMON_DIRTY_HOUR;
import static io.healthmon.jdbc.generated.Tables.HEALTHMON_HOURLY_ROLLUP;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.selectOne;

import io.healthmon.jdbc.generated.tables.HealthmonHourlyRollup;
import io.healthmon.store.StatusCounts;
import io.healthmon.store.UptimeReader.HourlyCounts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jooq.DSLContext;

/** The counts of every service for each hour since a time: from the rollups where these tell, and from the rows of the other hours. */
final class SelectHourlyCounts {

    private SelectHourlyCounts() {}

    /**
     * @param snapshot sees one moment
     */
    static void run(DSLContext snapshot, Instant from, Consumer<HourlyCounts> each) {
        Coverage coverage = SelectCoverage.since(snapshot, from);
        rolledUp(snapshot, Marks.hour(from), coverage.marks(), each);
        for (Instant hour : hoursOfRows(snapshot, Marks.hour(from), coverage)) {
            CountHour.run(snapshot, hour)
                    .forEach((service, counts) -> each.accept(new HourlyCounts(service, hour, counts)));
        }
    }

    private static List<Instant> hoursOfRows(DSLContext snapshot, Instant from, Coverage coverage) {
        List<Instant> hours = new ArrayList<>(coverage.dirty());
        Instant closedTo = coverage.marks().closedTo();
        Instant open = from.isBefore(closedTo) ? closedTo : from;
        hours.addAll(SelectHoursWithRows.run(snapshot, open, SelectHoursWithRows.NEVER, Integer.MAX_VALUE));
        return hours;
    }

    private static void rolledUp(DSLContext snapshot, Instant from, Marks marks, Consumer<HourlyCounts> each) {
        HealthmonHourlyRollup rollup = HEALTHMON_HOURLY_ROLLUP;
        snapshot.select(
                        rollup.SERVICE_NAME,
                        rollup.HOUR,
                        rollup.HEALTHY,
                        rollup.DEGRADED,
                        rollup.UNHEALTHY,
                        rollup.UNKNOWN,
                        rollup.FIRST_AT)
                .from(rollup)
                .where(
                        rollup.HOUR.ge(from),
                        rollup.HOUR.lt(marks.closedTo()),
                        notExists(selectOne()
                                .from(HEALTHMON_DIRTY_HOUR)
                                .where(HEALTHMON_DIRTY_HOUR.HOUR.eq(rollup.HOUR))))
                .fetchSize(1_000)
                .fetchLazy()
                .forEach(row -> each.accept(new HourlyCounts(
                        row.value1(),
                        row.value2(),
                        new StatusCounts(
                                row.value3(), row.value4(), row.value5(), row.value6(), Optional.of(row.value7())))));
    }
}
