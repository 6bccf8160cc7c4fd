package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.HEALTHMON_DAILY_ROLLUP;
import static io.healthmon.jdbc.generated.Tables.HEALTHMON_HOURLY_ROLLUP;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.SQLDataType.INSTANT;

import io.healthmon.jdbc.generated.tables.HealthmonDailyRollup;
import io.healthmon.jdbc.generated.tables.HealthmonHourlyRollup;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Table;

/** The rollups of a service's hours, and of the folded days that hold them, as one table: a part of a query. */
final class SelectRollups {

    /** What it is named, and its columns; {@code hour} is where the hour or the day begins. */
    static final HealthmonHourlyRollup NAMED = HEALTHMON_HOURLY_ROLLUP.as("rollup");

    private SelectRollups() {}

    /**
     * @param hours one or more, in order
     */
    static Table<?> of(String service, List<Span> hours) {
        Instant from = hours.get(0).from();
        Instant to = hours.get(hours.size() - 1).to();
        HealthmonHourlyRollup hourly = HEALTHMON_HOURLY_ROLLUP;
        HealthmonDailyRollup daily = HEALTHMON_DAILY_ROLLUP;
        return select(
                        hourly.HOUR,
                        hourly.HEALTHY,
                        hourly.DEGRADED,
                        hourly.UNHEALTHY,
                        hourly.UNKNOWN,
                        hourly.FIRST_AT,
                        hourly.RESPONSE_TIMES)
                .from(hourly)
                .where(hourly.SERVICE_NAME.eq(service), hourly.HOUR.ge(from), hourly.HOUR.lt(to), but(hours))
                .unionAll(select(
                                field("({0}::timestamp at time zone 'UTC')", INSTANT, daily.DAY),
                                daily.HEALTHY,
                                daily.DEGRADED,
                                daily.UNHEALTHY,
                                daily.UNKNOWN,
                                daily.FIRST_AT,
                                daily.RESPONSE_TIMES)
                        .from(daily)
                        .where(daily.SERVICE_NAME.eq(service), daily.DAY.between(day(from), day(to.minusNanos(1)))))
                .asTable(NAMED);
    }

    /** Not what lies between them. */
    private static Condition but(List<Span> hours) {
        Condition outside = noCondition();
        for (int i = 1; i < hours.size(); i++) {
            outside = outside.and(HEALTHMON_HOURLY_ROLLUP
                    .HOUR
                    .lt(hours.get(i - 1).to())
                    .or(HEALTHMON_HOURLY_ROLLUP.HOUR.ge(hours.get(i).from())));
        }
        return outside;
    }

    private static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }
}
