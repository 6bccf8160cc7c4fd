package io.healthmon.examples.homelab;

import java.io.EOFException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A service's mode, and the place where its answers wait while it hangs or is slow. Thread-safe. */
final class Gate {

    /** How late a slow answer is by default. */
    static final Duration DEFAULT_SLOWNESS = Duration.ofMillis(1_500);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition switched = lock.newCondition();
    private final Duration slowness;
    private volatile Mode mode = Mode.HEALTHY;

    Gate(Duration slowness) {
        this.slowness = slowness;
    }

    Mode mode() {
        return mode;
    }

    /** Switches, and lets whoever waits look again. */
    void set(Mode value) {
        lock.lock();
        try {
            mode = value;
            switched.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until the service would answer.
     *
     * @throws EOFException if it will not: its port is closed
     */
    void pass() throws EOFException, InterruptedException {
        lock.lock();
        try {
            long left = slowness.toNanos();
            while (mode == Mode.HANGING || (mode == Mode.SLOW && left > 0)) {
                if (mode == Mode.HANGING) {
                    switched.await();
                } else {
                    left = switched.awaitNanos(left);
                }
            }
            if (mode == Mode.REFUSING) {
                throw new EOFException("the port is closed");
            }
        } finally {
            lock.unlock();
        }
    }
}
