package io.healthmon.javalin.routes;

import io.healthmon.javalin.auth.Audit;
import io.healthmon.javalin.auth.Demand;
import io.healthmon.javalin.auth.Gate;
import io.healthmon.javalin.wire.Answer;
import io.healthmon.javalin.wire.Problem;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * A route as Javalin calls it: gate, answer, audit, headers. Errors become JSON here, whatever the application does with its own.
 *
 * @param template how its path is spelled
 * @param demand what it asks of its callers
 * @param action how the audit calls what it does; empty if it does nothing, or says so itself
 * @param executor writes the answers that come later
 */
record Mounted(
        Gate gate,
        Audit audit,
        PathTemplate template,
        Demand demand,
        Optional<String> action,
        Route.Later route,
        Executor executor)
        implements Handler {

    /** Javalin would route by the first of them, others by the rest: a GET could then do what a proxy in front lets only a POST do. */
    private static final List<String> OVERRIDES =
            List.of("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override");

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
        return new Mounted(gate, audit, template, demand, Optional.empty(), refusal.now(), executor);
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
            if (!template.isSpelled(ServedPaths.path(ctx))) {
                throw ServedPaths.nothingAt(ctx);
            }
            for (String override : OVERRIDES) {
                if (ctx.header(override) != null) {
                    throw Problem.of(400, "The header " + override + " is not taken; send the method itself.");
                }
            }
            RequestBody.refuseTooLarge(ctx.req().getContentLengthLong());
            return route.answer(ctx)
                    .exceptionally(thrown -> ErrorPages.answer(ctx, thrown))
                    .thenCompose(answer -> audited(ctx, answer));
        } catch (RuntimeException e) {
            return CompletableFuture.completedFuture(ErrorPages.answer(ctx, e));
        }
    }

    /** What was done is written down before it is answered, unless that takes long. */
    private CompletableFuture<Answer> audited(Context ctx, Answer answer) {
        if (action.isEmpty() || answer.status() >= 400) {
            return CompletableFuture.completedFuture(answer);
        }
        return audit.note(ctx, action.get(), Audited.subject(ctx), Audited.detail(ctx))
                .thenApply(kept -> answer);
    }
}
