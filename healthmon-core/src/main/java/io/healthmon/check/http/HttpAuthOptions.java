package io.healthmon.check.http;

import io.healthmon.check.Options;
import io.healthmon.target.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Reads {@code auth}: {@code basic} with {@code user} and {@code password} (RFC 7617, in UTF-8), or {@code bearer}, a
 * token (RFC 6750).
 */
final class HttpAuthOptions {

    private HttpAuthOptions() {}

    /** The value of the Authorization header. */
    static Optional<Secret> read(Options options) {
        Optional<Options> section = options.section("auth");
        if (section.isEmpty()) {
            return Optional.empty();
        }
        Options auth = section.get();
        Optional<Secret> basic = auth.section("basic").map(HttpAuthOptions::basic);
        Optional<Secret> bearer = auth.secret("bearer").map(token -> bearer(auth, token));
        if (basic.isPresent() == bearer.isPresent()) {
            throw options.error("auth", "must hold one of basic (user, password) and bearer");
        }
        return basic.or(() -> bearer);
    }

    private static Secret basic(Options basic) {
        String user = basic.text("user").orElseThrow(() -> basic.error("user", "is missing"));
        if (user.indexOf(':') >= 0) {
            throw basic.error("user", "must not hold a colon, which ends it");
        }
        Secret password = basic.secret("password").orElseThrow(() -> basic.error("password", "is missing"));
        byte[] credentials = (user + ":" + password.reveal()).getBytes(StandardCharsets.UTF_8);
        return Secret.of("Basic " + Base64.getEncoder().encodeToString(credentials));
    }

    private static Secret bearer(Options auth, Secret token) {
        if (!token.reveal().matches("[!-~]+")) {
            throw auth.error(
                    "bearer", "is empty or holds a character that no header carries; allowed is printable ASCII");
        }
        return Secret.of("Bearer " + token.reveal());
    }
}
