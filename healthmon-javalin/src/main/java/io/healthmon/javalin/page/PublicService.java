package io.healthmon.javalin.page;

import io.healthmon.HealthStatus;
import io.healthmon.javalin.StatusPage;
import io.healthmon.store.StatusCounts;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A chosen service, under its chosen name.
 *
 * @param name the chosen one
 * @param status how it is
 * @param checked true unless it was never checked
 * @param days how it was, the oldest first; empty while that is not known
 */
public record PublicService(String name, HealthStatus status, boolean checked, List<PublicDay> days) {

    public PublicService {
        days = List.copyOf(days);
    }

    /** How it is, in words that suit any name, one or many. */
    public String words() {
        return checked ? words(status) : "not checked yet";
    }

    /** A status in such words. */
    static String words(HealthStatus status) {
        return switch (status) {
            case HEALTHY -> "working";
            case DEGRADED -> "working with restrictions";
            case UNHEALTHY -> "not working";
            case UNKNOWN -> "not reachable";
        };
    }

    /** Its name in the address of its badge. */
    public String address() {
        return StatusPage.address(name);
    }

    /** Uptime of all days; empty if there were no checks. */
    public OptionalDouble uptime() {
        return days.stream()
                .map(PublicDay::counts)
                .reduce(StatusCounts.NONE, StatusCounts::plus)
                .uptimePercentage();
    }

    /** The days as a reader hears them. */
    public String label() {
        long good = count("ok");
        long some = count("deg");
        long bad = count("bad");
        return "the last " + days.size() + " days: " + good + " without trouble, " + some + " with some, " + bad
                + " bad, " + (days.size() - good - some - bad) + " not observed";
    }

    private long count(String kind) {
        return days.stream().filter(day -> day.kind().equals(kind)).count();
    }
}
