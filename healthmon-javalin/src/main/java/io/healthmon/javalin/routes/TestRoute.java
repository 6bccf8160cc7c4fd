package io.healthmon.javalin.routes;

import io.healthmon.HealthMonitor;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.javalin.wire.Answer;
import io.healthmon.javalin.wire.TestBody;
import io.healthmon.store.StoreStatus;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * {@code POST /api/health/test/<service>}: checks now, or joins the check under way, and answers when it is recorded. Waits
 * for the record for a second at most; a store that is away does not hold the answer.
 */
final class TestRoute implements Route.Later {

    private static final Duration RECORDING = Duration.ofSeconds(1);
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
                .thenCompose(this::recorded)
                .thenApply(check -> Answer.ok(TestBody.of(check)));
    }

    private CompletableFuture<CheckResult> recorded(CheckResult check) {
        if (monitor.storeStatus().state() == StoreStatus.State.AWAY) {
            return CompletableFuture.completedFuture(check);
        }
        return monitor.flush()
                .completeOnTimeout(null, RECORDING.toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(done -> check);
    }
}
