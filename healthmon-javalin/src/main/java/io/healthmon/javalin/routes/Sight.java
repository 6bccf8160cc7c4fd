package io.healthmon.javalin.routes;

import io.healthmon.HealthMonitor;
import io.healthmon.alert.ServiceMatcher;
import io.healthmon.javalin.auth.Caller;
import io.healthmon.javalin.wire.Problem;
import io.healthmon.view.HealthView;
import io.healthmon.view.ServiceStatus;
import io.healthmon.view.Summary;
import io.healthmon.view.UnknownServiceException;
import io.javalin.http.Context;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What of a monitor a caller may know of. To a caller that is limited to some services the others are as unknown as those that were
 * never there; whether a service that is no longer watched is among them is decided by its name, since its labels are gone.
 */
final class Sight {

    /** Of so many services the newest rows are put together; beyond that the caller has to say which it means. */
    static final int MOST_TOGETHER = 100;

    private final HealthView view;
    private final Caller caller;

    private Sight(HealthView view, Caller caller) {
        this.view = view;
        this.caller = caller;
    }

    /** What the sender of this request may know of. */
    static Sight of(Context ctx, HealthMonitor monitor) {
        return new Sight(monitor.view(), Caller.of(ctx));
    }

    /** True if that is everything. */
    boolean everything() {
        return caller.services().equals(ServiceMatcher.ALL);
    }

    /** True if a service of this name is among it. */
    boolean sees(String service) {
        if (everything()) {
            return true;
        }
        try {
            return caller.sees(view.service(service).target());
        } catch (UnknownServiceException notWatched) {
            return caller.services().matches(service, Map.of());
        }
    }

    /** Throws an {@link UnknownServiceException} if it is not. */
    void require(String service) {
        if (!sees(service)) {
            throw new UnknownServiceException(service);
        }
    }

    /** Throws a 403 unless the caller may know of everything: what is asked for can't be had in part. */
    void requireEverything() {
        if (!everything()) {
            throw Problem.of(403, "This is about all services, and the caller is limited to some.");
        }
    }

    /** The services that are watched. */
    List<ServiceStatus> services() {
        return everything()
                ? view.services()
                : view.services().stream()
                        .filter(service -> caller.sees(service.target()))
                        .toList();
    }

    /** The whole in numbers; in part, of these services alone. */
    Summary summary() {
        return everything() ? view.summary() : Summary.of(services());
    }

    /**
     * Rows about one service or about all, newest first.
     *
     * @param service which one; empty for all
     * @param query finds the newest rows of one service, or of all
     * @throws UnknownServiceException if it is one that the caller does not know of
     * @throws Problem 400 if it is about too many services
     */
    <T> List<T> newest(
            Optional<String> service, Function<Optional<String>, List<T>> query, Comparator<T> newestFirst, int limit) {
        service.ifPresent(this::require);
        if (everything() || service.isPresent()) {
            return query.apply(service);
        }
        List<ServiceStatus> own = services();
        if (own.size() > MOST_TOGETHER) {
            throw Problem.malformed("Parameter 'service' is missing; a caller that is limited to " + own.size()
                    + " services asks for one at a time, for all at once only up to " + MOST_TOGETHER + ".");
        }
        return own.stream()
                .flatMap(one -> query.apply(Optional.of(one.name())).stream())
                .sorted(newestFirst)
                .limit(limit)
                .toList();
    }

    /** True if a matcher means a service that the caller knows of. */
    boolean touches(ServiceMatcher matcher) {
        return everything() || services().stream().anyMatch(service -> matcher.matches(service.target()));
    }

    /** True if a matcher can mean no other services than those, now or later. */
    boolean holds(ServiceMatcher matcher) {
        return narrowed(matcher).filter(matcher::equals).isPresent();
    }

    /**
     * What of a matcher's services the caller may have a say in; empty if the matcher names others. All, without saying which, are the
     * caller's own.
     */
    Optional<ServiceMatcher> narrowed(ServiceMatcher matcher) {
        if (everything()) {
            return Optional.of(matcher);
        }
        ServiceMatcher own = caller.services();
        boolean all = matcher.services().isEmpty() || matcher.services().equals(List.of("*"));
        List<String> services = all && !own.services().isEmpty() ? own.services() : matcher.services();
        // A pattern that one of the caller's own matches, its stars taken as they are, means no more than that does.
        boolean named = services.stream().allMatch(pattern -> own.matches(pattern, own.labels()));
        Map<String, String> labels = new LinkedHashMap<>(matcher.labels());
        boolean agreed = own.labels().entrySet().stream()
                .allMatch(label ->
                        label.getValue().equals(labels.computeIfAbsent(label.getKey(), key -> label.getValue())));
        return named && agreed ? Optional.of(new ServiceMatcher(services, labels)) : Optional.empty();
    }

    /**
     * The same, or a 403.
     *
     * @throws Problem 403 if the matcher names services that are not the caller's
     */
    ServiceMatcher requireNarrowed(ServiceMatcher matcher) {
        return narrowed(matcher)
                .orElseThrow(() -> Problem.of(
                        403, "The caller is limited to some services, and has no say in others than those."));
    }
}
