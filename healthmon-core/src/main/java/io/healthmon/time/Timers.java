package io.healthmon.time;

import java.time.Duration;

/**
 * Runs a short task later, on a timer thread. Tasks must not block: they hand work on. Thread-safe.
 */
@FunctionalInterface
public interface Timers {

    /**
     * Runs {@code task} once, {@code delay} from now (at once if it is zero or negative).
     *
     * @return a handle that forgets the task if it has not started
     */
    Timeout after(Duration delay, Runnable task);

    /** A pending task. */
    @FunctionalInterface
    interface Timeout {
        /** Forgets the task if it has not started; otherwise does nothing. */
        void cancel();
    }
}
