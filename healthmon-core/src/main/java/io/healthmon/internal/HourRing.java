package io.healthmon.internal;

import io.healthmon.HealthStatus;
import io.healthmon.store.StatusCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One service's counts of the open UTC hour and the 24 before it, in memory: the same fold as the hourly rollups, so that
 * the status of everything costs no query and is there while the store is away. Guarded by itself.
 */
final class HourRing {

    private static final int HOURS = 25;
    private static final long HOUR_SECONDS = Duration.ofHours(1).toSeconds();

    private final long[] hours = new long[HOURS];
    private final StatusCounts[] counts = new StatusCounts[HOURS];

    synchronized void add(Instant at, StatusCounts more) {
        long hour = hour(at);
        int slot = Math.floorMod(hour, HOURS);
        StatusCounts before = counts[slot];
        if (before == null || hours[slot] < hour) {
            hours[slot] = hour;
            counts[slot] = more;
        } else if (hours[slot] == hour) {
            counts[slot] = before.plus(more);
        }
    }

    void add(Instant at, HealthStatus status) {
        add(at, StatusCounts.one(status, at));
    }

    /** Takes back a check that was added but is never recorded. */
    synchronized void remove(Instant at, HealthStatus status) {
        int slot = Math.floorMod(hour(at), HOURS);
        StatusCounts before = counts[slot];
        if (before != null && hours[slot] == hour(at)) {
            StatusCounts one = StatusCounts.one(status, at);
            counts[slot] = new StatusCounts(
                    before.healthy() - one.healthy(),
                    before.degraded() - one.degraded(),
                    before.unhealthy() - one.unhealthy(),
                    before.unknown() - one.unknown(),
                    before.total() == 1 ? Optional.empty() : before.first());
        }
    }

    /** The window up to now; hours that are ahead of it, since the clock was when they were checked, count too. */
    synchronized StatusCounts total(Instant now) {
        long open = hour(now);
        long healthy = 0;
        long degraded = 0;
        long unhealthy = 0;
        long unknown = 0;
        Optional<Instant> first = Optional.empty();
        for (int slot = 0; slot < HOURS; slot++) {
            StatusCounts hourly = counts[slot];
            if (hourly != null && hours[slot] > open - HOURS) {
                healthy += hourly.healthy();
                degraded += hourly.degraded();
                unhealthy += hourly.unhealthy();
                unknown += hourly.unknown();
                if (first.isEmpty()
                        || hourly.first().isPresent() && hourly.first().get().isBefore(first.get())) {
                    first = hourly.first();
                }
            }
        }
        return new StatusCounts(healthy, degraded, unhealthy, unknown, first);
    }

    private static long hour(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), HOUR_SECONDS);
    }
}
