package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.HEALTHMON_HOURLY_ROLLUP;
import static io.healthmon.jdbc.generated.Tables.HEALTHMON_WRITER;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;
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
        Map<String, Rollup> sums = new TreeMap<>();
        // By their places, so that each service's rows are looked up in the key: told to delete those of many services,
        // the server may
        // rather go through all rows of the day.
        transaction
                .deleteFrom(HEALTHMON_HOURLY_ROLLUP)
                .where(
                        """
                        ctid = any (array(
                          select hour.ctid from unnest({0}) as service (name) cross join lateral (
                            select ctid from {1} where service_name = service.name and hour >= {2} and hour < {3} for update
                          ) as hour))""",
                        Column.of(services, VARCHAR, name -> name),
                        HEALTHMON_HOURLY_ROLLUP,
                        val(day, HEALTHMON_HOURLY_ROLLUP.HOUR),
                        val(day.plus(Duration.ofDays(1)), HEALTHMON_HOURLY_ROLLUP.HOUR))
                .returning()
                .fetch(RollupTable.HOURLY::rollup)
                .forEach(row -> sums.merge(
                        row.service(), new Rollup(row.service(), day, row.counts(), row.times()), Rollup::plus));
        return sums;
    }
}
