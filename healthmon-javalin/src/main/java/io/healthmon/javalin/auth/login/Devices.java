package io.healthmon.javalin.auth.login;

import io.healthmon.access.Hashes;
import io.healthmon.access.User;
import io.healthmon.target.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Knows a browser that logged in before by a cookie that it got then: a random id, the user, and a MAC over both. The MAC's key follows
 * from what is kept of the password, so that it needs none of its own, and a new password makes all such cookies worth nothing. Such a
 * cookie opens nothing; it only has its browser's failures counted on their own.
 */
final class Devices {

    private static final String HMAC = "HmacSHA256";

    private Devices() {}

    /** A cookie for a browser that this user has just logged in with, which brought {@code before}; empty for those without a password. */
    static Optional<String> cookie(User user, Optional<String> before) {
        return user.password().map(password -> {
            String id = before.flatMap(cookie -> id(user, cookie)).orElseGet(Tokens::make);
            return id + "." + mac(user, id, password);
        });
    }

    /** The id of the browser, if the cookie is one of this user's. */
    static Optional<String> id(User user, String cookie) {
        int dot = cookie.indexOf('.');
        if (dot < 0 || user.password().isEmpty() || !Tokens.isToken(cookie.substring(0, dot))) {
            return Optional.empty();
        }
        String id = cookie.substring(0, dot);
        String expected = mac(user, id, user.password().get());
        return Hashes.same(expected, cookie.substring(dot + 1)) ? Optional.of(id) : Optional.empty();
    }

    private static String mac(User user, String id, Secret password) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(
                    ("healthmon device " + password.reveal()).getBytes(StandardCharsets.UTF_8), HMAC));
            byte[] sum = mac.doFinal((user.id() + " " + id).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(sum);
        } catch (GeneralSecurityException everyJvmHasIt) {
            throw new IllegalStateException(everyJvmHasIt);
        }
    }
}
