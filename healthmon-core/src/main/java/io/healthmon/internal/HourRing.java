package io.healthmon.internal;

import io.healthmon.HealthStatus;
import io.healthmon.store.StatusCounts;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One service's counts of the open UTC hour and the 24 before it, in memory: the same fold as the hourly rollups, so that
 * the status of everything costs no query and is there while the store is away. There is one for each of many services, so it
 * is made of plain numbers: some 400 bytes, and 120 more for each status but the first that is ever counted. Guarded by itself.
 */
final class HourRing {

    private static final int HOURS = 25;
    private static final long HOUR_SECONDS = Duration.ofHours(1).toSeconds();
    private static final long HOUR_MICROS = HOUR_SECONDS * 1_000_000;

    /** No hour yet. */
    private static final int NONE = Integer.MIN_VALUE;

    /** The counts of a status that was never counted. */
    private static final int[] NEVER = {};

    /** Of each place in the ring, the hour since 1970 that is there. */
    private final int[] hours = new int[HOURS];

    /** The first check that is counted: unsigned, microseconds since the hour's start. Means nothing where none is. */
    private final int[] firsts = new int[HOURS];

    /** By status, then by place; empty until the status is first counted. */
    private final int[][] counts = new int[HealthStatus.values().length][];

    HourRing() {
        Arrays.fill(hours, NONE);
        Arrays.fill(counts, NEVER);
    }

    synchronized void add(Instant at, HealthStatus status) {
        int place = open(at);
        if (place >= 0) {
            addFirst(place, at);
            add(place, status, 1);
        }
    }

    synchronized void add(Instant at, StatusCounts more) {
        int place = open(at);
        if (place >= 0) {
            more.first().ifPresent(first -> addFirst(place, first));
            add(place, HealthStatus.HEALTHY, more.healthy());
            add(place, HealthStatus.DEGRADED, more.degraded());
            add(place, HealthStatus.UNHEALTHY, more.unhealthy());
            add(place, HealthStatus.UNKNOWN, more.unknown());
        }
    }

    /** Adds what another has counted. */
    void addAll(HourRing other) {
        List<HourlyCount> counted = other.counted();
        synchronized (this) {
            counted.forEach(hour -> add(hour.hour(), hour.counts()));
        }
    }

    private record HourlyCount(Instant hour, StatusCounts counts) {}

    private synchronized List<HourlyCount> counted() {
        List<HourlyCount> all = new ArrayList<>();
        for (int place = 0; place < HOURS; place++) {
            if (total(place) > 0) {
                all.add(new HourlyCount(
                        Instant.EPOCH.plusSeconds(hours[place] * HOUR_SECONDS),
                        new StatusCounts(
                                count(place, HealthStatus.HEALTHY.ordinal()),
                                count(place, HealthStatus.DEGRADED.ordinal()),
                                count(place, HealthStatus.UNHEALTHY.ordinal()),
                                count(place, HealthStatus.UNKNOWN.ordinal()),
                                Optional.of(first(place)))));
            }
        }
        return all;
    }

    private Instant first(int place) {
        return Instant.EPOCH.plus(
                hours[place] * HOUR_MICROS + Integer.toUnsignedLong(firsts[place]), ChronoUnit.MICROS);
    }

    /** Takes back a check that was added but is never recorded. */
    synchronized void remove(Instant at, HealthStatus status) {
        int place = place(hour(at));
        if (hours[place] == hour(at)) {
            add(place, status, -1);
        }
    }

    /** The window up to now; hours that are ahead of it, since the clock was when they were checked, count too. */
    synchronized StatusCounts total(Instant now) {
        int passed = hour(now) - HOURS;
        long[] total = new long[counts.length];
        long first = Long.MAX_VALUE;
        for (int place = 0; place < HOURS; place++) {
            if (hours[place] > passed && total(place) > 0) {
                for (int status = 0; status < counts.length; status++) {
                    total[status] += count(place, status);
                }
                first = Math.min(first, hours[place] * HOUR_MICROS + Integer.toUnsignedLong(firsts[place]));
            }
        }
        return new StatusCounts(
                total[HealthStatus.HEALTHY.ordinal()],
                total[HealthStatus.DEGRADED.ordinal()],
                total[HealthStatus.UNHEALTHY.ordinal()],
                total[HealthStatus.UNKNOWN.ordinal()],
                first == Long.MAX_VALUE ? Optional.empty() : Optional.of(Instant.EPOCH.plus(first, ChronoUnit.MICROS)));
    }

    /** The place of the hour, which takes that of an earlier one; negative if a later one has it. */
    private int open(Instant at) {
        int hour = hour(at);
        int place = place(hour);
        if (hours[place] < hour) {
            hours[place] = hour;
            for (int[] of : counts) {
                if (of.length > 0) {
                    of[place] = 0;
                }
            }
        }
        return hours[place] == hour ? place : -1;
    }

    /** To be called before the check itself is added. */
    private void addFirst(int place, Instant first) {
        long offset = ChronoUnit.MICROS.between(Instant.EPOCH, first) - hours[place] * HOUR_MICROS;
        int micros = (int) Math.max(0, Math.min(offset, HOUR_MICROS - 1));
        if (total(place) == 0 || Integer.compareUnsigned(micros, firsts[place]) < 0) {
            firsts[place] = micros;
        }
    }

    private void add(int place, HealthStatus status, long more) {
        if (more != 0) {
            int index = status.ordinal();
            if (counts[index].length == 0) {
                counts[index] = new int[HOURS];
            }
            counts[index][place] += (int) more;
        }
    }

    private long total(int place) {
        long total = 0;
        for (int status = 0; status < counts.length; status++) {
            total += count(place, status);
        }
        return total;
    }

    private int count(int place, int status) {
        return counts[status].length == 0 ? 0 : counts[status][place];
    }

    private static int place(int hour) {
        return Math.floorMod(hour, HOURS);
    }

    private static int hour(Instant at) {
        return (int) Math.floorDiv(at.getEpochSecond(), HOUR_SECONDS);
    }
}
