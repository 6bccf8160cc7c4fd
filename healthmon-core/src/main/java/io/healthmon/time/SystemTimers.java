package io.healthmon.time;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Timers on one daemon thread of their own. A timer costs the same however many there are (see {@link TimingWheel}), runs never early
 * and, if the thread is free, at most {@value #TICK_NANOS} ns late plus what the system takes to wake a thread; those of one tick run in
 * the order in which they were set. The thread sleeps while nothing is due. A task that throws is logged and harms no
 * other.
 */
public final class SystemTimers implements Timers, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SystemTimers.class);

    private static final int TICK_BITS = 22;

    /** A little more than four milliseconds: what comes due within them shares a wake-up, here and at all who work for it. */
    static final long TICK_NANOS = 1L << TICK_BITS;

    /** In the place of the tick that the thread sleeps until, while it looks for itself. */
    private static final long AWAKE = Long.MIN_VALUE;

    /** What is longer is for ever: the nanoseconds of a long end at 292 years. */
    private static final Duration LONGEST = Duration.ofDays(100 * 365);

    private final MonitorClock clock = MonitorClock.system();
    private final long originNanos = clock.nanos();
    private final Thread thread;

    /** Guarded by itself. */
    private final TimingWheel wheel = new TimingWheel();

    /** What a timer must be sooner than to wake the thread. Written by the thread alone, under the wheel's lock. */
    private long wakeTick = AWAKE;

    private volatile boolean closed;

    /** Starts the thread, under the given name. */
    public SystemTimers(String threadName) {
        thread = new Thread(this::run, threadName);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public Timeout after(Duration delay, Runnable task) {
        Timer timer = new Timer(task);
        boolean sooner;
        synchronized (wheel) {
            long tick = tickAfter(delay);
            wheel.add(timer, tick);
            sooner = tick < wakeTick;
        }
        if (sooner && Thread.currentThread() != thread) {
            LockSupport.unpark(thread);
        }
        return timer;
    }

    /** The first tick that is not before the delay's end; one that has passed if the delay is none. */
    private long tickAfter(Duration delay) {
        if (delay.isZero() || delay.isNegative()) {
            return 0;
        }
        long nanos = delay.compareTo(LONGEST) > 0 ? LONGEST.toNanos() : delay.toNanos();
        return (elapsedNanos() + nanos + TICK_NANOS - 1) >> TICK_BITS;
    }

    private long elapsedNanos() {
        return clock.nanos() - originNanos;
    }

    /** Forgets all tasks, and ends the thread. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }

    private void run() {
        while (!closed) {
            try {
                Runnable task = nextTask();
                if (task == null) {
                    sleep();
                } else {
                    task.run();
                }
            } catch (Throwable t) {
                logged(t);
            }
            // A task's interruption would let no sleep last.
            Thread.interrupted();
        }
    }

    private @Nullable Runnable nextTask() {
        long now = elapsedNanos() >> TICK_BITS;
        synchronized (wheel) {
            wheel.advanceTo(now);
            TimingWheel.Entry entry = wheel.pollDue();
            wakeTick = entry == null ? wheel.next() : AWAKE;
            return entry == null ? null : entry.takeTask();
        }
    }

    /** Until the next tick that may bring something; a timer that is set meanwhile and comes sooner ends it. */
    private void sleep() {
        if (wakeTick == TimingWheel.NEVER) {
            LockSupport.park(this);
        } else {
            LockSupport.parkNanos(this, (wakeTick << TICK_BITS) - elapsedNanos());
        }
    }

    private static void logged(Throwable failure) {
        try {
            LOG.error("a timer task failed; the timer goes on", failure);
        } catch (Throwable outOfMemory) {
            // The timer goes on all the same.
        }
    }

    /** A task and the handle to it. */
    private final class Timer extends TimingWheel.Entry implements Timeout {

        Timer(Runnable task) {
            super(task);
        }

        @Override
        public void cancel() {
            synchronized (wheel) {
                wheel.remove(this);
                takeTask();
            }
        }
    }
}
