package io.healthmon.javalin.auth.login;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/** What nobody can guess: 256 random bits, as base64url. */
final class Tokens {

    private static final int BYTES = 32;
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private Tokens() {}

    /** A new one. */
    static String make() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** True if it looks like one: nothing else is worth a look-up. */
    static boolean isToken(String text) {
        return TOKEN.matcher(text).matches();
    }
}
