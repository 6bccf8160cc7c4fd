package io.healthmon.expose;

import io.healthmon.time.MonitorClock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One function of the application, called at most once at a time and at most once per cache time, each call with a deadline.
 * A call that ignores its interruption keeps its thread, so no other is started until it returns: a hung function costs one
 * thread, however often it is asked for.
 */
final class CachedProbe<T> {

    private static final Logger log = LoggerFactory.getLogger(CachedProbe.class);

    private final String name;
    private final Callable<? extends T> probe;
    private final T ifThrown;
    private final T ifLate;
    private final Settings settings;
    private final Executor executor;
    private final AtomicReference<@Nullable Call> latest = new AtomicReference<>();

    CachedProbe(String name, Callable<? extends T> probe, T ifThrown, T ifLate, Settings settings, Executor executor) {
        this.name = name;
        this.probe = probe;
        this.ifThrown = ifThrown;
        this.ifLate = ifLate;
        this.settings = settings;
        this.executor = executor;
    }

    /** The outcome: one that is fresh, or the one under way. Never completes exceptionally, nor later than the deadline. */
    CompletableFuture<T> outcome() {
        while (true) {
            Call current = latest.get();
            if (current != null && current.serves()) {
                return current.outcome;
            }
            Call next = new Call(current != null && current.failed);
            if (latest.compareAndSet(current, next)) {
                next.start();
                return next.outcome;
            }
        }
    }

    /** How long a call may take and how long its outcome is good for. */
    record Settings(Duration deadline, Duration cacheTime, MonitorClock clock) {}

    private final class Call {
        private final FutureTask<@Nullable Void> task = new FutureTask<>(this::run, null);
        private final CompletableFuture<T> answer = new CompletableFuture<>();
        private final CompletableFuture<T> outcome;
        private final boolean failedBefore;
        private volatile long finishedAt;
        private volatile boolean running;
        private volatile boolean failed;

        Call(boolean failedBefore) {
            this.failedBefore = failedBefore;
            this.outcome = answer.orTimeout(settings.deadline().toNanos(), TimeUnit.NANOSECONDS)
                    .handle(this::finish);
        }

        boolean serves() {
            return !outcome.isDone()
                    || running
                    || settings.clock().nanos() - finishedAt
                            < settings.cacheTime().toNanos();
        }

        void start() {
            try {
                executor.execute(task);
            } catch (RejectedExecutionException closed) {
                answer.complete(ifLate);
            }
        }

        private void run() {
            running = true;
            @Nullable T value = null;
            @Nullable Throwable thrown = null;
            try {
                value = Objects.requireNonNull(probe.call(), "the probe gave null");
            } catch (Throwable problem) {
                thrown = problem;
            }
            // Before the outcome is known: whoever it wakes may ask again at once.
            running = false;
            if (value != null) {
                answer.complete(value);
            } else {
                answer.completeExceptionally(new ProbeFailure(thrown));
            }
        }

        private T finish(@Nullable T value, @Nullable Throwable problem) {
            finishedAt = settings.clock().nanos();
            if (value != null) {
                return value;
            }
            failed = true;
            if (problem instanceof ProbeFailure failure) {
                report("{} failed", failure.getCause());
                return ifThrown;
            }
            task.cancel(true);
            report("{} did not answer in time", null);
            return ifLate;
        }

        /** Only the first of several failures in a row: an endpoint may be asked every second. */
        private void report(String what, @Nullable Throwable cause) {
            if (!failedBefore) {
                log.warn(what, name, cause);
            }
        }
    }

    private static final class ProbeFailure extends Exception {
        private static final long serialVersionUID = 1;

        ProbeFailure(@Nullable Throwable cause) {
            super(cause);
        }
    }
}
