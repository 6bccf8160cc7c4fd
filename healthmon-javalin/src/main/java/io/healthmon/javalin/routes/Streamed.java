package io.healthmon.javalin.routes;

import io.healthmon.javalin.auth.Demand;
import io.healthmon.javalin.auth.Gate;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * A route that answers on and on, as Javalin calls it: the same gate as all others have.
 *
 * @param opening begins the answer, once the request is one that is answered later, and completes when it has ended
 */
record Streamed(Gate gate, PathTemplate template, Demand demand, Function<Context, CompletableFuture<Void>> opening)
        implements Handler {

    /** For the methods that the path does not have; never called for those that it has. */
    static final Route NOWHERE = ctx -> {
        throw ServedPaths.nothingAt(ctx);
    };

    @Override
    public void handle(Context ctx) {
        try {
            gate.admit(ctx, demand);
            if (!template.isSpelled(ServedPaths.path(ctx))) {
                throw ServedPaths.nothingAt(ctx);
            }
            ctx.future(() -> opening.apply(ctx));
        } catch (RuntimeException e) {
            Errors.answer(e).writeTo(ctx);
        }
    }
}
