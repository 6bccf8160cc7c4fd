package io.healthmon.notify;

import io.healthmon.HealthStatus;
import io.healthmon.alert.Alert;
import io.healthmon.alert.AlertKey;
import io.healthmon.check.Text;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One transition of an alert for one channel: a row of the outbox, recorded with the transition. It holds what the message is made of,
 * not the message: that is rendered when it is sent.
 *
 * @param channel the channel's name
 * @param kind what it tells
 * @param alert the alert as it was after the transition
 * @param status the service's status then
 * @param at when the transition happened, to the microsecond
 * @param reason why, for people; at most 500 characters
 * @param labels the service's labels then
 */
public record Notification(
        String channel,
        Kind kind,
        Alert alert,
        HealthStatus status,
        Instant at,
        String reason,
        Map<String, String> labels) {

    private static final int MAX_LABEL = 500;

    public Notification {
        at = at.truncatedTo(ChronoUnit.MICROS);
        reason = Text.message(reason);
        labels = storable(labels);
    }

    private static Map<String, String> storable(Map<String, String> labels) {
        Map<String, String> storable = new LinkedHashMap<>();
        labels.forEach((key, value) -> storable.put(Text.storable(key, MAX_LABEL), Text.storable(value, MAX_LABEL)));
        return Collections.unmodifiableMap(storable);
    }

    /** What names it: whoever sends it twice sends it with the same key. */
    public String key() {
        return alertKey() + ":" + kind.word() + ":" + micros(at) + ":" + channel;
    }

    /** What the notification of that key tells. */
    static Kind kind(String key) {
        int from = alertKey(key).length() + 1;
        return Kind.valueOf(key.substring(from, key.indexOf(':', from)).toUpperCase(Locale.ROOT));
    }

    /** What names the alert that the notification of that key is about. Neither of its two parts holds a colon. */
    static String alertKey(String key) {
        return key.substring(0, key.indexOf(':', key.indexOf(':') + 1));
    }

    /** What names the alert. */
    static String alertKey(AlertKey alert) {
        return alert.service() + ":" + micros(alert.triggeredAt());
    }

    /** What names its alert to a channel that knows alerts: the same for its trigger and its resolve. */
    public String alertKey() {
        return alertKey(about());
    }

    /** The alert that it is about. */
    public AlertKey about() {
        return AlertKey.of(alert);
    }

    private static String micros(Instant at) {
        return Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, at), 36);
    }

    /** What a notification may tell. */
    public enum Kind {
        /** There is an alert. */
        TRIGGERED,
        /** The service's status is another: it got worse, or better, and is still not healthy. */
        CHANGED,
        /** It is still there, and nobody has acknowledged it. */
        REMINDED,
        /** Somebody sees to it. */
        ACKNOWLEDGED,
        /** It is over. */
        RESOLVED;

        private final String word = name().toLowerCase(Locale.ROOT);

        /** The word on the wire and in the database. */
        public String word() {
            return word;
        }
    }
}
