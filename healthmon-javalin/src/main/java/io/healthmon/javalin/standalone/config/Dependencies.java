package io.healthmon.javalin.standalone.config;

import io.healthmon.HealthTarget;
import io.healthmon.target.AlertRules;
import io.healthmon.target.ServiceName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Holds what services say of each other, {@code depends-on}, against the services there are. */
final class Dependencies {

    static final String KEY = "depends-on";

    private final Source source;
    private final Section services;

    Dependencies(Source source, Section services) {
        this.source = source;
        this.services = services;
    }

    /** {@code rules} with what the service {@code name} depends on, as far as one service can tell whether it may. */
    static AlertRules with(AlertRules rules, Section section, String name, List<String> dependsOn) {
        for (String parent : dependsOn) {
            if (!ServiceName.valid(parent)) {
                throw section.error(
                        KEY,
                        "'" + Source.shown(parent) + "' is not a name of a service; allowed are " + ServiceName.RULE);
            }
            if (parent.equals(name)) {
                throw section.error(KEY, "'" + name + "' is the service itself; name others");
            }
        }
        return new AlertRules(
                rules.startPeriod(), rules.recheckInterval(), rules.reminderInterval(), rules.flapping(), dependsOn);
    }

    /** Makes a problem of each name that no service has and of each circle. */
    void check(List<HealthTarget> targets) {
        Map<String, List<String>> parents = new LinkedHashMap<>();
        targets.forEach(target -> parents.put(target.name(), target.rules().dependsOn()));
        parents.forEach((name, named) -> named.stream()
                .filter(parent -> !parents.containsKey(parent))
                .forEach(parent -> source.problem(services.sectionOrEmpty(name)
                        .error(
                                KEY,
                                "there is no service '" + parent + "'" + Suggestion.hint(parent, parents.keySet())))));
        Set<String> cleared = new HashSet<>();
        for (String name : parents.keySet()) {
            circle(name, parents, cleared).ifPresent(circle -> {
                cleared.addAll(circle);
                source.problem(services.sectionOrEmpty(circle.get(0))
                        .error(KEY, "depends on itself: " + String.join(" -> ", circle)));
            });
        }
    }

    /** A circle that can be reached from {@code start}, its first service told again at its end. Walks without recursion: files are long. */
    private static Optional<List<String>> circle(String start, Map<String, List<String>> parents, Set<String> cleared) {
        List<String> path = new ArrayList<>();
        List<Integer> next = new ArrayList<>();
        path.add(start);
        next.add(0);
        while (!path.isEmpty()) {
            int depth = path.size() - 1;
            String at = path.get(depth);
            List<String> named = parents.getOrDefault(at, List.of());
            int index = next.get(depth);
            if (cleared.contains(at) || index == named.size()) {
                cleared.add(at);
                path.remove(depth);
                next.remove(depth);
                continue;
            }
            next.set(depth, index + 1);
            String parent = named.get(index);
            int before = path.indexOf(parent);
            if (before >= 0) {
                List<String> circle = new ArrayList<>(path.subList(before, path.size()));
                circle.add(parent);
                return Optional.of(circle);
            }
            path.add(parent);
            next.add(0);
        }
        return Optional.empty();
    }
}
