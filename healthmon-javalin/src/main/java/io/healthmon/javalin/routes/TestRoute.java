package io.healthmon.javalin.routes;

import io.healthmon.HealthMonitor;
import io.healthmon.javalin.wire.Answer;
import io.healthmon.javalin.wire.TestBody;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * {@code POST /api/health/test/<service>}: checks now, or joins the check under way, and answers when it is recorded, in the store or
 * on disk; if it can't be, at once.
 */
final class TestRoute implements Route.Later {

    /** For what comes after the check: a store that does not answer takes no more than a second of it. */
    private static final Duration MARGIN = Duration.ofSeconds(2);

    private final HealthMonitor monitor;

    TestRoute(HealthMonitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public CompletableFuture<Answer> answer(Context ctx) {
        String service = ctx.pathParam("service");
        Duration timeout = monitor.view().service(service).target().schedule().timeout();
        return monitor.check(service)
                .orTimeout(timeout.plus(MARGIN).toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(check -> Answer.ok(TestBody.of(check)));
    }
}
