package io.healthmon.jdbc;

import io.healthmon.time.MonitorClock;
import java.time.Duration;

/** How long work that can be interrupted and gone on with may take. */
final class TimeBudget {

    private final MonitorClock clock;
    private final long startedNanos;
    private final Duration longest;

    /** Runs from now on. */
    TimeBudget(MonitorClock clock, Duration longest) {
        this.clock = clock;
        this.startedNanos = clock.nanos();
        this.longest = longest;
    }

    /** False once it is used up, or the thread is to end. */
    boolean isLeft() {
        return clock.nanos() - startedNanos <= longest.toNanos()
                && !Thread.currentThread().isInterrupted();
    }
}
