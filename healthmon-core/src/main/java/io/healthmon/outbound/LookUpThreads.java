package io.healthmon.outbound;

import io.healthmon.time.Timers;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads for look-ups. One that a look-up holds for long is made up for by another, up to a bound, so that a herd of names
 * that nobody answers does not keep those that come after it waiting. Idle threads end. Thread-safe.
 */
final class LookUpThreads {

    private final int size;
    private final int most;
    private final Duration patience;
    private final Timers timers;
    private final ThreadPoolExecutor threads;
    private int held;

    /**
     * @param size look-ups at once, not counting those that take longer than {@code patience}
     * @param most look-ups at once, all counted
     */
    LookUpThreads(String name, int size, int most, Duration patience, Timers timers) {
        this.size = size;
        this.most = most;
        this.patience = patience;
        this.timers = timers;
        threads = new ThreadPoolExecutor(size, most, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), daemons(name));
        threads.allowCoreThreadTimeOut(true);
    }

    private static ThreadFactory daemons(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /**
     * Runs {@code lookUp} when a thread is free.
     *
     * @throws java.util.concurrent.RejectedExecutionException if closed
     */
    void execute(Runnable lookUp) {
        threads.execute(new Watched(lookUp));
    }

    void shutdownNow() {
        threads.shutdownNow();
    }

    private synchronized void held(int change) {
        held += change;
        threads.setCorePoolSize(Math.min(size + held, most));
    }

    private final class Watched implements Runnable {
        private final Runnable lookUp;
        private boolean over;
        private boolean slow;

        Watched(Runnable lookUp) {
            this.lookUp = lookUp;
        }

        @Override
        public void run() {
            Timers.Timeout watch = timers.after(patience, this::takesLong);
            try {
                lookUp.run();
            } finally {
                watch.cancel();
                ended();
            }
        }

        private synchronized void takesLong() {
            if (!over) {
                slow = true;
                held(1);
            }
        }

        private synchronized void ended() {
            over = true;
            if (slow) {
                held(-1);
            }
        }
    }
}
