package io.healthmon.check.http;

import io.healthmon.outbound.Destination;
import io.healthmon.outbound.Purpose;
import io.healthmon.target.Secret;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * One request of a check: the first, or what a redirect made of it.
 *
 * @param method the method
 * @param uri absolute, with a host and a path, without user info and fragment
 * @param authority the URI's
 * @param headers what to send
 * @param body what to send
 */
record Hop(String method, URI uri, Authority authority, Map<String, Secret> headers, Optional<Secret> body) {

    private static final Map<String, Secret> OWN_HEADERS = Map.of(
            "User-Agent", Secret.of("healthmon"),
            "Accept", Secret.of("application/json, */*;q=0.8"));

    private static final Set<String> HEALTH_PATHS = Set.of("/health", "/api/health");

    /** The request that a spec describes. User info in its URL becomes basic auth, unless the spec has an Authorization. */
    static Hop first(HttpSpec spec) {
        Map<String, Secret> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(OWN_HEADERS);
        Authority authority = authority(spec.uri());
        authority.userInfo().ifPresent(userInfo -> headers.put("Authorization", basic(userInfo)));
        headers.putAll(spec.headers());
        return new Hop(spec.method(), bare(spec.uri()), authority, Collections.unmodifiableMap(headers), spec.body());
    }

    /** The request that a redirect asks for: nothing that the configuration wrote leaves for another origin. */
    Hop redirected(int code, URI target) {
        boolean becomesGet = code == 303 ? !method.equals("HEAD") : code < 303 && method.equals("POST");
        boolean staysHome = origin(uri).equals(origin(target));
        Map<String, Secret> kept = new LinkedHashMap<>(staysHome ? headers : OWN_HEADERS);
        if (becomesGet) {
            kept.keySet().removeIf(name -> name.toLowerCase(Locale.ROOT).startsWith("content-"));
        }
        return new Hop(
                becomesGet ? "GET" : method,
                bare(target),
                authority(target),
                Collections.unmodifiableMap(kept),
                becomesGet || !staysHome ? Optional.empty() : body);
    }

    /** The host, as the URI has it: an IPv6 address with its brackets. */
    String host() {
        return authority.host();
    }

    /** The port that the URI names, or its scheme's own. */
    int port() {
        return authority.port(uri);
    }

    /** Where it leads, and whether it is what a monitor may ask of itself. */
    Destination destination() {
        boolean read = (method.equals("GET") || method.equals("HEAD"))
                && uri.getRawQuery() == null
                && HEALTH_PATHS.contains(uri.getRawPath());
        return new Destination(host(), port(), read ? Purpose.READ_HEALTH : Purpose.ANY);
    }

    /** Host and port, as a message names them. */
    String where() {
        return host() + ":" + port();
    }

    boolean encrypted() {
        return uri.getScheme().equalsIgnoreCase("https");
    }

    private static Authority authority(URI uri) {
        return Authority.of(uri).orElseThrow(() -> new IllegalArgumentException("an address without a host"));
    }

    private static String origin(URI uri) {
        Authority authority = authority(uri);
        return (uri.getScheme() + "://" + authority.host() + ":" + authority.port(uri)).toLowerCase(Locale.ROOT);
    }

    private static URI bare(URI uri) {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return URI.create(uri.getScheme().toLowerCase(Locale.ROOT)
                + "://" + authority(uri)
                + path
                + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()));
    }

    private static Secret basic(String rawUserInfo) {
        // A plus is itself in user info; only a form turns it into a space.
        String userInfo = URLDecoder.decode(rawUserInfo.replace("+", "%2B"), StandardCharsets.UTF_8);
        String credentials = userInfo.contains(":") ? userInfo : userInfo + ":";
        return Secret.of("Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
    }

    /** Shows neither path, which is the secret of many a web hook, nor query nor credentials. */
    @Override
    public String toString() {
        return method + " " + uri.getScheme() + "://" + where();
    }
}
