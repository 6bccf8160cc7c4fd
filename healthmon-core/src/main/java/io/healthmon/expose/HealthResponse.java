package io.healthmon.expose;

import java.nio.charset.StandardCharsets;

/**
 * An answer for whatever serves HTTP to send.
 *
 * @param code the HTTP status: 200 when healthy, otherwise 503
 * @param contentType the media type of the body
 * @param body the JSON text
 */
public record HealthResponse(int code, String contentType, String body) {

    /** The body as it goes on the wire: UTF-8. */
    public byte[] bytes() {
        return body.getBytes(StandardCharsets.UTF_8);
    }
}
