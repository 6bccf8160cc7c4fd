package io.healthmon.javalin.wire;

import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An HTTP answer, ready to be written.
 *
 * @param status the status code
 * @param contentType the {@code Content-Type}
 * @param body the bytes; not copied
 * @param headers further headers
 * @param cookies what is set, as {@code Set-Cookie} has it
 */
public record Answer(int status, String contentType, byte[] body, Map<String, String> headers, List<String> cookies) {

    private static final String JSON = "application/json";

    public Answer {
        headers = Map.copyOf(headers);
        cookies = List.copyOf(cookies);
    }

    /** One that sets no cookies. */
    public Answer(int status, String contentType, byte[] body, Map<String, String> headers) {
        this(status, contentType, body, headers, List.of());
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

    /** This with a header. */
    public Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, contentType, body, more, cookies);
    }

    /** This with cookies. */
    public Answer withCookies(List<String> values) {
        return new Answer(status, contentType, body, headers, values);
    }

    /** Writes it, with the headers that all answers have. */
    public void writeTo(Context ctx) {
        SafeHeaders.of(contentType).forEach(ctx::header);
        headers.forEach(ctx::header);
        cookies.forEach(cookie -> ctx.res().addHeader("Set-Cookie", cookie));
        ctx.status(status).contentType(contentType).result(body);
    }
}
