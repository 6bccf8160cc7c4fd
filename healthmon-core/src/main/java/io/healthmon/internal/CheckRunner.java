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
import java.util.Map;
import java.util.Optional;
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

    /** Time-outs that a service may owe to the monitor until it answers again; more are its own, or one that hangs might never be alerted. */
    private static final int MOST_EXCUSED = 2;

    private static final Set<Reason> TIMEOUTS = Set.of(
            Reason.TIMEOUT,
            Reason.TIMEOUT_DNS,
            Reason.TIMEOUT_CONNECT,
            Reason.TIMEOUT_TLS,
            Reason.TIMEOUT_RESPONSE,
            Reason.TIMEOUT_BODY);

    private final MonitorClock clock;
    private final Timers timers;
    private final Executor executor;
    private final Pulse pulse;
    private final Map<String, Integer> excused = new ConcurrentHashMap<>();
    private final Set<CheckAttempt> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** A runner that starts checks on {@code executor}, and takes the monitor itself to be in time always. */
    public CheckRunner(MonitorClock clock, Timers timers, Executor executor) {
        this(clock, timers, executor, new Pulse(clock, timers));
    }

    /** One that does not blame a target for a time in which the monitor was held up itself. */
    CheckRunner(MonitorClock clock, Timers timers, Executor executor, Pulse pulse) {
        this.clock = clock;
        this.timers = timers;
        this.executor = executor;
        this.pulse = pulse;
    }

    /**
     * What a check found, and when.
     *
     * @param observation what came back
     * @param startedAt wall time of the start
     * @param took monotonic
     * @param heldUp true of a {@link Observation.MonitorFault} that would be a time-out, had the monitor not been held up meanwhile
     */
    public record Look(Observation observation, Instant startedAt, Duration took, boolean heldUp) {

        /** One that nothing held up. */
        Look(Observation observation, Instant startedAt, Duration took) {
            this(observation, startedAt, took, false);
        }
    }

    /** Starts a check of {@code target}. The future completes on the checker's, an executor's or the timer's thread. */
    public CompletableFuture<Look> run(HealthTarget target, Checker checker) {
        Instant startedAt = clock.wall();
        CheckAttempt attempt = new CheckAttempt(target, clock, executor);
        underWay.add(attempt);
        pulse.checkBegins();
        if (closed) {
            attempt.abandon(CLOSED);
        }
        Timers.Timeout deadline = timers.after(target.schedule().timeout(), attempt::expire);
        executor.execute(() -> start(attempt, checker));
        return attempt.result().thenApply(observation -> {
            underWay.remove(attempt);
            pulse.checkEnds();
            deadline.cancel();
            Optional<Duration> heldUp = heldUp(attempt, observation);
            return new Look(
                    heldUp.<Observation>map(CheckRunner::ownFault).orElse(observation),
                    startedAt,
                    attempt.elapsed(),
                    heldUp.isPresent());
        });
    }

    /** A time-out is the target's only if the monitor could have heard an answer in half of the time at least. */
    private Optional<Duration> heldUp(CheckAttempt attempt, Observation observation) {
        if (!(observation instanceof Observation.Failure failure) || !TIMEOUTS.contains(failure.reason())) {
            if (!(observation instanceof Observation.MonitorFault)) {
                excused.remove(attempt.service());
            }
            return Optional.empty();
        }
        return Optional.of(pulse.heldUpSince(attempt.startNanos()))
                .filter(heldUp -> heldUp.multipliedBy(2).compareTo(attempt.timeout()) >= 0)
                .filter(heldUp -> excused.merge(attempt.service(), 1, Integer::sum) <= MOST_EXCUSED);
    }

    private static Observation.MonitorFault ownFault(Duration heldUp) {
        return new Observation.MonitorFault(
                "out of time, but the monitor itself was held up for " + heldUp.toMillis() + " ms meanwhile");
    }

    /** The service is no longer watched: one that comes back by its name owes nothing. */
    void forget(String service) {
        excused.remove(service);
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
