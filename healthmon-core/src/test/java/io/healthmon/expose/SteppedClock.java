package io.healthmon.expose;

import io.healthmon.time.MonitorClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** Stands still until stepped; the wall is fixed, so that a test sees which of the two a value comes from. */
final class SteppedClock implements MonitorClock {

    static final Instant WALL = Instant.parse("2026-11-24T12:00:00Z");

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);

    @Override
    public Instant wall() {
        return WALL;
    }

    @Override
    public long nanos() {
        return nanos.get();
    }

    void step(Duration by) {
        nanos.addAndGet(by.toNanos());
    }
}
