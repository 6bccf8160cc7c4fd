package io.healthmon.time;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Timers on one daemon thread of their own. A task that throws is logged and harms no other. */
public final class SystemTimers implements Timers, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SystemTimers.class);

    private final ScheduledThreadPoolExecutor executor;

    /** Starts the thread, under the given name. */
    public SystemTimers(String threadName) {
        executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, threadName);
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public Timeout after(Duration delay, Runnable task) {
        try {
            Future<?> future =
                    executor.schedule(() -> fenced(task), Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS);
            return () -> future.cancel(false);
        } catch (RejectedExecutionException closed) {
            return () -> {};
        }
    }

    private static void fenced(Runnable task) {
        try {
            task.run();
        } catch (Throwable t) {
            LOG.error("a timer task failed; the timer goes on", t);
        }
    }

    /** Forgets all tasks. */
    @Override
    public void close() {
        executor.shutdownNow();
    }
}
