package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.HEALTHMON_HOURLY_ROLLUP;

import io.healthmon.jdbc.generated.tables.HealthmonHourlyRollup;
import io.healthmon.store.StatusCounts;
import io.healthmon.store.UptimeReader.HourlyCounts;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;
import org.jooq.DSLContext;

/** The counts of every service for each hour since a time. */
final class SelectHourlyCounts {

    private SelectHourlyCounts() {}

    static void run(DSLContext context, Instant from, Consumer<HourlyCounts> each) {
        HealthmonHourlyRollup rollup = HEALTHMON_HOURLY_ROLLUP;
        context.selectFrom(rollup)
                .where(rollup.HOUR.ge(from.truncatedTo(ChronoUnit.HOURS)))
                .fetchSize(1_000)
                .fetchLazy()
                .forEach(row -> each.accept(new HourlyCounts(
                        row.getServiceName(),
                        row.getHour(),
                        new StatusCounts(
                                row.getHealthy(),
                                row.getDegraded(),
                                row.getUnhealthy(),
                                row.getUnknown(),
                                Optional.of(row.getFirstAt())))));
    }
}
