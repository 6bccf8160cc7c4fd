package io.healthmon.javalin.auth;

import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a request brings to be let in: {@code X-API-Key} and {@code Authorization: Bearer}. Never a query string, which logs keep. */
record Credentials(List<String> candidates) {

    private static final String BEARER = "bearer ";

    static Credentials of(Context ctx) {
        List<String> candidates = new ArrayList<>(2);
        String header = ctx.header("X-API-Key");
        if (header != null) {
            candidates.add(header.strip());
        }
        String authorization = ctx.header("Authorization");
        if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            candidates.add(authorization.substring(BEARER.length()).strip());
        }
        return new Credentials(candidates);
    }

    /** The key among {@code keys} that was brought. Compares with every key, in constant time each, and stops at none. */
    Optional<ApiKey> keyAmong(List<ApiKey> keys) {
        ApiKey found = null;
        for (String candidate : candidates) {
            for (ApiKey key : keys) {
                if (key.key().matches(candidate)) {
                    found = key;
                }
            }
        }
        return Optional.ofNullable(found);
    }

    boolean none() {
        return candidates.isEmpty();
    }
}
