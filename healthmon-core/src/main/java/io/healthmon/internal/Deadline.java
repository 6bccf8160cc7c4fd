package io.healthmon.internal;

import io.healthmon.time.MonitorClock;
import java.time.Duration;

/** A moment by which several things together must have ended. */
record Deadline(MonitorClock clock, long nanos) {

    static Deadline in(MonitorClock clock, Duration time) {
        return new Deadline(clock, clock.nanos() + time.toNanos());
    }

    /** The one that comes this much earlier. */
    Deadline before(Duration time) {
        return new Deadline(clock, nanos - time.toNanos());
    }

    /** What is left; 1 ms at least, so that what has ended already is still seen to. */
    Duration left() {
        return Duration.ofNanos(Math.max(1_000_000, nanos - clock.nanos()));
    }
}
