package io.healthmon.access;

import io.healthmon.target.Secret;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * A key that secrets are sealed with before they go into the database.
 *
 * @param id by which a sealed secret names it: 1 to 40 of {@code A-Z a-z 0-9 . _ -}; never given to another key
 * @param key 32 random bytes in base64, as {@code openssl rand -base64 32} gives them
 */
public record SealingKey(String id, Secret key) {

    /** How many bytes a key has: AES-256's. */
    public static final int BYTES = 32;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,40}");

    public SealingKey {
        if (!isId(id)) {
            throw new IllegalArgumentException("a key's id has 1 to 40 characters of A-Z a-z 0-9 . _ -");
        }
        decode(key);
    }

    /** True if a key can be called so. */
    public static boolean isId(String id) {
        return ID.matcher(id).matches();
    }

    byte[] bytes() {
        return decode(key);
    }

    private static byte[] decode(Secret key) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(key.reveal().strip());
        } catch (IllegalArgumentException quotesIt) {
            // Without the cause, which quotes a character of the key.
            throw new IllegalArgumentException("the key is not base64; openssl rand -base64 32 makes one");
        }
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException(
                    "the key has " + bytes.length + " bytes, not " + BYTES + "; openssl rand -base64 32 makes one");
        }
        return bytes;
    }
}
