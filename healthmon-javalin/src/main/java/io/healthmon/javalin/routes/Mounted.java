package io.healthmon.javalin.routes;

import io.healthmon.javalin.auth.Demand;
import io.healthmon.javalin.auth.Gate;
import io.healthmon.javalin.wire.Answer;
import io.healthmon.javalin.wire.Problem;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.Header;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** A route as Javalin calls it: gate, answer, headers. Errors become JSON here, whatever the application does with its own. */
final class Mounted implements Handler {

    private final Gate gate;
    private final Demand demand;
    private final Route.Later route;
    private final Executor executor;

    /** {@code executor} writes the answers that come later. */
    Mounted(Gate gate, Demand demand, Route.Later route, Executor executor) {
        this.gate = gate;
        this.demand = demand;
        this.route = route;
        this.executor = executor;
    }

    /** For the methods that the path does not have: the same gate, then 405. */
    Mounted refusing(String allowed) {
        Route refusal = ctx -> {
            throw Problem.of(
                    405,
                    "The method " + Problem.quoted(ctx.req().getMethod()) + " is not allowed here; allowed is "
                            + allowed + ".",
                    "Allow",
                    allowed);
        };
        return new Mounted(gate, demand, refusal.now(), executor);
    }

    @Override
    public void handle(Context ctx) {
        CompletableFuture<Answer> answer = start(ctx);
        if (answer.isDone()) {
            answer.join().writeTo(ctx);
        } else {
            // Off the monitor's own threads, which complete the answer: what follows writes to a socket.
            ctx.future(() -> answer.thenAcceptAsync(done -> done.writeTo(ctx), executor));
        }
    }

    /** Never throws, and never completes exceptionally. */
    private CompletableFuture<Answer> start(Context ctx) {
        try {
            gate.admit(ctx, demand);
            if (ctx.header(Header.X_HTTP_METHOD_OVERRIDE) != null) {
                // Javalin would route by it: a GET could then do what a proxy in front lets only a POST do.
                throw Problem.of(400, "The header X-HTTP-Method-Override is not taken; send the method itself.");
            }
            RequestBody.refuseTooLarge(ctx.req().getContentLengthLong());
            return route.answer(ctx).exceptionally(Errors::answer);
        } catch (RuntimeException e) {
            return CompletableFuture.completedFuture(Errors.answer(e));
        }
    }
}
