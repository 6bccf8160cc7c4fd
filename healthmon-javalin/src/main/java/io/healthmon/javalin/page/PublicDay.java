package io.healthmon.javalin.page;

import io.healthmon.HealthStatus;
import io.healthmon.store.StatusCounts;
import java.time.LocalDate;
import java.util.Optional;

/**
 * How a service was on a UTC day.
 *
 * @param counts how its checks ended
 */
public record PublicDay(LocalDate day, StatusCounts counts) {

    /** A day with less is a bad one. */
    private static final double BAD = 95;

    /** How the day was, on the whole; empty if nobody looked. */
    public Optional<HealthStatus> status() {
        if (counts.total() == 0) {
            return Optional.empty();
        }
        double up = counts.uptimePercentage().orElseThrow();
        if (up < BAD) {
            return Optional.of(HealthStatus.UNHEALTHY);
        }
        boolean well = counts.healthyPercentage().orElseThrow() >= 99.95;
        return Optional.of(well ? HealthStatus.HEALTHY : HealthStatus.DEGRADED);
    }

    /** As a reader hears it. */
    public String words() {
        return day + ": " + (counts.total() == 0 ? "not observed" : Words.percent(counts.uptimePercentage()) + " up");
    }

    /** The kind of its bar. */
    public String kind() {
        return status().map(status -> switch (status) {
                    case HEALTHY -> "ok";
                    case DEGRADED -> "deg";
                    case UNHEALTHY, UNKNOWN -> "bad";
                })
                .orElse("gap");
    }

    /** Its bar, the {@code n}th of a row: whole, lowered under a cap, broken in the middle, or a line, so that colour is not needed. */
    public String bar(int n) {
        String x = "M" + n * 6;
        return status().map(status -> switch (status) {
                    case HEALTHY -> x + " 0h5v30h-5z";
                    case DEGRADED -> x + " 9h5v21h-5z" + x + " 0h5v4h-5z";
                    case UNHEALTHY, UNKNOWN -> x + " 0h5v12h-5z" + x + " 18h5v12h-5z";
                })
                .orElse(x + " 28h5v2h-5z");
    }
}
