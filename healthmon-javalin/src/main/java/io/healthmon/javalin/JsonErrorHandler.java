package io.healthmon.javalin;

import io.healthmon.javalin.wire.Answer;
import io.healthmon.javalin.wire.Problem;
import io.healthmon.javalin.wire.SafeHeaders;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Errors that the server finds before an endpoint is reached (a broken request line, headers too long), as JSON too. */
final class JsonErrorHandler extends ErrorHandler {

    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int code,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        Answer answer = Problem.of(code, sentence(code)).answer();
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.contentType());
        SafeHeaders.API.forEach(response.getHeaders()::put);
        response.write(true, ByteBuffer.wrap(answer.body()), callback);
    }

    /** What a status says where there is nothing more to say. */
    static String sentence(int code) {
        return switch (code) {
            case HttpStatus.BAD_REQUEST_400 -> "The request is malformed.";
            case HttpStatus.METHOD_NOT_ALLOWED_405 -> "The method is not allowed here.";
            case HttpStatus.PAYLOAD_TOO_LARGE_413 -> "The request's body is too large.";
            case HttpStatus.URI_TOO_LONG_414 -> "The request's address is too long.";
            case HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431 ->
                "The request's headers are too long; at most 8192 bytes are read.";
            case HttpStatus.SERVICE_UNAVAILABLE_503 -> "The server is stopping.";
            default ->
                code >= 500
                        ? "Something went wrong here; the monitor's log has the details."
                        : "The request can't be answered: " + HttpStatus.getMessage(code) + ".";
        };
    }
}
