package io.healthmon.javalin.routes;

import io.healthmon.HealthMonitor;
import io.healthmon.javalin.Drafts;
import io.healthmon.javalin.wire.Answer;
import io.healthmon.javalin.wire.Problem;
import io.healthmon.javalin.wire.ReplayBody;
import io.healthmon.replay.ReplayRequest;
import io.healthmon.time.MonitorClock;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * {@code POST /api/health/replay}: what a draft of the configuration, the request's body, would have alerted. One at a time, since it
 * reads much; not for longer than ten minutes.
 */
final class ReplayRoute implements Route.Later {

    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Duration USUAL = Duration.ofDays(30);

    private final HealthMonitor monitor;
    private final Drafts drafts;
    private final MonitorClock clock;
    private final Executor executor = AnswerThreads.make("healthmon-replay");
    private final AtomicBoolean underWay = new AtomicBoolean();

    ReplayRoute(HealthMonitor monitor, Drafts drafts, MonitorClock clock) {
        this.monitor = monitor;
        this.drafts = drafts;
        this.clock = clock;
    }

    @Override
    public CompletableFuture<Answer> answer(Context ctx) {
        Sight.of(ctx, monitor).requireEverything();
        Parameters parameters = new Parameters(ctx);
        Instant until = monitor.view().now();
        Instant since = until.minus(parameters.duration("since", USUAL));
        int listed = parameters.limit(ReplayRequest.DEFAULT_LISTED);
        ReplayRequest request = read(RequestBody.text(ctx), since, until).listing(listed);
        if (!underWay.compareAndSet(false, true)) {
            throw Problem.of(429, "A replay is under way; try again when it is done.", "Retry-After", "10");
        }
        return CompletableFuture.supplyAsync(() -> replay(request), executor)
                .whenComplete((answer, failed) -> underWay.set(false));
    }

    private ReplayRequest read(String text, Instant since, Instant until) {
        try {
            return drafts.read(text, since, until);
        } catch (IllegalArgumentException e) {
            throw Problem.malformed(String.valueOf(e.getMessage()));
        }
    }

    private Answer replay(ReplayRequest request) {
        long startedNanos = clock.nanos();
        return Answer.ok(ReplayBody.of(monitor.replay(request, (checks, reached) -> {
            if (clock.nanos() - startedNanos > LONGEST.toNanos()) {
                throw Problem.unavailable(
                        "The replay took longer than ten minutes; ask for less, or run ./healthmon replay.");
            }
        })));
    }
}
