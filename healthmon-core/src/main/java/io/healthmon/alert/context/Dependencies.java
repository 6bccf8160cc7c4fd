package io.healthmon.alert.context;

import io.healthmon.HealthTarget;
import io.healthmon.alert.Alert;
import io.healthmon.alert.AlertKey;
import io.healthmon.alert.Held;
import io.healthmon.alert.ServiceState;
import io.healthmon.alert.Suppression.Cause;
import io.healthmon.alert.context.Neighbour.Failure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What services depend on. */
public final class Dependencies {

    /** How many services above one are looked at, the nearest first. */
    private static final int MOST = 1_000;

    private Dependencies() {}

    /** While something that the service depends on is down, directly or by way of others, its own alert is not opened. */
    static Keeper keeper(HealthTarget target, Surroundings around, Failure failure) {
        Set<String> undecided = new LinkedHashSet<>();
        Set<String> seen = new HashSet<>(Set.of(target.name()));
        Deque<String> next = new ArrayDeque<>(target.rules().dependsOn());
        while (!next.isEmpty() && seen.size() <= MOST) {
            Optional<HealthTarget> above =
                    Optional.of(next.remove()).filter(seen::add).flatMap(around::target);
            if (above.isEmpty()) {
                continue;
            }
            String name = above.get().name();
            switch (Neighbour.parent(above.get(), around, failure)) {
                case DOWN -> {
                    return new Keeper.Keeps(
                            Cause.DEPENDENCY, name, alertOf(name, around), "it depends on " + name + ", which is down");
                }
                case UNDECIDED -> {
                    if (!Neighbour.isWaitOver(above.get(), failure)) {
                        undecided.add(name);
                    }
                }
                case UP -> {}
            }
            next.addAll(above.get().rules().dependsOn());
        }
        return undecided.isEmpty() ? Keeper.NONE : new Keeper.Waits(undecided);
    }

    /** The alert that tells of a service's being down: its own, or the one that lists it. */
    static Optional<AlertKey> alertOf(String service, Surroundings around) {
        Optional<ServiceState> state = around.state(service);
        Optional<Alert> own = state.flatMap(ServiceState::activeAlert);
        return own.isPresent()
                ? own.map(AlertKey::of)
                : state.flatMap(ServiceState::held).flatMap(Held::alert);
    }

    /**
     * Refuses services that depend on each other.
     *
     * @param target the service whose dependencies are new
     * @param others the target of a name; empty if there is none
     * @throws IllegalArgumentException naming those on the circle
     */
    public static void requireNoCycle(HealthTarget target, Function<String, Optional<HealthTarget>> others) {
        Map<String, String> from = new HashMap<>();
        Deque<HealthTarget> next = new ArrayDeque<>(List.of(target));
        while (!next.isEmpty()) {
            HealthTarget child = next.remove();
            for (String parent : child.rules().dependsOn()) {
                if (parent.equals(target.name())) {
                    throw new IllegalArgumentException("depends-on goes in a circle: " + circle(target, child, from));
                }
                if (from.putIfAbsent(parent, child.name()) == null) {
                    others.apply(parent).ifPresent(next::add);
                }
            }
        }
    }

    private static String circle(HealthTarget target, HealthTarget last, Map<String, String> from) {
        List<String> names = new ArrayList<>(List.of(target.name()));
        for (String name = last.name(); !name.equals(target.name()); name = from.getOrDefault(name, target.name())) {
            names.add(1, name);
        }
        names.add(target.name());
        return String.join(" → ", names);
    }
}
