package io.healthmon.javalin.page;

import io.healthmon.HealthStatus;
import io.healthmon.alert.Alert;
import io.healthmon.store.StatusCounts;
import io.healthmon.view.ServiceStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The whole in one sentence, for somebody who has a second.
 *
 * @param counts how many are healthy, of how many
 * @param trouble what is not, the worst first; empty if all is well
 * @param affected the services that suffer from that
 * @param since since when there is trouble; empty if all is well
 * @param uptime of the last day, of all checks
 * @param coverage how much of that day was observed
 * @param nextCheck when the next check is due
 */
public record Headline(
        String counts,
        List<Trouble> trouble,
        List<String> affected,
        Optional<Instant> since,
        OptionalDouble uptime,
        OptionalDouble coverage,
        Optional<Instant> nextCheck) {

    private static final int MOST_NAMED = 2;
    private static final int MOST_AFFECTED = 3;

    /**
     * A part of the sentence.
     *
     * @param status gives it its colour
     */
    public record Trouble(HealthStatus status, String words) {}

    public Headline {
        trouble = List.copyOf(trouble);
        affected = List.copyOf(affected);
    }

    /** The sentence about these services. */
    public static Headline of(List<ServiceStatus> services, Optional<Alert> monitorAlert, Instant now) {
        List<ServiceStatus> bad = services.stream()
                .filter(service -> service.state().lastCheck().isPresent())
                .filter(service -> service.status() != HealthStatus.HEALTHY)
                .sorted(Comparator.comparing((ServiceStatus service) -> service.status())
                        .thenComparing(service -> service.target().critical())
                        .reversed())
                .toList();
        List<ServiceStatus> causes =
                bad.stream().filter(service -> service.state().held().isEmpty()).toList();
        List<ServiceStatus> named = causes.isEmpty() ? bad : causes;
        List<String> affected = causes.isEmpty()
                ? List.of()
                : bad.stream()
                        .filter(service -> service.state().held().isPresent())
                        .map(ServiceStatus::name)
                        .toList();
        return new Headline(
                counts(services),
                trouble(named, monitorAlert),
                affected.size() > MOST_AFFECTED && named.size() > MOST_NAMED ? List.of() : affected,
                bad.stream()
                        .flatMap(service -> service.state().since().stream())
                        .min(Comparator.naturalOrder()),
                day(services).uptimePercentage(),
                coverage(services, now),
                next(services));
    }

    private static String counts(List<ServiceStatus> services) {
        if (services.isEmpty()) {
            return "No services are watched yet.";
        }
        long healthy = services.stream()
                .filter(service -> service.status() == HealthStatus.HEALTHY)
                .count();
        long unchecked = services.stream()
                .filter(service -> service.state().lastCheck().isEmpty())
                .count();
        if (unchecked == services.size()) {
            return "Nothing is checked yet.";
        }
        if (healthy == services.size()) {
            return healthy == 1 ? "The service is healthy." : "All " + Words.count(healthy) + " healthy.";
        }
        String sentence = Words.count(healthy) + " of " + Words.count(services.size()) + " healthy";
        return sentence + (unchecked == 0 ? "." : ", " + Words.count(unchecked) + " not checked yet.");
    }

    private static List<Trouble> trouble(List<ServiceStatus> services, Optional<Alert> monitorAlert) {
        List<Trouble> parts = new ArrayList<>();
        monitorAlert.ifPresent(alert -> parts.add(new Trouble(HealthStatus.UNHEALTHY, "The monitor is cut off")));
        if (services.size() <= MOST_NAMED) {
            services.forEach(service ->
                    parts.add(new Trouble(service.status(), service.name() + " is " + said(service.status()))));
            return parts;
        }
        for (HealthStatus status : List.of(HealthStatus.UNHEALTHY, HealthStatus.UNKNOWN, HealthStatus.DEGRADED)) {
            List<String> names = services.stream()
                    .filter(service -> service.status() == status)
                    .map(ServiceStatus::name)
                    .toList();
            if (names.size() == 1) {
                parts.add(new Trouble(status, names.get(0) + " is " + said(status)));
            } else if (!names.isEmpty()) {
                parts.add(new Trouble(status, Words.count(names.size()) + " are " + said(status)));
            }
        }
        return parts;
    }

    /** What people call it. */
    private static String said(HealthStatus status) {
        return status == HealthStatus.UNKNOWN ? "not reachable" : status.word();
    }

    private static StatusCounts day(List<ServiceStatus> services) {
        StatusCounts all = StatusCounts.NONE;
        for (ServiceStatus service : services) {
            all = all.plus(service.day());
        }
        return all;
    }

    /** By the services that were observed the least, since a mean would hide them. */
    private static OptionalDouble coverage(List<ServiceStatus> services, Instant now) {
        return services.stream()
                .map(service ->
                        Coverage.of(service.day(), service.target().schedule().interval(), now))
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .min();
    }

    private static Optional<Instant> next(List<ServiceStatus> services) {
        return services.stream()
                .flatMap(service -> service.state().lastCheck().stream()
                        .map(check -> check.timestamp()
                                .plus(service.target().schedule().interval())))
                .min(Comparator.naturalOrder());
    }

    /** The sentence's end: who suffers from it. */
    public String suffering() {
        return affected.isEmpty() ? "" : "affects " + Words.names(affected, MOST_AFFECTED);
    }

    /** True if the day was observed as good as whole. */
    public boolean fullyObserved() {
        return coverage.isPresent() && coverage.getAsDouble() >= 99.95;
    }
}
