package io.healthmon.javalin;

import io.healthmon.time.MonitorClock;
import java.time.Duration;
import java.time.Instant;

/** Both times stand still until they are moved. */
public final class SteppingClock implements MonitorClock {

    private volatile Duration passed = Duration.ZERO;
    private volatile boolean ticking;

    /** From now on a second passes with each look at the clock that can't be set, so that no limit on rates is met. */
    public SteppingClock ticking() {
        ticking = true;
        return this;
    }

    public synchronized void pass(Duration time) {
        passed = passed.plus(time);
    }

    @Override
    public Instant wall() {
        return Instant.parse("2026-11-30T08:00:00Z").plus(ticking ? Duration.ZERO : passed);
    }

    @Override
    public long nanos() {
        if (ticking) {
            pass(Duration.ofSeconds(1));
        }
        return passed.toNanos();
    }
}
