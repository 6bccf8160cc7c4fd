package io.healthmon.javalin.routes;

import io.healthmon.HealthMonitor;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.javalin.auth.RateLimit;
import io.healthmon.javalin.wire.Answer;
import io.healthmon.javalin.wire.Problem;
import io.healthmon.javalin.wire.TestBody;
import io.healthmon.time.MonitorClock;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * {@code POST /api/health/test/<service>}: checks now, or joins the check under way, and answers when it is recorded, in the store or
 * on disk; if it can't be, at once. A service is tested only so often in a minute, so that nobody hammers it through the monitor.
 */
final class TestRoute implements Route.Later {

    /** For what comes after the check: a store that does not answer takes no more than a second of it. */
    private static final Duration MARGIN = Duration.ofSeconds(2);

    private static final int MOST_SERVICES = 10_000;

    private final HealthMonitor monitor;
    private final int perMinute;
    private final RateLimit tests;
    private final Map<String, CompletableFuture<CheckResult>> underWay = new ConcurrentHashMap<>();

    TestRoute(HealthMonitor monitor, int perMinute, MonitorClock clock) {
        this.monitor = monitor;
        this.perMinute = perMinute;
        this.tests = new RateLimit(clock, perMinute / 60.0, perMinute, MOST_SERVICES);
    }

    @Override
    public CompletableFuture<Answer> answer(Context ctx) {
        String service = ctx.pathParam("service");
        Sight.of(ctx, monitor).require(service);
        Duration timeout = monitor.view().service(service).target().schedule().timeout();
        if (!joins(service) && !tests.allows(service)) {
            throw Problem.of(
                    429,
                    "The service " + service + " was tested " + perMinute + " times in a minute; try again later.",
                    "Retry-After",
                    String.valueOf((60 + perMinute - 1) / perMinute));
        }
        CompletableFuture<CheckResult> check = monitor.check(service);
        underWay.put(service, check);
        return check.copy()
                .orTimeout(timeout.plus(MARGIN).toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(done -> Answer.ok(TestBody.of(done)))
                .whenComplete((answer, failed) -> underWay.remove(service, check));
    }

    /** True if the check of an earlier test is not done: to wait for it costs the service nothing. */
    private boolean joins(String service) {
        CompletableFuture<CheckResult> earlier = underWay.get(service);
        return earlier != null && !earlier.isDone();
    }
}
