package io.healthmon.javalin.auth.login;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import io.healthmon.target.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;

/**
 * Codes that a person's telephone shows (TOTP, RFC 6238): six digits, new every 30 s, by HMAC-SHA-1, which is what all the apps know. The
 * code before and the one after are taken too, since clocks differ and fingers are slow. A secret is 160 bits in base32.
 */
final class OneTimeCodes {

    private static final int SECRET_BYTES = 20;
    private static final Duration STEP = Duration.ofSeconds(30);
    private static final int AROUND = 1;
    private static final Pattern CODE = Pattern.compile("[0-9]{6}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private OneTimeCodes() {}

    /** A new secret. */
    static Secret secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bytes);
        return Secret.of(Base32.encode(bytes));
    }

    /** The step whose code this is, of those around {@code now}; empty if it is none of theirs. Compares with each, whichever fits. */
    static OptionalLong step(Secret secret, String code, Instant now) {
        String plain = code.replace(" ", "");
        if (!CODE.matcher(plain).matches()) {
            return OptionalLong.empty();
        }
        OptionalLong found = OptionalLong.empty();
        long present = now.getEpochSecond() / STEP.toSeconds();
        for (long step = present - AROUND; step <= present + AROUND; step++) {
            byte[] expected = code(secret, step).getBytes(StandardCharsets.US_ASCII);
            if (MessageDigest.isEqual(expected, plain.getBytes(StandardCharsets.US_ASCII))) {
                found = OptionalLong.of(step);
            }
        }
        return found;
    }

    /** The code of a step. */
    static String code(Secret secret, long step) {
        try {
            return new TimeBasedOneTimePasswordGenerator(STEP)
                    .generateOneTimePasswordString(
                            new SecretKeySpec(Base32.decode(secret.reveal()), "HmacSHA1"),
                            Instant.ofEpochSecond(step * STEP.toSeconds()),
                            Locale.ROOT);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("a one-time secret is no key", e);
        }
    }

    /** What an app reads the secret from, mostly as a QR code. */
    static String uri(Secret secret, String service, String user) {
        return "otpauth://totp/" + encoded(service) + ":" + encoded(user) + "?secret=" + secret.reveal() + "&issuer="
                + encoded(service) + "&algorithm=SHA1&digits=6&period=30";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
