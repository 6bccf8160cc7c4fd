package io.healthmon.javalin.routes;

import io.healthmon.javalin.auth.Demand;
import io.healthmon.javalin.auth.Gate;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.function.Consumer;

/**
 * A route that answers on and on, as Javalin calls it: the same gate as all others have.
 *
 * @param opening begins the answer; whatever it throws is one
 */
record Streamed(Gate gate, PathTemplate template, Demand demand, Consumer<Context> opening) implements Handler {

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
            opening.accept(ctx);
        } catch (RuntimeException e) {
            Errors.answer(e).writeTo(ctx);
        }
    }
}
