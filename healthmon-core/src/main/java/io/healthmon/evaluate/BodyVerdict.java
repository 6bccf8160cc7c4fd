package io.healthmon.evaluate;

import io.healthmon.HealthStatus;
import io.healthmon.check.Reason;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a reading comes to, before the code is looked at. Never unknown: a service that answered was reached.
 *
 * @param status healthy, degraded or unhealthy
 * @param stated false if the status is a guess: the body says nothing, or uses words for unknown or none that are listed
 * @param reason why; means nothing if healthy
 * @param message a sentence; empty text if healthy
 */
record BodyVerdict(HealthStatus status, boolean stated, Reason reason, String message) {

    /** How many components a message names. */
    private static final int NAMED = 5;

    private static final BodyVerdict HEALTHY = new BodyVerdict(HealthStatus.HEALTHY, true, Reason.REPORTED, "");
    private static final BodyVerdict SILENT = new BodyVerdict(HealthStatus.HEALTHY, false, Reason.REPORTED, "");

    /**
     * Where the body gives an overall word, that stands; otherwise the worst of the components counts.
     *
     * @param critical names of the critical components where there is no overall word; empty: all that the body does not call
     *     non-critical
     */
    static BodyVerdict of(Reading reading, List<String> critical) {
        if (reading.silent()) {
            return SILENT;
        }
        return reading.overall()
                .map(word -> byWord(word, reading.components()))
                .orElseGet(() -> byComponents(reading.components(), critical));
    }

    private static BodyVerdict byWord(Word overall, List<Component> components) {
        HealthStatus status = answered(overall.status());
        if (status == HealthStatus.HEALTHY) {
            return HEALTHY;
        }
        List<Component> failing = failing(components);
        boolean stated = overall.status() == status;
        Reason reason =
                !overall.listed() ? Reason.UNKNOWN_WORD : failing.isEmpty() ? Reason.REPORTED : Reason.COMPONENT;
        // The policy says "Service X is unhealthy" already: no need to say that word again before the components.
        boolean sameWord = overall.text().equalsIgnoreCase(status.word());
        String names = sentence(failing);
        String own = "it reports " + overall.quoted();
        return new BodyVerdict(status, stated, reason, names.isEmpty() ? own : sameWord ? names : own + ": " + names);
    }

    private static BodyVerdict byComponents(List<Component> components, List<String> critical) {
        HealthStatus status = HealthStatus.HEALTHY;
        boolean stated = false;
        for (Component component : components) {
            HealthStatus own = weighed(component, critical);
            stated = own.compareTo(status) > 0 ? stated(component) : stated || own == status && stated(component);
            status = status.worse(own);
        }
        if (status == HealthStatus.HEALTHY) {
            return HEALTHY;
        }
        List<Component> failing = failing(components);
        boolean anyListed =
                failing.stream().anyMatch(component -> component.word().listed());
        return new BodyVerdict(status, stated, anyListed ? Reason.COMPONENT : Reason.UNKNOWN_WORD, sentence(failing));
    }

    /** What a component means for its service. */
    private static HealthStatus weighed(Component component, List<String> critical) {
        boolean matters = critical.isEmpty() ? component.critical().orElse(true) : critical.contains(component.name());
        HealthStatus own = answered(component.status());
        return own == HealthStatus.UNHEALTHY && !matters ? HealthStatus.DEGRADED : own;
    }

    private static boolean stated(Component component) {
        return component.status() != HealthStatus.UNKNOWN;
    }

    /** Of a service that answered, unknown is degraded: something in it can't be told, but it was reached. */
    private static HealthStatus answered(HealthStatus status) {
        return status == HealthStatus.UNKNOWN ? HealthStatus.DEGRADED : status;
    }

    private static List<Component> failing(List<Component> components) {
        return components.stream()
                .filter(component -> component.status() != HealthStatus.HEALTHY)
                .sorted(Component.WORST_FIRST)
                .toList();
    }

    private static String sentence(List<Component> failing) {
        String named = failing.stream().limit(NAMED).map(Component::quoted).collect(Collectors.joining(", "));
        return failing.size() <= NAMED ? named : named + " and " + (failing.size() - NAMED) + " more";
    }
}
