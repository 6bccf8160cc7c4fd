package io.healthmon.internal;

import java.time.Duration;

/**
 * How far apart slots are used that come due together: after a start, whose first check loads what all others need, and after whatever
 * held the machine up. So neither this machine nor what stands before the services sees a herd. Undisturbed, slots are spread
 * over their interval, and wait for nothing.
 *
 * <p>The generic cell rate algorithm (ITU-T I.371): turns at somewhat more than the services' own rate, some of them at once.
 * Thread-safe.
 */
final class Pace {

    /** The rate of turns over that of slots: more makes a herd, less takes longer to be punctual again. */
    private static final double HASTE = 1.6;

    /** Turns a second at least: below this there is no herd. */
    private static final double LEAST_PER_SECOND = 100;

    /** Turns at once: what phases bring together anyway. */
    private static final double AT_ONCE = 8;

    private static final double SECONDS_AT_ONCE = 0.01;

    /** How long the first check of all has for itself. */
    static final Duration FIRST = Duration.ofMillis(500);

    private final Duration first;
    private double slotsPerSecond;
    private boolean begun;
    private long lastTurn;

    /**
     * @param first how long the first one has for itself
     */
    Pace(Duration first) {
        this.first = first;
    }

    synchronized void add(Duration interval) {
        slotsPerSecond += perSecond(interval);
    }

    synchronized void remove(Duration interval) {
        slotsPerSecond = Math.max(0, slotsPerSecond - perSecond(interval));
    }

    private static double perSecond(Duration interval) {
        return 1e9 / interval.toNanos();
    }

    /** Takes the next turn: how long after {@code nanos}, which is now on the monotonic clock, it comes. */
    synchronized Duration untilTurn(long nanos) {
        double perSecond = Math.max(LEAST_PER_SECOND, HASTE * slotsPerSecond);
        long step = (long) (1e9 / perSecond);
        long atOnce = (long) (step * Math.max(AT_ONCE, perSecond * SECONDS_AT_ONCE));
        if (!begun) {
            begun = true;
            lastTurn = nanos + first.toNanos() + (first.isZero() ? step : atOnce);
            return Duration.ZERO;
        }
        long ahead = Math.max(0, lastTurn - nanos);
        lastTurn = nanos + ahead + step;
        return Duration.ofNanos(Math.max(0, ahead - atOnce));
    }
}
