package io.healthmon.notify;

import io.healthmon.alert.AlertKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What waits for one channel, in order, and found by alert. Every operation costs the same however much waits. Not thread-safe. */
final class Line {

    private final Map<String, Item> items = new LinkedHashMap<>();
    private final Map<AlertKey, List<Item>> byAlert = new HashMap<>();
    private final Set<Item> criticalTriggers = new LinkedHashSet<>();

    /** Behind all others. */
    void add(Item item) {
        items.put(item.key(), item);
        byAlert.computeIfAbsent(item.alert(), key -> new ArrayList<>(2)).add(item);
        if (item.isCriticalTrigger()) {
            criticalTriggers.add(item);
        }
    }

    /** Before all others; costs as much as all. */
    void addFirst(Collection<Item> older) {
        List<Item> newer = List.copyOf(items.values());
        items.clear();
        byAlert.clear();
        criticalTriggers.clear();
        older.forEach(this::add);
        newer.forEach(this::add);
    }

    void remove(Item item) {
        items.remove(item.key());
        criticalTriggers.remove(item);
        List<Item> its = byAlert.get(item.alert());
        if (its != null) {
            its.remove(item);
            if (its.isEmpty()) {
                byAlert.remove(item.alert());
            }
        }
    }

    boolean contains(String key) {
        return items.containsKey(key);
    }

    Optional<Item> first() {
        return items.values().stream().findFirst();
    }

    Optional<Item> firstCriticalTrigger() {
        return criticalTriggers.stream().findFirst();
    }

    /** What waits of an alert, in order. */
    List<Item> of(AlertKey alert) {
        List<Item> its = byAlert.get(alert);
        return its == null ? List.of() : List.copyOf(its);
    }

    /** All, in order, one after the other. */
    Stream<Item> stream() {
        return items.values().stream();
    }

    /** All, in order. */
    List<Item> all() {
        return List.copyOf(items.values());
    }

    int size() {
        return items.size();
    }

    boolean isEmpty() {
        return items.isEmpty();
    }
}
