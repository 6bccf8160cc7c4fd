package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.HEALTHMON_HOURLY_ROLLUP;
import static io.healthmon.jdbc.generated.Tables.HEALTHMON_WRITER;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.SQLDataType.VARCHAR;

import io.healthmon.jdbc.generated.tables.HealthmonHourlyRollup;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jooq.DSLContext;

/**
 * Folds the oldest hours into their day, for some services: what is added to the days is no longer among the hours, so whoever adds
 * both up counts each check once. Only hours that have lost their rows are folded, since these are never rolled up again.
 */
final class FoldDay {

    private static final int SERVICES = 500;

    private FoldDay() {}

    /**
     * @param transaction the only one that folds
     * @param from the first day that may be folded
     * @param to the first after it that may not
     * @return true if there may be more
     */
    static boolean run(DSLContext transaction, Instant from, Instant to) {
        HealthmonHourlyRollup hourly = HEALTHMON_HOURLY_ROLLUP;
        Instant oldest = transaction
                .select(min(hourly.HOUR))
                .from(hourly)
                .where(
                        hourly.HOUR.ge(from),
                        hourly.HOUR.lt(to),
                        hourly.HOUR.lt(select(HEALTHMON_WRITER.DROPPED_TO).from(HEALTHMON_WRITER)))
                .fetchSingle()
                .value1();
        if (oldest == null) {
            return false;
        }
        List<String> services = transaction
                .select(hourly.SERVICE_NAME)
                .from(hourly)
                .where(hourly.HOUR.eq(oldest))
                .limit(inline(SERVICES))
                .fetch(hourly.SERVICE_NAME);
        AddToRollups.run(
                transaction,
                RollupTable.DAILY,
                remove(transaction, services, Marks.day(oldest)).values());
        return true;
    }

    private static Map<String, Rollup> remove(DSLContext transaction, List<String> services, Instant day) {
        HealthmonHourlyRollup hourly = HEALTHMON_HOURLY_ROLLUP;
        Map<String, Rollup> sums = new TreeMap<>();
        transaction
                .deleteFrom(hourly)
                .where(
                        hourly.SERVICE_NAME.eq(any(Column.of(services, VARCHAR, name -> name))),
                        hourly.HOUR.ge(day),
                        hourly.HOUR.lt(day.plus(Duration.ofDays(1))))
                .returning()
                .fetch(RollupTable.HOURLY::rollup)
                .forEach(row -> sums.merge(
                        row.service(), new Rollup(row.service(), day, row.counts(), row.times()), Rollup::plus));
        return sums;
    }
}
