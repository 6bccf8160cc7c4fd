package io.healthmon.javalin.auth;

import io.healthmon.access.AccessKey;
import io.healthmon.access.Hashes;
import io.healthmon.access.Scope;
import io.healthmon.alert.ServiceMatcher;
import io.healthmon.target.Secret;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key as it is made: {@code hm_PREFIX_} and 256 random bits. Whoever made it shows it once; what is kept can't give it back.
 *
 * @param prefix 8 of {@code a-z 2-7}
 * @param text the whole key
 */
public record FreshKey(String prefix, Secret text) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int PREFIX = 8;
    private static final int BYTES = 32;
    private static final Pattern FORM = Pattern.compile("hm_([a-z2-7]{8})_[A-Za-z0-9_-]{43}");

    /** One that nobody has seen. */
    public static FreshKey random() {
        StringBuilder prefix = new StringBuilder(PREFIX);
        for (int i = 0; i < PREFIX; i++) {
            prefix.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return new FreshKey(prefix.toString(), Secret.of("hm_" + prefix + "_" + secret));
    }

    /** The prefix of what looks like a key; empty if it does not. */
    static Optional<String> prefixOf(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches() ? Optional.of(form.group(1)) : Optional.empty();
    }

    /** What is kept of it. */
    public AccessKey kept(
            String name,
            Set<Scope> scopes,
            ServiceMatcher services,
            String createdBy,
            Instant createdAt,
            Optional<Instant> expiresAt) {
        return new AccessKey(
                UUID.randomUUID(),
                prefix,
                name,
                Hashes.of(text.reveal()),
                scopes,
                services,
                createdBy,
                createdAt,
                expiresAt,
                Optional.empty(),
                Optional.empty());
    }
}
