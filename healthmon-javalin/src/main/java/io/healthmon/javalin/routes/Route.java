package io.healthmon.javalin.routes;

import io.healthmon.javalin.wire.Answer;
import io.javalin.http.Context;
import java.util.concurrent.CompletableFuture;

/** Answers requests of one endpoint. Called on a server thread, several at once; what it throws becomes an error answer. */
@FunctionalInterface
public interface Route {

    /** Parses, calls, encodes. */
    Answer answer(Context ctx);

    /** This as one of those that may answer later; it has its answer at once. */
    default Later now() {
        return ctx -> CompletableFuture.completedFuture(answer(ctx));
    }

    /** A route that answers later, without holding the server's thread. */
    @FunctionalInterface
    interface Later {

        /** Parses, calls; encodes when the call is done. */
        CompletableFuture<Answer> answer(Context ctx);
    }
}
