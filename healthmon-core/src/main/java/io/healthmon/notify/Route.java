package io.healthmon.notify;

import io.healthmon.alert.ServiceMatcher;
import io.healthmon.alert.Severity;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which alerts go to which channels. All routes that match count, whichever comes first.
 *
 * @param channels their names; at least one
 * @param severities of which severities; empty means all
 * @param services of which services
 * @param times when; always if empty. An alert that is still active when the time begins is told then
 * @param changes whether a change of the service's status is told too
 * @param acknowledgements whether it is told that somebody sees to the alert
 */
public record Route(
        List<String> channels,
        Set<Severity> severities,
        ServiceMatcher services,
        Optional<RouteTimes> times,
        boolean changes,
        boolean acknowledgements) {

    public Route {
        if (channels.isEmpty()) {
            throw new IllegalArgumentException("a route must name at least one channel");
        }
        channels = List.copyOf(new LinkedHashSet<>(channels));
        severities = Set.copyOf(severities);
    }

    /** Every alert, always, with its changes and acknowledgements. */
    public static Route all(List<String> channels) {
        return new Route(channels, Set.of(), ServiceMatcher.ALL, Optional.empty(), true, true);
    }

    boolean matches(String service, Map<String, String> labels, Severity severity, Instant moment) {
        return (severities.isEmpty() || severities.contains(severity))
                && services.matches(service, labels)
                && (times.isEmpty() || times.get().contains(moment));
    }
}
