package io.healthmon.internal;

import io.healthmon.HealthTarget;
import io.healthmon.check.CheckRequest;
import io.healthmon.check.Observation;
import io.healthmon.check.Phase;
import io.healthmon.check.Reason;
import io.healthmon.check.Timings;
import io.healthmon.target.CheckSpec;
import io.healthmon.time.MonitorClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One check on its way: knows how far it came, and ends exactly once, by its checker or by its deadline. */
final class CheckAttempt implements CheckRequest {

    private static final Logger LOG = LoggerFactory.getLogger(CheckAttempt.class);

    private final HealthTarget target;
    private final MonitorClock clock;
    private final Executor cancellations;
    private final long startNanos;
    private final CompletableFuture<Observation> result = new CompletableFuture<>();
    private volatile @Nullable Phase phase;
    private final Object lock = new Object();
    private @Nullable Queue<Runnable> cancelActions = new ArrayDeque<>(2);

    /**
     * @param cancellations runs what the checker does when it is told to let go: never the timer's thread, on which every
     *     other deadline waits
     */
    CheckAttempt(HealthTarget target, MonitorClock clock, Executor cancellations) {
        this.target = target;
        this.clock = clock;
        this.cancellations = cancellations;
        this.startNanos = clock.nanos();
    }

    @Override
    public String service() {
        return target.name();
    }

    @Override
    public CheckSpec spec() {
        return target.spec();
    }

    @Override
    public Duration timeout() {
        return target.schedule().timeout();
    }

    @Override
    public Duration remaining() {
        Duration left = timeout().minus(elapsed());
        return left.isNegative() ? Duration.ZERO : left;
    }

    @Override
    public void entering(Phase next) {
        phase = next;
    }

    @Override
    public void onCancel(Runnable action) {
        synchronized (lock) {
            if (cancelActions != null) {
                cancelActions.add(action);
                return;
            }
        }
        run(action);
    }

    CompletableFuture<Observation> result() {
        return result;
    }

    long startNanos() {
        return startNanos;
    }

    Duration elapsed() {
        return Duration.ofNanos(clock.nanos() - startNanos);
    }

    /** The checker's answer; too late if the deadline was faster. */
    void complete(Observation observation) {
        result.complete(observation);
    }

    /** The deadline: the result is what the phase says, and the checker is told to let go. */
    void expire() {
        if (result.complete(late())) {
            cancel();
        }
    }

    /** Gives the check up without a result of the target. */
    void abandon(String why) {
        if (result.complete(new Observation.MonitorFault(why))) {
            cancel();
        }
    }

    private void cancel() {
        Queue<Runnable> actions;
        synchronized (lock) {
            actions = cancelActions;
            cancelActions = null;
        }
        if (actions == null || actions.isEmpty()) {
            return;
        }
        try {
            cancellations.execute(() -> actions.forEach(this::run));
        } catch (RejectedExecutionException closed) {
            LOG.debug("closed: the threads of checks are interrupted, all together");
        }
    }

    private void run(Runnable action) {
        try {
            action.run();
        } catch (Throwable t) {
            LOG.warn("{}: a checker's cancellation failed", service(), t);
        }
    }

    private Observation late() {
        String within = " within " + timeout().toMillis() + " ms";
        Phase reached = phase;
        if (reached == null) {
            return Observation.Failure.unhealthy(Reason.TIMEOUT, "no result" + within, Timings.NONE);
        }
        return switch (reached) {
            case DNS ->
                Observation.Failure.unknown(Reason.TIMEOUT_DNS, "the name was not resolved" + within, Timings.NONE);
            case CONNECT -> Observation.Failure.unknown(Reason.TIMEOUT_CONNECT, "no connection" + within, Timings.NONE);
            case TLS -> Observation.Failure.unknown(Reason.TIMEOUT_TLS, "no TLS handshake" + within, Timings.NONE);
            case RESPONSE ->
                Observation.Failure.unhealthy(
                        Reason.TIMEOUT_RESPONSE, "connected, but no answer" + within, Timings.NONE);
            case BODY ->
                Observation.Failure.unhealthy(
                        Reason.TIMEOUT_BODY, "the answer began but did not end" + within, Timings.NONE);
        };
    }
}
