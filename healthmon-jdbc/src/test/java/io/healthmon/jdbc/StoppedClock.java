package io.healthmon.jdbc;

import io.healthmon.time.MonitorClock;
import java.time.Instant;

/** A clock that stands. */
record StoppedClock(Instant wall) implements MonitorClock {
    @Override
    public long nanos() {
        return 0;
    }
}
