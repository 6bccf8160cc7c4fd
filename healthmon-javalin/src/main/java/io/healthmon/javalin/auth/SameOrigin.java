package io.healthmon.javalin.auth;

import io.javalin.http.Context;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a page of this site sent a request, as far as the browser says so. {@code Sec-Fetch-Site} says it outright; {@code Origin}
 * names the page's site, or is {@code null} where the page's policy is to name none.
 */
enum SameOrigin {
    /** A page of this site did, or a person who typed the address. */
    YES,
    /** A page of another site did, or one that hides which. */
    NO,
    /** No browser of these days sent it. */
    UNSAID;

    private static final Set<String> OWN = Set.of("same-origin", "none");

    static SameOrigin of(Context ctx) {
        @Nullable String site = ctx.header("Sec-Fetch-Site");
        @Nullable String origin = ctx.header("Origin");
        if (site != null && !OWN.contains(site)) {
            return NO;
        }
        if (origin == null || origin.equals("null")) {
            return site != null ? YES : origin == null ? UNSAID : NO;
        }
        return Peer.of(ctx).isOwn(origin) ? YES : NO;
    }
}
