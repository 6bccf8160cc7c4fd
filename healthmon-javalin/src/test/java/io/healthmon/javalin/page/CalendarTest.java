package io.healthmon.javalin.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.alert.MaintenanceTime;
import io.healthmon.alert.MaintenanceWindow;
import io.healthmon.alert.ServiceMatcher;
import io.healthmon.alert.Silence;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CalendarTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    /** The clocks go forward on the 29th, a Sunday; this is the Wednesday before. */
    private static final Instant NOW = Instant.parse("2026-03-25T12:00:00Z");

    private static MaintenanceTime time(String name, String from, String to) {
        Instant begin = Instant.parse(from);
        Instant end = Instant.parse(to);
        return new MaintenanceTime(
                new MaintenanceWindow(
                        new UUID(0, 1),
                        name,
                        ServiceMatcher.ALL,
                        "ann",
                        "",
                        NOW,
                        new MaintenanceWindow.Once(begin, end)),
                begin,
                end);
    }

    private static List<String> on(Calendar calendar, String date) {
        return calendar.weeks().stream()
                .flatMap(week -> week.days().stream())
                .filter(day -> day.date().equals(LocalDate.parse(date)))
                .flatMap(day -> day.entries().stream())
                .map(entry -> entry.hours() + " " + entry.title())
                .toList();
    }

    @Test
    void weeks_goFromThisMonday_untilFourWeeksFromTodayAreIn() {
        Calendar calendar = Calendar.of(List.of(), List.of(), BERLIN, NOW);

        List<Calendar.Day> days =
                calendar.weeks().stream().flatMap(week -> week.days().stream()).toList();
        assertThat(days).hasSize(35);
        assertThat(days.get(0).date()).isEqualTo(LocalDate.parse("2026-03-23"));
        assertThat(days.get(0).past()).isTrue();
        assertThat(days.get(2).today()).isTrue();
        assertThat(days.get(34).date()).isEqualTo(LocalDate.parse("2026-04-26"));
        assertThat(Calendar.begin(BERLIN, NOW)).isEqualTo(Instant.parse("2026-03-22T23:00:00Z"));
        assertThat(Calendar.end(BERLIN, NOW))
                .isAfter(Instant.parse("2026-04-26T22:00:00Z").minusSeconds(1));
    }

    @Test
    void day_onWhichTheClocksGoForward_isStillOneDay() {
        // From midnight to midnight on Berlin's clocks: 23 hours.
        Calendar calendar = Calendar.of(
                List.of(time("all", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z")), List.of(), BERLIN, NOW);

        assertThat(on(calendar, "2026-03-28")).isEmpty();
        assertThat(on(calendar, "2026-03-29")).containsExactly("all day all");
        assertThat(on(calendar, "2026-03-30")).isEmpty();
    }

    @Test
    void hours_areThoseOfTheZone_beforeAndAfterTheChange() {
        Calendar calendar = Calendar.of(
                List.of(
                        time("a", "2026-03-28T02:00:00Z", "2026-03-28T04:00:00Z"),
                        time("b", "2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z"),
                        time("c", "2026-03-30T01:00:00Z", "2026-03-30T03:00:00Z")),
                List.of(),
                BERLIN,
                NOW);

        assertThat(on(calendar, "2026-03-28")).containsExactly("03:00–05:00 a");
        assertThat(on(calendar, "2026-03-29")).containsExactly("01:30–03:30 b");
        assertThat(on(calendar, "2026-03-30")).containsExactly("03:00–05:00 c");
    }

    @Test
    void plan_overMidnight_standsOnEachOfItsDays() {
        Calendar calendar = Calendar.of(
                List.of(
                        time("move", "2026-04-04T20:00:00Z", "2026-04-06T06:00:00Z"),
                        time("late", "2026-04-10T22:00:00Z", "2026-04-11T00:00:00Z")),
                List.of(),
                ZoneOffset.UTC,
                NOW);

        assertThat(on(calendar, "2026-04-04")).containsExactly("from 20:00 move");
        assertThat(on(calendar, "2026-04-05")).containsExactly("all day move");
        assertThat(on(calendar, "2026-04-06")).containsExactly("until 06:00 move");
        assertThat(on(calendar, "2026-04-10")).containsExactly("22:00–24:00 late");
        assertThat(on(calendar, "2026-04-11")).isEmpty();
    }

    @Test
    void silences_standBesideMaintenance_andManyAreCut() {
        List<MaintenanceTime> many = new ArrayList<>();
        for (int hour = 10; hour < 17; hour++) {
            many.add(time("w" + hour, "2026-03-26T" + hour + ":00:00Z", "2026-03-26T" + hour + ":30:00Z"));
        }
        Silence silence = new Silence(
                new UUID(0, 2),
                new ServiceMatcher(List.of("redis"), Map.of("group", "Bots")),
                "ann",
                "disk",
                NOW,
                Instant.parse("2026-03-26T09:00:00Z"),
                Instant.parse("2026-03-26T09:30:00Z"));
        Calendar calendar = Calendar.of(many, List.of(silence), ZoneOffset.UTC, NOW);

        assertThat(on(calendar, "2026-03-26"))
                .hasSize(5)
                .first()
                .isEqualTo("09:00–09:30 Silence: redis with group=Bots");
        assertThat(calendar.weeks().get(0).days().get(3).more()).isEqualTo(3);
        assertThat(Duration.between(NOW, Calendar.end(ZoneOffset.UTC, NOW))).isGreaterThan(Duration.ofDays(28));
    }
}
