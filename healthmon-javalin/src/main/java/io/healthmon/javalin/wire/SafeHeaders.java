package io.healthmon.javalin.wire;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The headers of every answer, by which a browser shows, keeps, frames and tells as little as it can. */
public final class SafeHeaders {

    /** How long browsers come over TLS alone that did once. */
    public static final Duration STAY_OVER_TLS = Duration.ofDays(365);

    private static final String CONTENT_SECURITY_POLICY = "Content-Security-Policy";

    /** Of answers that no browser is to show. */
    public static final Map<String, String> API = Map.of(
            "Cache-Control",
            "no-store",
            CONTENT_SECURITY_POLICY,
            "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Permissions-Policy",
            "accelerometer=(), camera=(), geolocation=(), microphone=(), payment=(), usb=()",
            "Referrer-Policy",
            "no-referrer",
            "X-Content-Type-Options",
            "nosniff",
            "X-Frame-Options",
            "DENY");

    private static final String PAGE_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /** Of pages: what they show, run and ask is this server's own, in files of its own. */
    public static final Map<String, String> PAGE = page();

    private SafeHeaders() {}

    private static Map<String, String> page() {
        Map<String, String> headers = new HashMap<>(API);
        headers.put(CONTENT_SECURITY_POLICY, PAGE_POLICY);
        // With no-referrer a browser would hide where a form was sent from, which is asked for.
        headers.put("Referrer-Policy", "same-origin");
        return Map.copyOf(headers);
    }

    /** Has browsers come over TLS alone from now on, if this one did, to the server or to the proxy before it. */
    public static void stayOverTls(Context ctx, boolean secure) {
        if (secure) {
            ctx.header("Strict-Transport-Security", "max-age=" + STAY_OVER_TLS.toSeconds());
        }
    }

    /** Those for this kind of content. */
    public static Map<String, String> of(String contentType) {
        return contentType.startsWith("text/html") ? PAGE : API;
    }
}
