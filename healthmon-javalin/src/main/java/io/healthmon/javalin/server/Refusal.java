package io.healthmon.javalin.server;

import io.healthmon.javalin.wire.Answer;
import io.healthmon.javalin.wire.Problem;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** What is answered before a route is asked. */
enum Refusal {
    TOO_LARGE(Problem.of(413, "The request's body is too large; at most " + WholeRequest.MAX + " bytes are read.")),
    BROKEN(Problem.malformed("The request's body could not be read to its end.")),
    BUSY(Problem.of(503, "There are too many requests at once; try again in a second.", "Retry-After", "1")),
    METHOD(Problem.of(405, "The method is not allowed here.", "Allow", "GET, HEAD, POST, PUT, PATCH, DELETE"));

    private final Answer answer;

    Refusal(Problem problem) {
        this.answer = problem.answer();
    }

    /** Writes it. */
    void answer(Request request, Response response, Callback callback) {
        response.setStatus(answer.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.contentType());
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.body().length);
        if (this == METHOD) {
            // What follows a CONNECT is not HTTP.
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
        }
        answer.headers().forEach(response.getHeaders()::put);
        boolean head = request.getMethod().equals("HEAD");
        response.write(true, head ? ByteBuffer.allocate(0) : ByteBuffer.wrap(answer.body()), callback);
    }
}
