package io.healthmon.javalin.routes;

import io.healthmon.javalin.wire.Answer;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** {@code GET /api/openapi.json}: this API described, as OpenAPI 3.1. */
final class OpenApiRoute implements Route {

    private static final String RESOURCE = "/io/healthmon/javalin/openapi.json";

    private final byte[] document = load();

    private static byte[] load() {
        try (InputStream in = OpenApiRoute.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing from the class path");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Answer answer(Context ctx) {
        return Answer.document(document);
    }
}
