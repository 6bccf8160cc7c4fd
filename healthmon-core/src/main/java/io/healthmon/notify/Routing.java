package io.healthmon.notify;

import io.healthmon.alert.Severity;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** The routes of a monitor. Without any, every alert goes to every channel. Pure and thread-safe. */
public final class Routing {

    /** No channel at all. */
    public static final Routing NONE = new Routing(List.of(), List.of());

    private final SortedSet<String> channels;
    private final List<Route> routes;

    /**
     * Routing over these channels.
     *
     * @param channels the names of all there are
     * @throws IllegalArgumentException if a route names another
     */
    public Routing(Collection<String> channels, List<Route> routes) {
        this.channels = Collections.unmodifiableSortedSet(new TreeSet<>(channels));
        this.routes = routes.isEmpty() && !channels.isEmpty()
                ? List.of(Route.all(List.copyOf(this.channels)))
                : List.copyOf(routes);
        for (Route route : routes) {
            for (String channel : route.channels()) {
                if (!this.channels.contains(channel)) {
                    throw new IllegalArgumentException("a route names the channel '" + channel
                            + "', which there is not; there are: " + String.join(", ", this.channels));
                }
            }
        }
    }

    /** All channels there are, in order of their names. */
    public SortedSet<String> channels() {
        return channels;
    }

    /** The channels that are told what {@code kind} tells of such an alert at that moment, in order of their names. */
    public SortedSet<String> channels(
            String service, Map<String, String> labels, Severity severity, Instant moment, Notification.Kind kind) {
        SortedSet<String> told = new TreeSet<>();
        for (Route route : routes) {
            if (tells(route, kind) && route.matches(service, labels, severity, moment)) {
                told.addAll(route.channels());
            }
        }
        return told;
    }

    private static boolean tells(Route route, Notification.Kind kind) {
        return switch (kind) {
            case CHANGED -> route.changes();
            case ACKNOWLEDGED -> route.acknowledgements();
            case TRIGGERED, REMINDED, RESOLVED -> true;
        };
    }
}
