package io.healthmon.check.celery;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.healthmon.HealthStatus;
import io.healthmon.check.CheckFailedException;
import io.healthmon.check.CheckRequest;
import io.healthmon.check.Checker;
import io.healthmon.check.Checks;
import io.healthmon.check.Observation;
import io.healthmon.check.PhaseClock;
import io.healthmon.check.Reason;
import io.healthmon.check.Timings;
import io.healthmon.check.redis.RespConnection;
import io.healthmon.check.redis.RespConnector;
import io.healthmon.time.MonitorClock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Pings the Celery workers of a broker, as {@code celery inspect ping} does, and counts those that answer. Enough answers:
 * healthy. Some, but too few: degraded. None: unhealthy, since nobody does the work. A broker that cannot be reached is
 * unknown, as any Redis. Blocks; the deadline closes its socket.
 */
final class CeleryChecker implements Checker {

    /** Time kept back from the deadline, to say that workers are silent rather than to run out of time. */
    private static final Duration LONGEST_RESERVE = Duration.ofMillis(500);

    private final MonitorClock clock;
    private final RespConnector connector;

    CeleryChecker(MonitorClock clock, RespConnector connector) {
        this.clock = clock;
        this.connector = connector;
    }

    @Override
    public CompletionStage<Observation> check(CheckRequest request) throws InterruptedException {
        return CompletableFuture.completedFuture(ping(request, (CelerySpec) request.spec()));
    }

    private Observation ping(CheckRequest request, CelerySpec spec) throws InterruptedException {
        PhaseClock phases = new PhaseClock(request, clock);
        try (RespConnection broker = connector.open(request, phases, spec.broker())) {
            PidboxReplies replies = new PidboxReplies(broker, new PidboxPing(UUID.randomUUID()));
            int answered = replies.collect(spec, request, reserve(request));
            return observation(spec, answered, phases.timings());
        } catch (CheckFailedException e) {
            return e.observation();
        }
    }

    private static Duration reserve(CheckRequest request) {
        Duration tenth = request.timeout().dividedBy(10);
        return tenth.compareTo(LONGEST_RESERVE) < 0 ? tenth : LONGEST_RESERVE;
    }

    private static Observation observation(CelerySpec spec, int answered, Timings timings) {
        if (answered >= spec.workers()) {
            return Observation.Statement.healthy(checks("healthy", answered), timings);
        }
        if (answered == 0) {
            return Observation.Statement.of(
                    HealthStatus.UNHEALTHY,
                    Reason.NO_WORKERS,
                    "no Celery worker answers the ping",
                    checks("no_workers", 0),
                    timings);
        }
        return Observation.Statement.of(
                HealthStatus.DEGRADED,
                Reason.TOO_FEW_WORKERS,
                "fewer than " + spec.workers() + " Celery workers answer the ping",
                checks("degraded", answered),
                timings);
    }

    private static Checks checks(String word, int workers) {
        return Checks.of(
                JsonNodeFactory.instance.objectNode().put("celery", word).put("workers", workers));
    }
}
