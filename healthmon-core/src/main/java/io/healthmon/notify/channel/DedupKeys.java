package io.healthmon.notify.channel;

import io.healthmon.notify.Message;
import io.healthmon.notify.Notification;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The names that alerts have in a channel that keeps them. */
final class DedupKeys {

    private static final int HASH = 32;

    private DedupKeys() {}

    /** The alert's key, or a digest's or notice's own; its end is a hash if it is longer than {@code max}. */
    static String of(Message message, int max) {
        boolean single = message.notifications().size() == 1;
        if (single) {
            Notification only = message.notifications().get(0);
            return fit(message.key().equals(only.key()) ? only.alertKey() : message.key(), max);
        }
        return fit(message.key(), max);
    }

    static String fit(String key, int max) {
        return key.length() <= max ? key : key.substring(0, max - HASH - 1) + "-" + hash(key);
    }

    private static String hash(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, HASH);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JVM has SHA-256", impossible);
        }
    }
}
