package io.healthmon.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.alert.AlertKey;
import io.healthmon.notify.Message;
import io.healthmon.notify.Notification;
import io.healthmon.notify.Notification.Kind;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What a simulated channel was told, held against what must be true of each message that comes after the others. */
final class Told {

    private final String channel;
    private final Map<String, Taken> taken = new HashMap<>();
    private final Map<AlertKey, Kind> newest = new HashMap<>();
    private int life;
    private int messages;
    private Optional<AssertionError> broken = Optional.empty();

    /** When something came: in which life of the monitor, and whether it heard that it had arrived. */
    private record Taken(int life, boolean answered) {}

    Told(String channel) {
        this.channel = channel;
    }

    String channel() {
        return channel;
    }

    /** The next message. What is wrong is kept for {@link #verify}: the monitor would catch it. */
    void take(Message message, boolean answered) {
        messages++;
        try {
            message.notifications().forEach(one -> take(one, answered));
        } catch (AssertionError e) {
            if (broken.isEmpty()) {
                broken = Optional.of(e);
            }
        }
    }

    private void take(Notification notification, boolean answered) {
        String key = notification.key();
        assertThat(notification.channel()).isEqualTo(channel);
        Taken before = taken.put(key, new Taken(life, answered));
        boolean again = before != null;
        if (again) {
            assertThat(before.life() < life || !before.answered())
                    .as("%s came to %s a second time, though the first was answered", key, channel)
                    .isTrue();
        }
        Kind last = newest.put(notification.about(), notification.kind());
        if (notification.kind() != Kind.TRIGGERED) {
            assertThat(last).as("what came to %s before %s", channel, key).isNotNull();
        }
        if (!again) {
            assertThat(last).as("what came to %s before %s", channel, key).isNotEqualTo(Kind.RESOLVED);
        }
    }

    /** The process died: what comes now may have come before. */
    void died() {
        life++;
    }

    /** Throws the first thing that was wrong. */
    void verify() {
        if (broken.isPresent()) {
            throw broken.get();
        }
    }

    boolean has(String key) {
        return taken.containsKey(key);
    }

    /** The keys of what came. */
    Iterable<String> keys() {
        return taken.keySet();
    }

    /** What came last of an alert. */
    Optional<Kind> newest(AlertKey alert) {
        return Optional.ofNullable(newest.get(alert));
    }

    int messages() {
        return messages;
    }
}
