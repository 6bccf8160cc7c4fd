package io.healthmon.javalin.standalone.config;

import io.healthmon.notify.ChannelOptions;
import io.healthmon.notify.channel.HttpChannel;

/**
 * A way to people: one of {@code channels}.
 *
 * @param name its name; unique
 * @param type what kind it is
 * @param opener opens it
 * @param options how messages go over it
 */
public record ChannelConfig(String name, String type, HttpChannel opener, ChannelOptions options) {

    @Override
    public String toString() {
        return "ChannelConfig[" + name + ", " + type + "]";
    }
}
