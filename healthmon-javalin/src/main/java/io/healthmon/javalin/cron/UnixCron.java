package io.healthmon.javalin.cron;

import io.healthmon.alert.CronReader;
import io.healthmon.alert.Occurrences;
import java.time.DateTimeException;
import java.time.ZoneId;

/**
 * Reads cron expressions of five fields: minute, hour, day of month, month, day of week, with {@code *}, lists, ranges, steps, names of
 * months and days, and 7 for Sunday too. Where both kinds of days are restricted, either will do, as in every Unix cron. Thread-safe.
 */
public final class UnixCron implements CronReader {

    /** The reader; it has no state. */
    public static final CronReader READER = new UnixCron();

    private UnixCron() {}

    @Override
    public Occurrences occurrences(String cron, String zone) {
        return new ZonedOccurrences(CronFields.parse(cron), zone(zone).getRules());
    }

    private static ZoneId zone(String zone) {
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "zone '" + zone + "' is not known: a name such as Europe/Berlin or UTC is", e);
        }
    }
}
