package io.healthmon.notify;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The channels of a monitor, and who is told over which.
 *
 * @param all the channels
 * @param routes see {@link Routing}
 */
public record Channels(List<Channel> all, List<Route> routes) {

    /** None: nobody is told anything. */
    public static final Channels NONE = new Channels(List.of(), List.of());

    public Channels {
        all = List.copyOf(all);
        routes = List.copyOf(routes);
        Set<String> names = new HashSet<>();
        for (Channel channel : all) {
            if (!names.add(channel.name())) {
                throw new IllegalArgumentException("there is a channel '" + channel.name() + "' already");
            }
        }
    }

    /**
     * Their routing.
     *
     * @throws IllegalArgumentException if a route names a channel that there is not
     */
    public Routing routing() {
        return new Routing(all.stream().map(Channel::name).toList(), routes);
    }
}
