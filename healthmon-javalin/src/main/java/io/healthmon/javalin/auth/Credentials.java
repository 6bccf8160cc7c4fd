package io.healthmon.javalin.auth;

import io.healthmon.javalin.wire.Problem;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What a request brings to be let in: {@code X-API-Key} and {@code Authorization: Bearer}. Never a query string, which logs keep. */
record Credentials(List<String> candidates) {

    private static final String BEARER = "bearer ";
    private static final Set<String> NAMES = Set.of(
            "key",
            "apikey",
            "xapikey",
            "accesskey",
            "token",
            "accesstoken",
            "authtoken",
            "bearer",
            "authorization",
            "password",
            "secret");
    private static final Pattern SEPARATORS = Pattern.compile("[^a-z0-9]");
    private static final Pattern A_KEY = Pattern.compile("hm_[a-z2-7]{8}_.*", Pattern.DOTALL);

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

    boolean none() {
        return candidates.isEmpty();
    }

    /**
     * Throws a 400 if the address has something that looks like a key, right or not: it stands in the logs of every proxy on the way
     * then, and whoever sends it should know.
     */
    static void refuseInAddress(Context ctx) {
        for (Map.Entry<String, List<String>> parameter : ctx.queryParamMap().entrySet()) {
            if (NAMES.contains(plain(parameter.getKey()))
                    || parameter.getValue().stream()
                            .anyMatch(value -> A_KEY.matcher(value).matches())) {
                throw Problem.malformed(
                        "An address ends up in logs, so that no key is taken from it; send it as X-API-Key"
                                + " or as Authorization: Bearer, and think of this one as known.");
            }
        }
    }

    private static String plain(String name) {
        return SEPARATORS.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("");
    }
}
