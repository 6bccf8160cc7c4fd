package io.healthmon.javalin.cron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.healthmon.alert.Occurrences;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cron expressions, and what they mean where clocks are set. */
class UnixCronTest {

    private static Occurrences of(String cron, String zone) {
        return UnixCron.READER.occurrences(cron, zone);
    }

    /** The moments between two, as UTC. */
    private static List<String> between(String cron, String zone, String from, String to) {
        Occurrences occurrences = of(cron, zone);
        List<String> moments = new ArrayList<>();
        Optional<Instant> next = occurrences.firstAfter(Instant.parse(from));
        while (next.filter(moment -> moment.isBefore(Instant.parse(to))).isPresent()) {
            moments.add(next.get().toString());
            next = occurrences.firstAfter(next.get());
        }
        return moments;
    }

    @ParameterizedTest
    @CsvSource({
        // Berlin skips 02:00 to 03:00 on 2026-03-29, and has it twice on 2026-10-25.
        "30 2 * * *, Europe/Berlin, 2026-03-28T12:00:00Z, 2026-03-30T12:00:00Z, 2026-03-29T01:00:00Z 2026-03-30T00:30:00Z",
        "0 2 * * *, Europe/Berlin, 2026-03-28T12:00:00Z, 2026-03-29T12:00:00Z, 2026-03-29T01:00:00Z",
        "0 3 * * *, Europe/Berlin, 2026-03-28T12:00:00Z, 2026-03-29T12:00:00Z, 2026-03-29T01:00:00Z",
        "30 2 * * *, Europe/Berlin, 2026-10-24T12:00:00Z, 2026-10-26T12:00:00Z, 2026-10-25T00:30:00Z 2026-10-26T01:30:00Z",
        "0 3 * * *, Europe/Berlin, 2026-10-24T12:00:00Z, 2026-10-25T12:00:00Z, 2026-10-25T02:00:00Z",
        // An hour that is skipped, and one that comes twice, of those that come hourly.
        "0 * * * *, Europe/Berlin, 2026-03-28T23:30:00Z, 2026-03-29T02:30:00Z, 2026-03-29T00:00:00Z 2026-03-29T01:00:00Z 2026-03-29T02:00:00Z",
        "0 * * * *, Europe/Berlin, 2026-10-24T23:30:00Z, 2026-10-25T02:30:00Z, 2026-10-25T00:00:00Z 2026-10-25T02:00:00Z",
        // New York: 2026-03-08 and 2026-11-01, at 02:00.
        "15 2 * * *, America/New_York, 2026-03-07T12:00:00Z, 2026-03-08T12:00:00Z, 2026-03-08T07:00:00Z",
        "15 1 * * *, America/New_York, 2026-10-31T12:00:00Z, 2026-11-01T12:00:00Z, 2026-11-01T05:15:00Z",
        // Lord Howe sets its clocks by half an hour: 2026-04-05 back from 02:00 to 01:30, 2026-10-04 from 02:00 to
        // 02:30.
        "45 1 * * *, Australia/Lord_Howe, 2026-04-04T00:00:00Z, 2026-04-05T00:00:00Z, 2026-04-04T14:45:00Z",
        "10 2 * * *, Australia/Lord_Howe, 2026-10-03T00:00:00Z, 2026-10-04T00:00:00Z, 2026-10-03T15:30:00Z",
        "40 2 * * *, Australia/Lord_Howe, 2026-10-03T00:00:00Z, 2026-10-04T00:00:00Z, 2026-10-03T15:40:00Z",
        "30 2 * * *, UTC, 2026-03-28T12:00:00Z, 2026-03-30T12:00:00Z, 2026-03-29T02:30:00Z 2026-03-30T02:30:00Z",
        "30 2 * * *, Asia/Kolkata, 2026-03-28T12:00:00Z, 2026-03-29T12:00:00Z, 2026-03-28T21:00:00Z",
        // Days.
        "0 0 * * 1-5, UTC, 2026-01-01T12:00:00Z, 2026-01-07T12:00:00Z, 2026-01-02T00:00:00Z 2026-01-05T00:00:00Z 2026-01-06T00:00:00Z 2026-01-07T00:00:00Z",
        "0 0 * * sun, UTC, 2026-01-01T12:00:00Z, 2026-01-12T00:00:00Z, 2026-01-04T00:00:00Z 2026-01-11T00:00:00Z",
        "0 0 * * 7, UTC, 2026-01-01T12:00:00Z, 2026-01-05T00:00:00Z, 2026-01-04T00:00:00Z",
        "0 0 * * 6-7, UTC, 2026-01-01T12:00:00Z, 2026-01-06T00:00:00Z, 2026-01-03T00:00:00Z 2026-01-04T00:00:00Z",
        "0 0 13 * 5, UTC, 2026-01-01T12:00:00Z, 2026-01-14T00:00:00Z, 2026-01-02T00:00:00Z 2026-01-09T00:00:00Z 2026-01-13T00:00:00Z",
        "0 0 */10 * 5, UTC, 2026-01-01T12:00:00Z, 2026-08-01T00:00:00Z, 2026-05-01T00:00:00Z 2026-07-31T00:00:00Z",
        "0 12 29 2 *, UTC, 2026-01-01T12:00:00Z, 2029-01-01T00:00:00Z, 2028-02-29T12:00:00Z",
        "*/20 4 1 JAN *, UTC, 2026-01-01T04:10:00Z, 2026-02-01T00:00:00Z, 2026-01-01T04:20:00Z 2026-01-01T04:40:00Z",
        "50/5 4 1 1 *, UTC, 2026-01-01T04:00:00Z, 2026-02-01T00:00:00Z, 2026-01-01T04:50:00Z 2026-01-01T04:55:00Z",
    })
    void moments_areThoseOfTheTable(String cron, String zone, String from, String to, String expected) {
        assertThat(between(cron, zone, from, to)).containsExactly(expected.split(" ", -1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 0 31 2 *", "0 0 30 2 *", "0 0 31 4,6,9,11 *", "0 0 30,31 FEB */2"})
    void expression_thatNeverComes_isRefused(String cron) {
        assertThatThrownBy(() -> of(cron, "UTC"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cron '" + cron + "' never comes: none of its months has one of its days");
    }

    /** In leap years, in one of its months, or because either kind of days will do. */
    @ParameterizedTest
    @ValueSource(strings = {"0 0 29 2 *", "0 0 29 2 */7", "0 0 31 2,3 *", "0 0 31 2 1"})
    void expression_thatComesSeldom_isAllowed(String cron) {
        assertThat(of(cron, "UTC")).isNotNull();
    }

    static final List<String> ZONES =
            List.of("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC", "Asia/Kolkata");

    /** Asks a clock on the wall, minute by minute. */
    private static boolean begins(CronFields fields, ZoneId zone, Instant minute) {
        LocalDateTime now = LocalDateTime.ofInstant(minute, zone);
        LocalDateTime before = LocalDateTime.ofInstant(minute.minusSeconds(60), zone);
        boolean shown = names(fields, now);
        boolean secondTime = zone.getRules().getValidOffsets(now).size() == 2
                && zone.getRules()
                        .getOffset(minute)
                        .equals(zone.getRules().getValidOffsets(now).get(1));
        boolean skipped = Stream.iterate(before.plusMinutes(1), time -> time.isBefore(now), time -> time.plusMinutes(1))
                .anyMatch(time -> names(fields, time));
        return shown && !secondTime || skipped;
    }

    private static boolean names(CronFields fields, LocalDateTime time) {
        return fields.contains(time.toLocalDate())
                && fields.hours().get(time.getHour())
                && fields.minutes().get(time.getMinute());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"30 2 * * *", "*/7 * * * *", "0 */2 * * *", "45 1,2,3 * * 0", "0 0 1,29 * 6", "59 23 * * *"})
    void moments_areThoseThatAClockOnTheWallShows(String cron) {
        for (String zone : ZONES) {
            for (String day : List.of(
                    "2026-03-07T20:00:00Z",
                    "2026-03-28T20:00:00Z",
                    "2026-04-04T10:00:00Z",
                    "2026-10-03T10:00:00Z",
                    "2026-10-24T20:00:00Z",
                    "2026-10-31T20:00:00Z")) {
                followsTheClock(cron, zone, Instant.parse(day));
            }
        }
    }

    private static void followsTheClock(String cron, String zone, Instant start) {
        CronFields fields = CronFields.parse(cron);
        Occurrences occurrences = of(cron, zone);
        Optional<Instant> last = occurrences.lastUntil(start);
        Instant next = occurrences.firstAfter(start).orElseThrow();
        for (int minute = 1; minute <= 16 * 60; minute++) {
            Instant now = start.plusSeconds(60L * minute);
            boolean begins = begins(fields, ZoneId.of(zone), now);
            assertThat(next.equals(now)).as("%s in %s at %s", cron, zone, now).isEqualTo(begins);
            if (begins) {
                last = Optional.of(now);
                next = occurrences.firstAfter(now).orElseThrow();
            }
            assertThat(occurrences.lastUntil(now))
                    .as("%s in %s until %s", cron, zone, now)
                    .isEqualTo(last);
            assertThat(occurrences.lastUntil(now.plusSeconds(59))).isEqualTo(last);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "* * * *", "* * * * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "* * * 13 *", "* * * * 8",
                "*/0 * * * *", "@daily", "a b c d e", "0 0 L * *", "0 0 ? * *", "0 0 * * 5#2", "1,,2 * * * *",
                        "5-1 * * * *",
                "-1 * * * *", "99999999999 * * * *", "* * * * * ; rm -rf"
            })
    void expression_thatIsNone_isRefusedNamingIt(String cron) {
        assertThatThrownBy(() -> of(cron, "UTC"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("cron '" + cron + "' is not allowed: ");
    }

    @Test
    void zone_thatIsNone_isRefusedNamingIt() {
        assertThatThrownBy(() -> of("0 3 * * *", "Europe/Berln"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("zone 'Europe/Berln' is not known: a name such as Europe/Berlin or UTC is");
        assertThatThrownBy(() -> of("0 3 * * *", "nonsense zone"))
                .hasMessageStartingWith("zone 'nonsense zone' is not known");
    }

    @Test
    void expression_thatComesOnceInManyYears_isFoundOutSoon() {
        Occurrences never = of("0 0 29 2 */7", "Europe/Berlin");
        Instant now = Instant.parse("2026-01-01T00:00:00Z");

        for (int i = 0; i < 1_000; i++) {
            assertThat(never.firstAfter(now.plusSeconds(i))).isEmpty();
            assertThat(never.lastUntil(now.plusSeconds(i))).isEmpty();
        }
    }
}
