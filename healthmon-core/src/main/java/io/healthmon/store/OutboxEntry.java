package io.healthmon.store;

import io.healthmon.notify.Delivery;
import io.healthmon.notify.Notification;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A notification that was recorded, and how far it got.
 *
 * @param notification what is told to which channel
 * @param status whether it is still to be sent
 * @param attempts how many times it was tried so far, as far as that was recorded
 * @param digest the key of the digest that it was sent with; empty if it was sent alone, or not yet
 * @param endedAt when the attempt began that ended it; empty while it is pending
 */
public record OutboxEntry(
        Notification notification, Status status, int attempts, Optional<String> digest, Optional<Instant> endedAt) {

    /** One that nobody has tried to send. */
    public static OutboxEntry pending(Notification notification) {
        return new OutboxEntry(notification, Status.PENDING, 0, Optional.empty(), Optional.empty());
    }

    /** This after an attempt. What ended stays ended, but for what was sent after all: another process may have done that. */
    public OutboxEntry after(Delivery delivery) {
        int most = Math.max(attempts, delivery.attempt());
        boolean ends =
                delivery.outcome().ends() && (status == Status.PENDING || delivery.outcome() == Delivery.Outcome.SENT);
        return ends
                ? new OutboxEntry(
                        notification,
                        Status.of(delivery.outcome()),
                        most,
                        delivery.digest(),
                        Optional.of(delivery.at()))
                : new OutboxEntry(notification, status, most, digest, endedAt);
    }

    /** How far a notification may be. */
    public enum Status {
        /** It is to be sent, for the first time or again. */
        PENDING,
        /** The channel took it. */
        SENT,
        /** The channel never will: it was given up. */
        DEAD,
        /** It is not sent: its trigger never was, or its channel is no more. */
        DROPPED;

        private final String word = name().toLowerCase(Locale.ROOT);

        /** The word on the wire and in the database. */
        public String word() {
            return word;
        }

        private static Status of(Delivery.Outcome outcome) {
            return switch (outcome) {
                case FAILED -> PENDING;
                case SENT -> SENT;
                case DEAD -> DEAD;
                case DROPPED -> DROPPED;
            };
        }
    }
}
