package io.healthmon.javalin.page;

import io.healthmon.alert.MaintenanceTime;
import io.healthmon.alert.Silence;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What is planned for the next four weeks, day by day, on the clocks of one zone. A day is as long as it is there: 23 hours when the
 * clocks go forward. Pure.
 *
 * @param weeks from Monday to Sunday, the present one first
 * @param zone whose clocks
 */
public record Calendar(List<Week> weeks, ZoneId zone) {

    private static final int DAYS = 28;
    private static final int MOST_A_DAY = 5;
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE, d MMMM", Locale.ENGLISH);

    public Calendar {
        weeks = List.copyOf(weeks);
    }

    /** Seven days. */
    public record Week(List<Day> days) {
        public Week {
            days = List.copyOf(days);
        }
    }

    /**
     * A day.
     *
     * @param past true before today
     * @param today true today
     * @param entries what is planned for it, by its beginning; of many the first few
     * @param more how many more there are
     */
    public record Day(LocalDate date, boolean past, boolean today, List<Entry> entries, int more) {
        public Day {
            entries = List.copyOf(entries);
        }

        /** The day of the month; with the month where that is new. */
        public String number() {
            return date.getDayOfMonth() == 1
                    ? "1 " + date.getMonth().getDisplayName(java.time.format.TextStyle.SHORT, Locale.ENGLISH)
                    : Integer.toString(date.getDayOfMonth());
        }

        /** The day, for those who hear it. */
        public String words() {
            return DAY.format(date);
        }
    }

    /**
     * Something on a day.
     *
     * @param title its name
     * @param silence true for a silence, false for maintenance
     * @param hours when on that day
     */
    public record Entry(String title, boolean silence, String hours) {}

    /** What is planned, before it is laid out in days. */
    private record Plan(String title, boolean silence, Instant from, Instant to) {}

    /**
     * The calendar.
     *
     * @param times of maintenance windows
     * @param silences those that are not over
     */
    public static Calendar of(List<MaintenanceTime> times, List<Silence> silences, ZoneId zone, Instant now) {
        List<Plan> plans = new ArrayList<>();
        times.forEach(time -> plans.add(new Plan(time.window().name(), false, time.from(), time.to())));
        silences.forEach(silence -> plans.add(
                new Plan("Silence: " + Meant.words(silence.matcher()), true, silence.startsAt(), silence.endsAt())));
        plans.sort(Comparator.comparing(Plan::from));
        LocalDate today = LocalDate.ofInstant(now, zone);
        LocalDate monday = today.with(DayOfWeek.MONDAY);
        List<Week> weeks = new ArrayList<>();
        while (monday.isBefore(today.plusDays(DAYS))) {
            List<Day> days = new ArrayList<>();
            for (int day = 0; day < 7; day++) {
                days.add(day(monday.plusDays(day), today, plans, zone));
            }
            weeks.add(new Week(days));
            monday = monday.plusWeeks(1);
        }
        return new Calendar(weeks, zone);
    }

    /** When the calendar begins: the times before that are not asked for. */
    public static Instant begin(ZoneId zone, Instant now) {
        return LocalDate.ofInstant(now, zone)
                .with(DayOfWeek.MONDAY)
                .atStartOfDay(zone)
                .toInstant();
    }

    /** When it ends. */
    public static Instant end(ZoneId zone, Instant now) {
        return LocalDate.ofInstant(now, zone)
                .with(DayOfWeek.MONDAY)
                .plusDays(DAYS + 7)
                .atStartOfDay(zone)
                .toInstant();
    }

    private static Day day(LocalDate date, LocalDate today, List<Plan> plans, ZoneId zone) {
        Instant from = date.atStartOfDay(zone).toInstant();
        Instant to = date.plusDays(1).atStartOfDay(zone).toInstant();
        List<Entry> entries = plans.stream()
                .filter(plan -> plan.from().isBefore(to) && plan.to().isAfter(from))
                .map(plan -> new Entry(plan.title(), plan.silence(), hours(plan, from, to, zone)))
                .toList();
        int shown = Math.min(MOST_A_DAY, entries.size());
        return new Day(
                date, date.isBefore(today), date.equals(today), entries.subList(0, shown), entries.size() - shown);
    }

    private static String hours(Plan plan, Instant from, Instant to, ZoneId zone) {
        boolean begun = plan.from().isBefore(from);
        boolean goesOn = plan.to().isAfter(to);
        if ((begun && goesOn) || (plan.from().equals(from) && plan.to().equals(to))) {
            return "all day";
        }
        String end = plan.to().equals(to) ? "24:00" : clock(plan.to(), zone);
        if (begun) {
            return plan.to().equals(to) ? "all day" : "until " + end;
        }
        return goesOn ? "from " + clock(plan.from(), zone) : clock(plan.from(), zone) + "–" + end;
    }

    private static String clock(Instant at, ZoneId zone) {
        return CLOCK.format(ZonedDateTime.ofInstant(at, zone));
    }
}
