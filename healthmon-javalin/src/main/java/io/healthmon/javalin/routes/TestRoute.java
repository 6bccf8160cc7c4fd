package io.healthmon.javalin.routes;

import io.healthmon.HealthMonitor;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.javalin.wire.Answer;
import io.healthmon.javalin.wire.Problem;
import io.healthmon.javalin.wire.TestBody;
import io.healthmon.store.StoreException;
import io.healthmon.store.StoreStatus;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * {@code POST /api/health/test/<service>}: checks now, or joins the check under way, and answers when it is recorded. Waits
 * for the record for a second at most; a store that is away does not hold the answer.
 */
final class TestRoute implements Route.Later {

    private static final Duration RECORDING = Duration.ofSeconds(1);
    private static final String TAKEN_OVER =
            "Another monitor writes to the store; this one has ended and checks no more.";
    private static final Duration MARGIN = Duration.ofSeconds(2);

    private final HealthMonitor monitor;

    TestRoute(HealthMonitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public CompletableFuture<Answer> answer(Context ctx) {
        String service = ctx.pathParam("service");
        Duration timeout = monitor.view().service(service).target().schedule().timeout();
        if (monitor.storeStatus().state() == StoreStatus.State.TAKEN_OVER) {
            throw Problem.unavailable(TAKEN_OVER);
        }
        return check(service)
                .orTimeout(timeout.plus(MARGIN).toMillis(), TimeUnit.MILLISECONDS)
                .thenCompose(this::recorded)
                .thenApply(check -> Answer.ok(TestBody.of(check)))
                .exceptionally(TestRoute::refused);
    }

    private CompletableFuture<CheckResult> check(String service) {
        try {
            return monitor.check(service);
        } catch (IllegalStateException closed) {
            return CompletableFuture.failedFuture(closed);
        }
    }

    /** A monitor that ended while it was asked says so by its exception. */
    private static Answer refused(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (cause instanceof StoreException.Fenced) {
            return Problem.unavailable(TAKEN_OVER).answer();
        }
        return cause instanceof IllegalStateException
                ? Problem.unavailable("The monitor has ended; it checks no more.")
                        .answer()
                : Errors.answer(cause);
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
