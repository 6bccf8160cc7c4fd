package io.healthmon.notify;

import io.healthmon.HealthStatus;
import io.healthmon.alert.AlertKey;
import io.healthmon.alert.Severity;
import java.util.LinkedHashMap;
import java.util.Map;

/** What one channel was told last of each alert that is not over, as far as it is remembered. Not thread-safe. */
final class LastTold {

    private static final int MOST = 10_000;

    /** All of an alert that a change may tell. */
    private record Word(HealthStatus status, Severity severity, boolean flapping) {
        static Word of(Notification notification) {
            return new Word(
                    notification.status(),
                    notification.alert().severity(),
                    notification.alert().flapping());
        }
    }

    private final Map<AlertKey, Word> words = new LinkedHashMap<>();

    /** The channel took it. */
    void told(Notification notification) {
        words.remove(notification.about());
        if (notification.kind() != Notification.Kind.RESOLVED) {
            words.put(notification.about(), Word.of(notification));
            if (words.size() > MOST) {
                words.remove(words.keySet().iterator().next());
            }
        }
    }

    /** True if the channel knows all that it says. */
    boolean knows(Notification change) {
        return Word.of(change).equals(words.get(change.about()));
    }

    /** True if one says of their alert what the other did. */
    static boolean alike(Notification one, Notification other) {
        return Word.of(one).equals(Word.of(other));
    }
}
