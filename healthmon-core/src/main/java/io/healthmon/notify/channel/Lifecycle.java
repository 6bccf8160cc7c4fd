package io.healthmon.notify.channel;

import io.healthmon.notify.Message;
import io.healthmon.notify.Notification;
import io.healthmon.notify.Notification.Kind;

/** What a message does to an alert in a channel that keeps alerts. */
enum Lifecycle {
    OPEN,
    UPDATE,
    REMIND,
    ACKNOWLEDGE,
    CLOSE;

    /** A digest is one alert there: closed once all that it told are resolved. A notice opens one. */
    static Lifecycle of(Message message) {
        if (message.notifications().isEmpty()) {
            return OPEN;
        }
        if (message.notifications().stream().allMatch(each -> each.kind() == Kind.RESOLVED)) {
            return CLOSE;
        }
        if (message.isDigest()) {
            return OPEN;
        }
        Notification only = message.notifications().get(0);
        return switch (only.kind()) {
            case TRIGGERED -> OPEN;
            case CHANGED -> UPDATE;
            case REMINDED -> REMIND;
            case ACKNOWLEDGED -> ACKNOWLEDGE;
            case RESOLVED -> CLOSE;
        };
    }
}
