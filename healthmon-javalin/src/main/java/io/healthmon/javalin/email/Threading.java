package io.healthmon.javalin.email;

import io.healthmon.notify.Message;
import io.healthmon.notify.Notification;
import io.healthmon.notify.Notification.Kind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The names by which mail programs put an alert's mails together, and see that two are the same: a mail that is sent again has the same.
 *
 * @param id the mail's {@code Message-ID}
 * @param root the mail that it follows on; empty if none
 */
record Threading(String id, Optional<String> root) {

    static Threading of(Message message, String domain) {
        if (message.notifications().size() != 1) {
            return new Threading(id(message.key(), domain), Optional.empty());
        }
        Notification only = message.notifications().get(0);
        String root = id(only.alertKey() + ":" + only.channel(), domain);
        return only.kind() == Kind.TRIGGERED
                ? new Threading(root, Optional.empty())
                : new Threading(id(message.key(), domain), Optional.of(root));
    }

    private static String id(String key, String domain) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return "<" + HexFormat.of().formatHex(hash).substring(0, 40) + "@" + domain + ">";
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JVM has SHA-256", impossible);
        }
    }
}
