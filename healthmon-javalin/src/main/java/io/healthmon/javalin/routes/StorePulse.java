package io.healthmon.javalin.routes;

import io.healthmon.HealthMonitor;
import io.healthmon.store.AlertReader.AlertQuery;
import io.healthmon.time.MonitorClock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does the store answer? The writer finds out only when there is something to record, which may be seldom; so a small read asks
 * too: at most one at a time, and its answer is good for some seconds. A read that hangs is not followed by another. Thread-safe;
 * never blocks.
 */
final class StorePulse {

    private static final Logger LOG = LoggerFactory.getLogger(StorePulse.class);
    private static final AlertQuery SMALL = new AlertQuery(Optional.of(true), Optional.empty(), 1);
    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final HealthMonitor monitor;
    private final MonitorClock clock;
    private final Executor executor;
    private Beat latest;

    /** The reads run on {@code executor}, which may block. */
    StorePulse(HealthMonitor monitor, MonitorClock clock, Executor executor) {
        this.monitor = monitor;
        this.clock = clock;
        this.executor = executor;
        this.latest = new Beat(clock.nanos() - FRESH.toNanos(), CompletableFuture.completedFuture(true));
    }

    /** When it was asked, and what it answered. */
    private record Beat(long at, CompletableFuture<Boolean> answer) {}

    /** True if it answers; never exceptionally, and within 3 s. */
    CompletableFuture<Boolean> beats() {
        if (!monitor.storeStatus().answers()) {
            return CompletableFuture.completedFuture(false);
        }
        return current().answer().copy().completeOnTimeout(false, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized Beat current() {
        if (latest.answer().isDone() && clock.nanos() - latest.at() >= FRESH.toNanos()) {
            latest = new Beat(clock.nanos(), new CompletableFuture<>());
            ask(latest);
        }
        return latest;
    }

    private void ask(Beat beat) {
        try {
            beat.answer().completeAsync(this::answers, executor);
        } catch (RejectedExecutionException busy) {
            beat.answer().complete(false);
        }
    }

    private boolean answers() {
        try {
            monitor.view().alerts(SMALL);
            return true;
        } catch (RuntimeException e) {
            LOG.warn("the store does not answer: {}", e.getMessage());
            return false;
        }
    }
}
