package io.healthmon.javalin.auth;

import io.healthmon.access.Hashes;
import io.healthmon.javalin.wire.Problem;
import io.javalin.http.Context;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps another site's page from doing something with its reader's cookie. A change that is let in by cookie brings a token that only a
 * page of this site can know, and comes from this site as the browser says.
 */
public final class Csrf {

    /** The header that brings the token. */
    public static final String HEADER = "X-CSRF-Token";

    /** The field of a form that brings it. */
    public static final String FIELD = "csrf";

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final String FORM = "application/x-www-form-urlencoded";

    private Csrf() {}

    /** The token of a session: follows from its id, tells nothing of it, and ends with it. */
    public static String token(String sessionId) {
        return Hashes.of("healthmon csrf " + sessionId);
    }

    /** True if the request may change something. */
    static boolean changes(Context ctx) {
        return !READING.contains(ctx.req().getMethod());
    }

    /** Throws a 403 unless a page of this site sent the request, and knows the token. */
    static void require(Context ctx, String token) {
        if (SameOrigin.of(ctx) != SameOrigin.YES) {
            throw Problem.of(
                    403,
                    "With a session, a change must come from a page of this site: Origin or Sec-Fetch-Site has to say so.");
        }
        if (!Hashes.same(token, brought(ctx))) {
            throw Problem.of(403, "With a session, a change must bring the session's token as " + HEADER + ".");
        }
    }

    /** Throws a 403 if a page of another site sent the request: it could log its reader in as somebody else. */
    static void refuseOtherSites(Context ctx) {
        if (SameOrigin.of(ctx) == SameOrigin.NO) {
            throw Problem.of(403, "A page of another site may not do this.");
        }
    }

    private static String brought(Context ctx) {
        @Nullable String header = ctx.header(HEADER);
        if (header != null) {
            return header;
        }
        @Nullable String type = ctx.contentType();
        @Nullable String field = type != null && type.startsWith(FORM) ? ctx.formParam(FIELD) : null;
        return field == null ? "" : field;
    }
}
