package io.healthmon.store;

import io.healthmon.HealthStatus;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How many checks found a service how. Uptime is counted, not timed: time when nothing was checked counts neither way.
 *
 * @param healthy checks that found it healthy
 * @param degraded … degraded
 * @param unhealthy … unhealthy
 * @param unknown … unknown
 * @param first the first check that is counted; of an hour or a day that counts whole, its first check; empty if there is none
 */
public record StatusCounts(long healthy, long degraded, long unhealthy, long unknown, Optional<Instant> first) {

    /** No checks. */
    public static final StatusCounts NONE = new StatusCounts(0, 0, 0, 0, Optional.empty());

    /** One check. */
    public static StatusCounts one(HealthStatus status, Instant at) {
        return new StatusCounts(
                status == HealthStatus.HEALTHY ? 1 : 0,
                status == HealthStatus.DEGRADED ? 1 : 0,
                status == HealthStatus.UNHEALTHY ? 1 : 0,
                status == HealthStatus.UNKNOWN ? 1 : 0,
                Optional.of(at));
    }

    /** Both together. */
    public StatusCounts plus(StatusCounts other) {
        Optional<Instant> earlier = first.isEmpty()
                ? other.first
                : other.first.isEmpty() || first.get().isBefore(other.first.get()) ? first : other.first;
        return new StatusCounts(
                healthy + other.healthy,
                degraded + other.degraded,
                unhealthy + other.unhealthy,
                unknown + other.unknown,
                earlier);
    }

    /** All checks. */
    public long total() {
        return healthy + degraded + unhealthy + unknown;
    }

    /**
     * Uptime: checks that found the service operational (healthy or degraded, as the seed defines) of all, 0 to 100, to two
     * decimals, half up; empty if there were none.
     */
    public OptionalDouble uptimePercentage() {
        return percentage(healthy + degraded);
    }

    /** Healthy checks of all, likewise. */
    public OptionalDouble healthyPercentage() {
        return percentage(healthy);
    }

    private OptionalDouble percentage(long part) {
        return total() == 0 ? OptionalDouble.empty() : OptionalDouble.of(Math.round(part * 10_000.0 / total()) / 100.0);
    }
}
