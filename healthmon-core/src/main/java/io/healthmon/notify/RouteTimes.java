package io.healthmon.notify;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Set;

/**
 * When a route is open, by the clocks on the wall of a time zone. One that ends before it begins goes on after midnight, and its days are
 * those on which it begins; one that ends when it begins takes the whole day. What a clock shows twice in autumn belongs to it twice,
 * what it skips in spring not at all.
 *
 * @param days on which days it begins; at least one
 * @param from from when on
 * @param to until when; it does not belong to it
 * @param zone whose clocks
 */
public record RouteTimes(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {

    public RouteTimes {
        if (days.isEmpty()) {
            throw new IllegalArgumentException("a route's time needs at least one day");
        }
        days = Set.copyOf(days);
    }

    /** True if the route is open then. */
    public boolean contains(Instant moment) {
        ZonedDateTime there = moment.atZone(zone);
        LocalTime time = there.toLocalTime();
        boolean today = days.contains(there.getDayOfWeek());
        if (from.isBefore(to)) {
            return today && !time.isBefore(from) && time.isBefore(to);
        }
        if (from.equals(to)) {
            return today;
        }
        boolean sinceYesterday = days.contains(there.getDayOfWeek().minus(1)) && time.isBefore(to);
        return sinceYesterday || today && !time.isBefore(from);
    }
}
