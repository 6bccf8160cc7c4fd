package io.healthmon.notify;

import io.healthmon.alert.AlertKey;
import io.healthmon.check.Text;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/**
 * What became of one attempt to send a notification.
 *
 * @param key the notification's
 * @param channel its channel
 * @param alert its alert
 * @param attempt the how-manieth attempt it was; 1 or more
 * @param outcome what came of it
 * @param at when it began, to the microsecond
 * @param took how long it took
 * @param detail what the channel answered, or why it could not be reached; no secrets, at most 500 characters
 * @param digest the key of the digest that it went with; empty if it went alone
 */
public record Delivery(
        String key,
        String channel,
        AlertKey alert,
        int attempt,
        Outcome outcome,
        Instant at,
        Duration took,
        String detail,
        Optional<String> digest) {

    public Delivery {
        at = at.truncatedTo(ChronoUnit.MICROS);
        detail = Text.message(detail);
    }

    /** What may come of an attempt. */
    public enum Outcome {
        /** The channel took it. */
        SENT,
        /** It did not; it is tried again. */
        FAILED,
        /** It never will: it is given up. */
        DEAD,
        /** It is not sent: its trigger never was, or its channel is no more. */
        DROPPED;

        private final String word = name().toLowerCase(Locale.ROOT);

        /** The word on the wire and in the database. */
        public String word() {
            return word;
        }

        /** True if nothing more is to be done. */
        public boolean ends() {
            return this != FAILED;
        }
    }
}
