package io.healthmon.internal;

import io.healthmon.HealthTarget;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is watched now, in the order it was added. Thread-safe; the list is copied after a change, not at each read. */
final class Targets {

    private final Map<String, HealthTarget> byName = new LinkedHashMap<>();
    private @Nullable List<HealthTarget> snapshot;

    synchronized List<HealthTarget> all() {
        List<HealthTarget> all = snapshot;
        if (all == null) {
            all = List.copyOf(byName.values());
            snapshot = all;
        }
        return all;
    }

    synchronized Optional<HealthTarget> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Adds the target; false if its name is taken. */
    synchronized boolean add(HealthTarget target) {
        snapshot = null;
        return byName.putIfAbsent(target.name(), target) == null;
    }

    /** Puts the target in the place of the one of its name; false if there is none. */
    synchronized boolean replace(HealthTarget target) {
        snapshot = null;
        return byName.replace(target.name(), target) != null;
    }

    synchronized Optional<HealthTarget> remove(String name) {
        snapshot = null;
        return Optional.ofNullable(byName.remove(name));
    }
}
