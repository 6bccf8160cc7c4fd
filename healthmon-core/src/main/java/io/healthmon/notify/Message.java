package io.healthmon.notify;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a channel is to send: one notification, a digest of several, or a word about the monitor's own channels.
 *
 * @param key names it; the same whenever it is sent again
 * @param notifications what it tells, the oldest first; one, several in a digest, none in a notice
 * @param notice a sentence of the monitor about itself: a channel that takes nothing; empty in all others
 * @param at when it was put together
 */
public record Message(String key, List<Notification> notifications, Optional<String> notice, Instant at) {

    public Message {
        notifications = List.copyOf(notifications);
        if (notifications.isEmpty() == notice.isEmpty()) {
            throw new IllegalArgumentException("a message is either about alerts or a notice");
        }
    }

    /** One notification. */
    public static Message of(Notification notification) {
        return new Message(notification.key(), List.of(notification), Optional.empty(), notification.at());
    }

    /** Several. */
    public static Message digest(String key, List<Notification> notifications, Instant at) {
        return new Message(key, notifications, Optional.empty(), at);
    }

    /** A word about the monitor itself. */
    public static Message notice(String key, String sentence, Instant at) {
        return new Message(key, List.of(), Optional.of(sentence), at);
    }

    /** True if it is a digest: of several notifications, or the last word on one that was. */
    public boolean isDigest() {
        return notifications.size() > 1
                || notifications.size() == 1 && !key.equals(notifications.get(0).key());
    }
}
