package io.healthmon.notify;

import io.healthmon.target.ServiceName;

/**
 * A way to people: what routes name.
 *
 * @param name unique within a monitor; {@link ServiceName#RULE}
 * @param notifier sends
 * @param options how
 */
public record Channel(String name, Notifier notifier, ChannelOptions options) {

    public Channel {
        if (!ServiceName.valid(name)) {
            String shown = name.length() <= 100 ? name : name.substring(0, 100) + "…";
            throw new IllegalArgumentException("channel name '" + shown + "' is not allowed: " + ServiceName.RULE);
        }
    }
}
