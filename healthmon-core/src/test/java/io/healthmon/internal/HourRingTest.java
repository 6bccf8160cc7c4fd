package io.healthmon.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthStatus;
import io.healthmon.store.StatusCounts;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
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
                .isEqualTo(new StatusCounts(1, 1, 0, 1, java.util.Optional.of(NOON.minus(Duration.ofHours(24)))));
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
        StatusCounts recorded = new StatusCounts(10, 1, 2, 3, java.util.Optional.of(NOON.plusSeconds(5)));
        ring.add(NOON, recorded);
        ring.add(NOON.plusSeconds(60), HealthStatus.HEALTHY);

        assertThat(ring.total(NOON.plusSeconds(90)))
                .isEqualTo(new StatusCounts(11, 1, 2, 3, java.util.Optional.of(NOON.plusSeconds(5))));
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
}
