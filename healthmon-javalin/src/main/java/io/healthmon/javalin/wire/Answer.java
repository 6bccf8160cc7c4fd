package io.healthmon.javalin.wire;

import io.javalin.http.Context;
import java.util.Map;

/**
 * An HTTP answer, ready to be written.
 *
 * @param status the status code
 * @param contentType the {@code Content-Type}
 * @param body the bytes; not copied
 * @param headers further headers
 */
public record Answer(int status, String contentType, byte[] body, Map<String, String> headers) {

    private static final String JSON = "application/json";

    public Answer {
        headers = Map.copyOf(headers);
    }

    /** 200 with a wire record. */
    public static Answer ok(Object body) {
        return json(200, body);
    }

    /** A wire record under any status. */
    public static Answer json(int status, Object body) {
        return new Answer(status, JSON, Json.write(body), Map.of());
    }

    /** 200 with JSON that is written already. */
    public static Answer document(byte[] json) {
        return new Answer(200, JSON, json, Map.of());
    }

    /** {@code {"error": "<sentence>"}}. */
    public static Answer error(int status, String sentence, Map<String, String> headers) {
        return new Answer(status, JSON, Json.write(Map.of("error", sentence)), headers);
    }

    /** Writes it, with the headers that all answers have. */
    public void writeTo(Context ctx) {
        ctx.header("Cache-Control", "no-store");
        ctx.header("X-Content-Type-Options", "nosniff");
        headers.forEach(ctx::header);
        ctx.status(status).contentType(contentType).result(body);
    }
}
