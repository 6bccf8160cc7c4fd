package io.healthmon.store;

import io.healthmon.alert.Alert;
import io.healthmon.alert.AlertKey;
import io.healthmon.alert.Suppression;
import io.healthmon.alert.Transition;
import io.healthmon.store.AlertReader.AlertQuery;
import io.healthmon.store.LogReader.LogSpan;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The alerts of the in-memory store with what became of them: all that are active, and the newest that are resolved. Not thread-safe. */
final class AlertBook {

    static final int MAX_RESOLVED = 10_000;

    /** Of all alerts together: resolved ones go earlier if they have more. */
    static final int MAX_EVENTS = 100_000;

    /** Of one alert that goes on, how it began and how it stands. */
    static final int EVENTS_AT_EACH_END = 100;

    private static final Comparator<StoredAlert> NEWEST_FIRST = Comparator.comparing(
                    (StoredAlert row) -> row.alert().triggeredAt())
            .thenComparingLong(StoredAlert::id)
            .reversed();

    private final Map<AlertKey, StoredAlert> rows = new HashMap<>();
    private final Map<AlertKey, FirstAndLast<AlertEvent>> events = new HashMap<>();
    private final Consumer<AlertKey> onForgotten;
    private long lastId;
    private long active;
    private long kept;

    /**
     * @param onForgotten is told of alerts that are not in it any more
     */
    AlertBook(Consumer<AlertKey> onForgotten) {
        this.onForgotten = onForgotten;
    }

    /** Keeps the alert as it is now; returns its id, which stays the same for as long as it is kept. */
    long put(Transition transition) {
        Alert alert = transition.alert();
        AlertKey key = AlertKey.of(alert);
        StoredAlert before = rows.get(key);
        long id = before == null ? ++lastId : before.id();
        rows.put(key, new StoredAlert(id, alert));
        active += (alert.active() ? 1 : 0) - (before != null && before.alert().active() ? 1 : 0);
        add(key, AlertEvent.Happened.of(transition));
        while (rows.size() > active && (rows.size() - active > MAX_RESOLVED || kept > MAX_EVENTS)) {
            resolved().min(NEWEST_FIRST.reversed()).ifPresent(this::remove);
        }
        return id;
    }

    /** Keeps it with the alert that lists it; empty if that is not here. */
    Optional<AlertKey> list(Suppression suppression) {
        Optional<AlertKey> key = suppression.alert().filter(rows::containsKey);
        key.ifPresent(its -> add(its, new AlertEvent.KeptBack(suppression)));
        return key;
    }

    private void add(AlertKey key, AlertEvent event) {
        FirstAndLast<AlertEvent> its = events.computeIfAbsent(key, any -> new FirstAndLast<>(EVENTS_AT_EACH_END));
        kept -= its.size();
        its.add(event);
        kept += its.size();
    }

    long active() {
        return active;
    }

    boolean isActive(AlertKey key) {
        StoredAlert row = rows.get(key);
        return row != null && row.alert().active();
    }

    boolean has(AlertKey key) {
        return rows.containsKey(key);
    }

    Optional<StoredAlert> find(long id) {
        return rows.values().stream().filter(row -> row.id() == id).findFirst();
    }

    /** What became of it, the oldest first. */
    List<AlertEvent> events(AlertKey key) {
        FirstAndLast<AlertEvent> its = events.get(key);
        return its == null
                ? List.of()
                : its.all().sorted(Comparator.comparing(AlertEvent::at)).toList();
    }

    List<StoredAlert> select(AlertQuery query) {
        return rows.values().stream()
                .filter(row -> query.active().isEmpty()
                        || query.active().get() == row.alert().active())
                .filter(row -> query.service().isEmpty()
                        || query.service().get().equals(row.alert().service()))
                .sorted(NEWEST_FIRST)
                .limit(query.limit())
                .toList();
    }

    /** Those that were active at any moment of the span, the oldest triggered first. */
    List<StoredAlert> activeIn(LogSpan span) {
        return rows.values().stream()
                .filter(row -> row.alert().triggeredAt().isBefore(span.to())
                        && row.alert()
                                .resolvedAt()
                                .filter(resolved -> resolved.isBefore(span.from()))
                                .isEmpty())
                .sorted(NEWEST_FIRST.reversed())
                .toList();
    }

    void dropResolvedBefore(Instant oldest) {
        resolved()
                .filter(row -> row.alert().triggeredAt().isBefore(oldest))
                .toList()
                .forEach(this::remove);
    }

    private Stream<StoredAlert> resolved() {
        return rows.values().stream().filter(row -> !row.alert().active());
    }

    private void remove(StoredAlert row) {
        AlertKey key = AlertKey.of(row.alert());
        rows.remove(key);
        FirstAndLast<AlertEvent> its = events.remove(key);
        kept -= its == null ? 0 : its.size();
        onForgotten.accept(key);
    }
}
