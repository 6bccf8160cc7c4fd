package io.healthmon.javalin.server;

import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Whoever asks the monitor whether it lives has a lane of his own: all other requests are answered on threads that are few, with
 * a line before them that is bounded, so that however many there are, {@code /health} waits for none of them.
 */
final class Lanes extends Handler.Wrapper {

    private static final Set<String> OWN_LANE = Set.of("/health", "/api/health");

    private final Executor others;

    Lanes(Executor others) {
        this.others = others;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (OWN_LANE.contains(request.getHttpURI().getPath())) {
            return super.handle(request, response, callback);
        }
        try {
            others.execute(() -> pass(request, response, callback));
        } catch (RejectedExecutionException full) {
            Refusal.BUSY.answer(request, response, callback);
        }
        return true;
    }

    private void pass(Request request, Response response, Callback callback) {
        try {
            if (!super.handle(request, response, callback)) {
                Response.writeError(request, response, callback, 404);
            }
        } catch (Exception e) {
            Response.writeError(request, response, callback, e);
        }
    }
}
