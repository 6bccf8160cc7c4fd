package io.healthmon.notify.channel;

import io.healthmon.notify.Message;
import io.healthmon.notify.Notification;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names that alerts have in a channel that keeps them. */
final class DedupKeys {

    private static final int HASH = 32;

    private DedupKeys() {}

    private static final Pattern NOTICE = Pattern.compile("(notice:[^:]+):.*", Pattern.DOTALL);

    /** The alert's key, a digest's own, or what a notice is about; its end is a hash if it is longer than {@code max}. */
    static String of(Message message, int max) {
        Matcher notice = NOTICE.matcher(message.key());
        if (message.notice().isPresent() && notice.matches()) {
            // Said again it is no other trouble: whoever has it open is not called a second time.
            return fit(notice.group(1), max);
        }
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
