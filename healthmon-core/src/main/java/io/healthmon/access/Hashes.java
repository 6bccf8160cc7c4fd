package io.healthmon.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What is kept of a session's id or a key: enough to know it again, not to bring it. A bare SHA-256 does, since both are 256 random bits
 * that nobody can guess; passwords need more.
 */
public final class Hashes {

    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    private Hashes() {}

    /** SHA-256 of a text, in hex. */
    public static String of(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyJvmHasIt) {
            throw new IllegalStateException(everyJvmHasIt);
        }
    }

    /** True if both are the same; takes the same time wherever they differ. */
    public static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    static void require(String hash) {
        if (!HEX.matcher(hash).matches()) {
            throw new IllegalArgumentException("a hash has 64 hex digits");
        }
    }
}
