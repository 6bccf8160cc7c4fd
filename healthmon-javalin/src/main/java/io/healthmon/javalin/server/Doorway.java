package io.healthmon.javalin.server;

import io.healthmon.javalin.wire.SafeHeaders;
import io.healthmon.time.MonitorClock;
import java.util.Set;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** The first that sees a request: tells its line, gives its answer the headers that every answer has, refuses methods of proxies. */
final class Doorway extends Handler.Wrapper {

    private static final Set<String> REFUSED = Set.of("TRACE", "TRACK", "CONNECT");

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
        if (REFUSED.contains(request.getMethod())) {
            Refusal.METHOD.answer(request, unhurried, unhurried);
            return true;
        }
        return super.handle(request, unhurried, unhurried);
    }
}
