package io.healthmon.time;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The two times a monitor needs, kept apart: wall time for what is shown and stored, monotonic time for latencies and
 * deadlines. A wall clock may jump; a monotonic one may not. Thread-safe; called on every thread; must not block.
 */
public interface MonitorClock {

    /** The wall time, to the microsecond (what PostgreSQL keeps, so that a time read back equals the one written). */
    Instant wall();

    /** Monotonic nanoseconds from an arbitrary origin, as {@link System#nanoTime()}. Only differences mean anything. */
    long nanos();

    /** The system's clocks. */
    static MonitorClock system() {
        return SystemClock.INSTANCE;
    }

    /** The one place in healthmon that reads the system's clocks. */
    enum SystemClock implements MonitorClock {
        INSTANCE;

        @Override
        public Instant wall() {
            return Instant.now().truncatedTo(ChronoUnit.MICROS);
        }

        @Override
        public long nanos() {
            return System.nanoTime();
        }
    }
}
