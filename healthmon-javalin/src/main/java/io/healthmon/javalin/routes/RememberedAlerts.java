package io.healthmon.javalin.routes;

import io.healthmon.HealthMonitor;
import io.healthmon.MonitorListener;
import io.healthmon.alert.Alert;
import io.healthmon.alert.AlertKey;
import io.healthmon.alert.Transition;
import io.healthmon.store.RecordedStep;
import io.healthmon.store.StoredAlert;
import java.time.Instant;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What alerts are known without the store: those that are active, and the newest thousand that were resolved since this was
 * made; and the ids of those that were asked for. Thread-safe.
 */
final class RememberedAlerts implements MonitorListener {

    private static final int MAX_RESOLVED = 1_000;
    private static final int MAX_KEYS = 10_000;

    private final HealthMonitor monitor;
    private final Map<AlertKey, Alert> resolved = new LinkedHashMap<>();
    private final Map<Long, AlertKey> keys = new LinkedHashMap<>();
    private Instant since;

    /** One that is to be added to the monitor's listeners. */
    RememberedAlerts(HealthMonitor monitor) {
        this.monitor = monitor;
        this.since = monitor.view().now();
    }

    /** Learns the ids of alerts, so that one can be named by its id while the store is away. */
    void learn(List<StoredAlert> rows) {
        synchronized (keys) {
            for (StoredAlert row : rows) {
                keys.put(row.id(), AlertKey.of(row.alert()));
            }
            Iterator<Long> oldest = keys.keySet().iterator();
            while (keys.size() > MAX_KEYS) {
                oldest.next();
                oldest.remove();
            }
        }
    }

    /** The alert of this id; empty if it was not learned. */
    Optional<AlertKey> key(long id) {
        synchronized (keys) {
            return Optional.ofNullable(keys.get(id));
        }
    }

    /** The id of an alert; empty if it was not learned. */
    OptionalLong id(AlertKey alert) {
        synchronized (keys) {
            return keys.entrySet().stream()
                    .filter(entry -> entry.getValue().equals(alert))
                    .mapToLong(Map.Entry::getKey)
                    .findFirst();
        }
    }

    /** Alerts, newest first, and the moment since when those that were resolved are known. */
    record Known(List<Alert> alerts, Instant since) {}

    Known find(Optional<Boolean> active, Optional<String> service, Predicate<String> seen, int limit) {
        Stream<Alert> open = active.orElse(true)
                ? Stream.concat(
                        monitor.view().monitorAlert().stream(),
                        monitor.view().services().stream().flatMap(watched -> watched.state().activeAlert().stream()))
                : Stream.empty();
        List<Alert> over;
        Instant knownSince;
        synchronized (resolved) {
            over = active.orElse(false) ? List.of() : List.copyOf(resolved.values());
            knownSince = since;
        }
        return new Known(
                Stream.concat(open, over.stream())
                        .filter(alert -> service.isEmpty() || alert.service().equals(service.get()))
                        .filter(alert -> seen.test(alert.service()))
                        .sorted(Comparator.comparing(Alert::triggeredAt).reversed())
                        .limit(limit)
                        .toList(),
                knownSince);
    }

    @Override
    public void onStep(RecordedStep step) {
        step.alertId()
                .ifPresent(id -> step.step().transitions().stream()
                        .findFirst()
                        .ifPresent(transition -> learn(List.of(new StoredAlert(id, transition.alert())))));
        for (Transition transition : step.step().transitions()) {
            if (transition.kind() == Transition.Kind.RESOLVED) {
                keep(transition.alert());
            }
        }
    }

    private void keep(Alert alert) {
        synchronized (resolved) {
            resolved.put(AlertKey.of(alert), alert);
            if (resolved.size() > MAX_RESOLVED) {
                Alert oldest = resolved.remove(resolved.keySet().iterator().next());
                if (oldest != null) {
                    since = oldest.resolvedAt().orElse(since);
                }
            }
        }
    }
}
