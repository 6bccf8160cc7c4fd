package io.healthmon.javalin.server;

import io.healthmon.javalin.wire.SafeHeaders;
import io.healthmon.time.MonitorClock;
import java.util.Set;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** The first that sees a request: tells its line, gives its answer the headers that every answer has, refuses methods of proxies, and any that
 * nobody knows. */
final class Doorway extends Handler.Wrapper {

    /** The router knows no others, and would say of them that there is nothing, before it asked who wants to know. */
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private final MonitorClock clock;

    Doorway(MonitorClock clock) {
        this.clock = clock;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Line line = GuardedConnector.line(
                request.getConnectionMetaData().getConnection().getEndPoint());
        if (line != null) {
            line.headersEnd(clock.nanos());
            Request.addCompletionListener(request, failure -> line.answered(clock.nanos()));
        }
        SafeHeaders.API.forEach(response.getHeaders()::put);
        UnhurriedResponse unhurried = new UnhurriedResponse(request, response, callback);
        if (!METHODS.contains(request.getMethod())) {
            Refusal.METHOD.answer(request, unhurried, unhurried);
            return true;
        }
        return super.handle(request, unhurried, unhurried);
    }
}
