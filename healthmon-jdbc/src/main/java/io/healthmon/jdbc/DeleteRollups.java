package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.HEALTHMON_DAILY_ROLLUP;
import static io.healthmon.jdbc.generated.Tables.HEALTHMON_HOURLY_ROLLUP;
import static io.healthmon.jdbc.generated.Tables.HEALTHMON_WRITER;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;

import io.healthmon.jdbc.generated.tables.HealthmonDailyRollup;
import io.healthmon.jdbc.generated.tables.HealthmonHourlyRollup;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jooq.DSLContext;

/** Forgets hours and days that ended before a moment; none that still has its rows, of which the counts would be missed. */
final class DeleteRollups {

    private DeleteRollups() {}

    /** How many hours are gone, {@code limit} at most. */
    static int ofHours(DSLContext transaction, Instant oldest, int limit) {
        HealthmonHourlyRollup hourly = HEALTHMON_HOURLY_ROLLUP;
        return transaction
                .deleteFrom(hourly)
                .where(row(hourly.SERVICE_NAME, hourly.HOUR)
                        .in(select(hourly.SERVICE_NAME, hourly.HOUR)
                                .from(hourly)
                                .where(
                                        hourly.HOUR.lt(Marks.hour(oldest)),
                                        hourly.HOUR.lt(select(HEALTHMON_WRITER.DROPPED_TO)
                                                .from(HEALTHMON_WRITER)))
                                .limit(inline(limit))))
                .execute();
    }

    /** How many days are gone, {@code limit} at most. */
    static int ofDays(DSLContext transaction, Instant oldest, int limit) {
        HealthmonDailyRollup daily = HEALTHMON_DAILY_ROLLUP;
        return transaction
                .deleteFrom(daily)
                .where(row(daily.SERVICE_NAME, daily.DAY)
                        .in(select(daily.SERVICE_NAME, daily.DAY)
                                .from(daily)
                                .where(daily.DAY.lt(LocalDate.ofInstant(oldest, ZoneOffset.UTC)))
                                .limit(inline(limit))))
                .execute();
    }
}
