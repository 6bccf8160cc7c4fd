package io.healthmon.examples.benchmarks.load;

import io.healthmon.HealthTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What is watched in a run. Both processes make the same targets of it.
 *
 * @param services how many
 * @param hanging how many of them never answer
 * @param degraded how many answer 503 with a body
 * @param refused how many are not there
 * @param intervalMillis the time between two checks of one
 * @param timeoutMillis how long a check may take
 * @param endpoints where the farm listens
 * @param refusing where nobody does
 */
record Plan(
        int services,
        int hanging,
        int degraded,
        int refused,
        long intervalMillis,
        long timeoutMillis,
        List<String> endpoints,
        String refusing) {

    /** What a service is like. */
    enum Kind {
        HEALTHY,
        HANG,
        DEGRADED,
        REFUSED
    }

    Plan {
        if (services < 1 || hanging < 0 || degraded < 0 || refused < 0 || hanging + degraded + refused > services) {
            throw new IllegalArgumentException("of " + services + " services, " + hanging + " can't hang, " + degraded
                    + " be degraded and " + refused + " refuse");
        }
        endpoints = List.copyOf(endpoints);
    }

    /** A service's kind, which its name tells: the odd ones are spread evenly among the others. */
    static Kind kind(String service) {
        return Kind.valueOf(service.substring(0, service.indexOf('-')).toUpperCase(Locale.ROOT));
    }

    /** How many checks a second that comes to. */
    double perSecond() {
        return services * 1_000.0 / intervalMillis;
    }

    /** The targets, in the order of their numbers. */
    List<HealthTarget> targets() {
        return targets(Duration.ofMillis(intervalMillis));
    }

    /** The targets, each checked so rarely that none will be soon. */
    List<HealthTarget> atRest() {
        return targets(Duration.ofDays(30));
    }

    private List<HealthTarget> targets(Duration interval) {
        List<HealthTarget> targets = new ArrayList<>(services);
        for (int i = 0; i < services; i++) {
            targets.add(HealthTarget.http(name(i), url(i))
                    .interval(interval)
                    .timeout(Duration.ofMillis(timeoutMillis))
                    .build());
        }
        return targets;
    }

    String name(int number) {
        return String.format(Locale.ROOT, "%s-%06d", kind(number).name().toLowerCase(Locale.ROOT), number);
    }

    String url(int number) {
        Kind kind = kind(number);
        String endpoint = kind == Kind.REFUSED ? refusing : endpoints.get(number % endpoints.size());
        return "http://" + endpoint + "/" + kind.name().toLowerCase(Locale.ROOT) + "/" + name(number);
    }

    private Kind kind(int number) {
        // The odd ones take the first places of a walk that is spread over all numbers.
        long place = (long) number * 7_919 % services;
        long spread = services % 7_919 == 0 ? number : place;
        if (spread < hanging) {
            return Kind.HANG;
        }
        if (spread < hanging + degraded) {
            return Kind.DEGRADED;
        }
        return spread < hanging + degraded + refused ? Kind.REFUSED : Kind.HEALTHY;
    }
}
