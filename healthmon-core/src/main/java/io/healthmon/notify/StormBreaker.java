package io.healthmon.notify;

import java.time.Duration;

/**
 * Says when a channel's messages go singly and when they are collected. After quiet a few go at once; what comes behind them within the
 * interval goes as one digest at its end, and so on for each interval in which something had to wait. An interval in which nothing had to
 * ends the storm. The first critical alert of a storm waits for none. Pure but for what it counts; not thread-safe.
 */
final class StormBreaker {

    /** What may go now. */
    enum Permit {
        SINGLE,
        DIGEST,
        LATER
    }

    private final int burst;
    private final long interval;
    private boolean storm;
    private long ends;
    private int singles;
    private boolean held;
    private boolean criticalTold;

    StormBreaker(int burst, Duration interval) {
        this.burst = burst;
        this.interval = interval.toNanos();
    }

    /** What may go of what waits; asked only if something does. */
    Permit permit(long now) {
        if (storm && now - ends >= 0) {
            if (held) {
                return Permit.DIGEST;
            }
            storm = false;
        }
        if (!storm || singles < burst) {
            return Permit.SINGLE;
        }
        held = true;
        return Permit.LATER;
    }

    /** Whether a critical alert may go although its permit says later. */
    boolean owesCritical() {
        return !criticalTold;
    }

    /** When what has to wait now may go. */
    long ends() {
        return ends;
    }

    /** One went singly. */
    void single(long now, boolean critical) {
        if (!storm) {
            storm = true;
            ends = now + interval;
            singles = 0;
            held = false;
            criticalTold = false;
        }
        singles++;
        criticalTold |= critical;
    }

    /** What had to wait went together, or needed no telling any more. */
    void digest(long now, boolean critical) {
        storm = true;
        ends = now + interval;
        singles = burst;
        held = false;
        criticalTold |= critical;
    }
}
