package io.healthmon.internal;

import io.healthmon.HealthTarget;
import io.healthmon.check.Checker;
import io.healthmon.check.Observation;
import io.healthmon.check.Reason;
import io.healthmon.check.Timings;
import io.healthmon.time.MonitorClock;
import io.healthmon.time.Timers;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one check under its hard deadline. Whatever the checker does (throw, overflow its stack, hang, answer late or twice),
 * exactly one observation comes out, in time.
 */
public final class CheckRunner implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CheckRunner.class);

    private static final String CLOSED = "the monitor was closed";

    private final MonitorClock clock;
    private final Timers timers;
    private final Executor executor;
    private final Set<CheckAttempt> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** A runner that starts checks on {@code executor}. */
    public CheckRunner(MonitorClock clock, Timers timers, Executor executor) {
        this.clock = clock;
        this.timers = timers;
        this.executor = executor;
    }

    /**
     * What a check found, and when.
     *
     * @param observation what came back
     * @param startedAt wall time of the start
     * @param took monotonic
     */
    public record Look(Observation observation, Instant startedAt, Duration took) {}

    /** Starts a check of {@code target}. The future completes on the checker's, an executor's or the timer's thread. */
    public CompletableFuture<Look> run(HealthTarget target, Checker checker) {
        Instant startedAt = clock.wall();
        CheckAttempt attempt = new CheckAttempt(target, clock, executor);
        underWay.add(attempt);
        if (closed) {
            attempt.abandon(CLOSED);
        }
        Timers.Timeout deadline = timers.after(target.schedule().timeout(), attempt::expire);
        executor.execute(() -> start(attempt, checker));
        return attempt.result().thenApply(observation -> {
            underWay.remove(attempt);
            deadline.cancel();
            return new Look(observation, startedAt, attempt.elapsed());
        });
    }

    /** Gives up the checks under way, and any to come: no exchange goes on, and how they end is no news. */
    @Override
    public void close() {
        closed = true;
        underWay.forEach(attempt -> attempt.abandon(CLOSED));
    }

    private static void start(CheckAttempt attempt, Checker checker) {
        if (attempt.result().isDone()) {
            return;
        }
        try {
            checker.check(attempt).whenComplete((observation, thrown) -> {
                if (attempt.result().isDone()) {
                    return; // Late: how it ended, most likely by the cancellation, is no news.
                }
                if (thrown != null) {
                    attempt.complete(failed(attempt.service(), thrown));
                } else if (observation != null) {
                    attempt.complete(observation);
                } else {
                    attempt.complete(failed(attempt.service(), new IllegalStateException("the checker found null")));
                }
            });
        } catch (Throwable t) {
            if (!attempt.result().isDone()) {
                attempt.complete(failed(attempt.service(), t));
            }
        }
    }

    private static Observation failed(String service, Throwable thrown) {
        Throwable cause = unwrapped(thrown);
        if (cause instanceof OutOfMemoryError || exhausted(cause)) {
            LOG.error("{}: the monitor is out of resources", service, cause);
            return new Observation.MonitorFault("the monitor is out of memory or file handles");
        }
        LOG.warn("{}: its checker failed", service, cause);
        return Observation.Failure.unhealthy(
                Reason.CHECKER_ERROR,
                "the check itself failed with " + cause.getClass().getSimpleName()
                        + "; the monitor's log has the details",
                Timings.NONE);
    }

    /** What a stage or a future put around the checker's own throwable. */
    private static Throwable unwrapped(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return cause != null && (thrown instanceof CompletionException || thrown instanceof ExecutionException)
                ? unwrapped(cause)
                : thrown;
    }

    private static boolean exhausted(Throwable cause) {
        return cause instanceof IOException
                && cause.getMessage() != null
                && cause.getMessage().contains("Too many open files");
    }
}
