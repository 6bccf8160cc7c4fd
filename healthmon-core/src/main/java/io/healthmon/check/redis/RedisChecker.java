package io.healthmon.check.redis;

import io.healthmon.check.CheckFailedException;
import io.healthmon.check.CheckRequest;
import io.healthmon.check.Checker;
import io.healthmon.check.Checks;
import io.healthmon.check.Observation;
import io.healthmon.check.PhaseClock;
import io.healthmon.check.Reason;
import io.healthmon.time.MonitorClock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Says {@code PING} over a fresh connection. Blocks; the deadline closes its socket. */
final class RedisChecker implements Checker {

    private static final Checks PONG = Checks.of(Map.of("ping", "pong"));

    private final MonitorClock clock;
    private final RespConnector connector;

    RedisChecker(MonitorClock clock, RespConnector connector) {
        this.clock = clock;
        this.connector = connector;
    }

    @Override
    public CompletionStage<Observation> check(CheckRequest request) throws InterruptedException {
        return CompletableFuture.completedFuture(ping(request, ((RedisSpec) request.spec()).address()));
    }

    private Observation ping(CheckRequest request, RedisAddress address) throws InterruptedException {
        PhaseClock phases = new PhaseClock(request, clock);
        try (RespConnection redis = connector.open(request, phases, address)) {
            RespReply reply = redis.require("PING", redis.command("PING"));
            return reply instanceof RespReply.Status status && status.text().equals("PONG")
                    ? Observation.Statement.healthy(PONG, phases.timings())
                    : Observation.Failure.unhealthy(
                            Reason.PROTOCOL, address.where() + " did not answer PING with PONG", phases.timings());
        } catch (CheckFailedException e) {
            return e.observation();
        }
    }
}
