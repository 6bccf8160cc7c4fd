package io.healthmon.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthStatus;
import io.healthmon.store.StatusCounts;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class HourRingTest {

    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

    private final HourRing ring = new HourRing();

    @Test
    void total_ofNothing_isNone() {
        assertThat(ring.total(NOON)).isEqualTo(StatusCounts.NONE);
    }

    @Test
    void total_countsTheOpenHourAndThe24BeforeIt() {
        ring.add(NOON.minus(Duration.ofHours(24)).minusNanos(1_000), HealthStatus.UNHEALTHY);
        ring.add(NOON.minus(Duration.ofHours(24)), HealthStatus.DEGRADED);
        ring.add(NOON.minusSeconds(1), HealthStatus.HEALTHY);
        ring.add(NOON, HealthStatus.UNKNOWN);
        Instant now = NOON.plus(Duration.ofMinutes(59));

        assertThat(ring.total(now))
                .isEqualTo(new StatusCounts(1, 1, 0, 1, Optional.of(NOON.minus(Duration.ofHours(24)))));
        assertThat(ring.total(now.plus(Duration.ofMinutes(1))).total()).isEqualTo(2);
        assertThat(ring.total(now.plus(Duration.ofHours(30))).total()).isZero();
    }

    @Test
    void add_anHourTheRingHasPassed_changesNothing() {
        ring.add(NOON, HealthStatus.HEALTHY);
        ring.add(NOON.minus(Duration.ofHours(25)), HealthStatus.UNHEALTHY);

        assertThat(ring.total(NOON)).isEqualTo(StatusCounts.one(HealthStatus.HEALTHY, NOON));
    }

    @Test
    void total_afterTheClockWasAhead_countsWhatWasCheckedThen() {
        ring.add(NOON, HealthStatus.HEALTHY);
        ring.add(NOON.plus(Duration.ofDays(3)), HealthStatus.DEGRADED);

        assertThat(ring.total(NOON.plusSeconds(60)).total()).isEqualTo(2);
    }

    @Test
    void remove_takesACheckBack() {
        ring.add(NOON, HealthStatus.HEALTHY);
        ring.add(NOON.plusSeconds(1), HealthStatus.UNHEALTHY);

        ring.remove(NOON.plusSeconds(1), HealthStatus.UNHEALTHY);
        ring.remove(NOON.minus(Duration.ofHours(1)), HealthStatus.HEALTHY);
        assertThat(ring.total(NOON)).isEqualTo(StatusCounts.one(HealthStatus.HEALTHY, NOON));

        ring.remove(NOON, HealthStatus.HEALTHY);
        assertThat(ring.total(NOON)).isEqualTo(StatusCounts.NONE);
    }

    @Test
    void add_wholeHours_addUpWithChecks() {
        StatusCounts recorded = new StatusCounts(10, 1, 2, 3, Optional.of(NOON.plusSeconds(5)));
        ring.add(NOON, recorded);
        ring.add(NOON.plusSeconds(60), HealthStatus.HEALTHY);

        assertThat(ring.total(NOON.plusSeconds(90)))
                .isEqualTo(new StatusCounts(11, 1, 2, 3, Optional.of(NOON.plusSeconds(5))));
    }

    @Property
    void total_isTheCountOfTheWindow_whateverCame(
            @ForAll @Size(max = 80) List<@IntRange(max = 60 * 60) Integer> minutes) {
        HourRing filled = new HourRing();
        List<Instant> times = minutes.stream()
                .sorted()
                .map(minute -> NOON.plus(Duration.ofMinutes(minute)))
                .toList();
        times.forEach(at -> filled.add(at, HealthStatus.HEALTHY));
        Instant now = times.isEmpty() ? NOON : times.get(times.size() - 1);
        Instant from = now.truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(24));

        List<Instant> counted = times.stream().filter(at -> !at.isBefore(from)).toList();

        assertThat(filled.total(now).healthy()).isEqualTo(counted.size());
        assertThat(filled.total(now).first()).isEqualTo(counted.stream().findFirst());
    }

    /** What is added, late or not, as checks or as hours, and taken back, against a map of hours. */
    @Property
    void total_afterAnyHistory_isThatOfAMapOfHours(
            @ForAll @Size(max = 60) List<@IntRange(max = 16_000_000) Integer> draws) {
        HourRing filled = new HourRing();
        Map<Instant, StatusCounts> byHour = new HashMap<>();
        Instant newest = NOON;
        for (int draw : draws) {
            HealthStatus status = HealthStatus.values()[draw % 4];
            Instant at = NOON.plus(Duration.ofSeconds(draw / 100)).plus(draw % 1_000, ChronoUnit.MICROS);
            Instant hour = at.truncatedTo(ChronoUnit.HOURS);
            newest = at.isAfter(newest) ? at : newest;
            if (byHour.keySet().stream().anyMatch(other -> isInPlaceOf(other, hour))) {
                filled.add(at, status);
                continue; // A later hour has the place.
            }
            StatusCounts more = draw % 3 == 0
                    ? new StatusCounts(draw % 5 + 1, 2, 0, draw % 7, Optional.of(at))
                    : StatusCounts.one(status, at);
            filled.add(at, more);
            byHour.keySet().removeIf(other -> isInPlaceOf(hour, other));
            byHour.merge(hour, more, StatusCounts::plus);
        }
        Instant from = newest.truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(24));

        StatusCounts expected = byHour.entrySet().stream()
                .filter(hour -> !hour.getKey().isBefore(from))
                .map(Map.Entry::getValue)
                .reduce(StatusCounts.NONE, StatusCounts::plus);

        assertThat(filled.total(newest)).isEqualTo(expected);
    }

    /** 25 hours apart, or a multiple of it: the later one takes the place. */
    private static boolean isInPlaceOf(Instant later, Instant earlier) {
        long hours = Duration.between(earlier, later).toHours();
        return hours > 0 && hours % 25 == 0;
    }
}
