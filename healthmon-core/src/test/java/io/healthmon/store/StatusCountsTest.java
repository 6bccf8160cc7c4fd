package io.healthmon.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthStatus;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusCountsTest {

    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

    private static StatusCounts counts(long healthy, long degraded, long unhealthy, long unknown) {
        return new StatusCounts(healthy, degraded, unhealthy, unknown, Optional.of(NOON));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, 0, 0, 100.0, 100.0",
        "0, 1, 0, 0, 100.0,   0.0",
        "0, 0, 1, 0,   0.0,   0.0",
        "0, 0, 0, 1,   0.0,   0.0",
        "1, 1, 1, 1,  50.0,  25.0",
        "1, 0, 2, 0,  33.33, 33.33",
        "2, 0, 1, 0,  66.67, 66.67",
        "1, 0, 0, 7,  12.5,  12.5",
        // Half up.
        "1, 0, 799, 0, 0.13, 0.13",
        "2879, 0, 1, 0, 99.97, 99.97",
        // Many.
        "3000000000, 1000000000, 0, 0, 100.0, 75.0",
    })
    void percentages_haveTwoDecimals(
            long healthy, long degraded, long unhealthy, long unknown, double uptime, double healthyPercentage) {
        StatusCounts counts = counts(healthy, degraded, unhealthy, unknown);

        assertThat(counts.uptimePercentage()).hasValue(uptime);
        assertThat(counts.healthyPercentage()).hasValue(healthyPercentage);
    }

    @Test
    void percentages_ofNoChecks_areEmpty() {
        assertThat(StatusCounts.NONE.uptimePercentage()).isEqualTo(OptionalDouble.empty());
        assertThat(StatusCounts.NONE.healthyPercentage()).isEqualTo(OptionalDouble.empty());
        assertThat(StatusCounts.NONE.total()).isZero();
    }

    @Test
    void plus_addsAndKeepsTheEarlierFirst() {
        StatusCounts early = new StatusCounts(1, 2, 3, 4, Optional.of(NOON));
        StatusCounts late = new StatusCounts(10, 20, 30, 40, Optional.of(NOON.plusSeconds(1)));
        StatusCounts both = new StatusCounts(11, 22, 33, 44, Optional.of(NOON));

        assertThat(early.plus(late)).isEqualTo(both);
        assertThat(late.plus(early)).isEqualTo(both);
        assertThat(early.plus(StatusCounts.NONE)).isEqualTo(early);
        assertThat(StatusCounts.NONE.plus(early)).isEqualTo(early);
        assertThat(both.total()).isEqualTo(110);
    }

    @Test
    void one_countsTheStatusItIs() {
        assertThat(StatusCounts.one(HealthStatus.HEALTHY, NOON)).isEqualTo(counts(1, 0, 0, 0));
        assertThat(StatusCounts.one(HealthStatus.DEGRADED, NOON)).isEqualTo(counts(0, 1, 0, 0));
        assertThat(StatusCounts.one(HealthStatus.UNHEALTHY, NOON)).isEqualTo(counts(0, 0, 1, 0));
        assertThat(StatusCounts.one(HealthStatus.UNKNOWN, NOON)).isEqualTo(counts(0, 0, 0, 1));
    }
}
