package io.healthmon.jdbc;

import io.healthmon.store.StatusCounts;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jooq.DSLContext;

/**
 * Counts a service's checks in a window: whole hours from the rollups, an hour that the window cuts from its rows. At most two hours
 * are cut, so the cost does not depend on how many rows there are. Each hour is read from one source only, so a batch that is
 * committed meanwhile is never counted twice.
 */
final class CountChecks {

    private CountChecks() {}

    static StatusCounts run(DSLContext context, String service, Instant from, Instant to) {
        if (!from.isBefore(to)) {
            return StatusCounts.NONE;
        }
        Instant firstHour = from.truncatedTo(ChronoUnit.HOURS);
        Instant lastHour = to.truncatedTo(ChronoUnit.HOURS);
        Instant wholeFrom = from.equals(firstHour) ? from : firstHour.plus(1, ChronoUnit.HOURS);
        StatusCounts sum = wholeFrom.isBefore(lastHour)
                ? SumRollups.run(context, service, wholeFrom, lastHour)
                : StatusCounts.NONE;
        if (from.isBefore(wholeFrom)) {
            sum = sum.plus(partOfHour(context, service, firstHour, from, to));
        }
        boolean lastHourIsCutToo = lastHour.isBefore(to) && !lastHour.isBefore(wholeFrom);
        return lastHourIsCutToo ? sum.plus(partOfHour(context, service, lastHour, lastHour, to)) : sum;
    }

    private static StatusCounts partOfHour(DSLContext context, String service, Instant hour, Instant from, Instant to) {
        Instant end = hour.plus(1, ChronoUnit.HOURS);
        return CountRows.run(context, service, hour, from, end.isBefore(to) ? end : to)
                .orElseGet(() -> SumRollups.run(context, service, hour, end));
    }
}
