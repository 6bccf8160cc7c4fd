package io.healthmon.javalin.routes;

import io.healthmon.access.AccessStore;
import io.healthmon.javalin.auth.Audit;
import io.healthmon.javalin.wire.Answer;
import io.healthmon.javalin.wire.AuditBody;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** {@code GET /api/audit}: who did what, newest first. */
final class AuditRoute implements Route.Later {

    private static final int DEFAULT_LIMIT = 100;

    private final AccessStore store;
    private final Audit audit;
    private final Executor executor;

    AuditRoute(AccessStore store, Audit audit, Executor executor) {
        this.store = store;
        this.audit = audit;
        this.executor = executor;
    }

    @Override
    public CompletableFuture<Answer> answer(Context ctx) {
        Parameters parameters = new Parameters(ctx);
        int limit = parameters.limit(DEFAULT_LIMIT);
        Optional<Long> before = parameters.before();
        // What was done a moment ago is in it.
        return audit.settled()
                .thenApplyAsync(
                        settled -> Answer.ok(AuditBody.of(store.audited(before, limit), limit, before)), executor);
    }
}
