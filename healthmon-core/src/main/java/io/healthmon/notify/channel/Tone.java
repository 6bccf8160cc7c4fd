package io.healthmon.notify.channel;

import io.healthmon.alert.Severity;
import io.healthmon.notify.Notification;
import io.healthmon.notify.Notification.Kind;

/** How a message feels: its colour. */
public enum Tone {
    /** A critical service is not healthy. */
    CRITICAL(0xD92D20),
    /** Another is not. */
    WARNING(0xF79009),
    /** Somebody sees to it. */
    ACKNOWLEDGED(0x2E90FA),
    /** It is over. */
    RESOLVED(0x12B76A),
    /** About the monitor itself. */
    NOTICE(0x667085);

    private final int colour;

    Tone(int colour) {
        this.colour = colour;
    }

    /** As RGB. */
    public int colour() {
        return colour;
    }

    /** As {@code #rrggbb}. */
    public String hex() {
        return String.format(java.util.Locale.ROOT, "#%06x", colour);
    }

    static Tone of(Notification notification) {
        if (notification.kind() == Kind.RESOLVED) {
            return RESOLVED;
        }
        if (notification.kind() == Kind.ACKNOWLEDGED) {
            return ACKNOWLEDGED;
        }
        return notification.alert().severity() == Severity.CRITICAL ? CRITICAL : WARNING;
    }
}
