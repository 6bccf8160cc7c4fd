package io.healthmon.store;

import io.healthmon.alert.Alert;
import io.healthmon.store.AlertReader.AlertQuery;
import io.healthmon.store.LogReader.LogSpan;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The alerts of the in-memory store: all that are active, and the newest that are resolved. Not thread-safe. */
final class AlertBook {

    static final int MAX_RESOLVED = 10_000;

    private static final Comparator<StoredAlert> NEWEST_FIRST = Comparator.comparing(
                    (StoredAlert row) -> row.alert().triggeredAt())
            .thenComparingLong(StoredAlert::id)
            .reversed();

    private final Map<Key, StoredAlert> rows = new HashMap<>();
    private long lastId;
    private long active;

    /** Keeps the alert as it is now; returns its id, which stays the same for as long as it is kept. */
    long put(Alert alert) {
        Key key = new Key(alert.service(), alert.triggeredAt());
        StoredAlert before = rows.get(key);
        long id = before == null ? ++lastId : before.id();
        rows.put(key, new StoredAlert(id, alert));
        active += (alert.active() ? 1 : 0) - (before != null && before.alert().active() ? 1 : 0);
        if (rows.size() - active > MAX_RESOLVED) {
            resolved().min(NEWEST_FIRST.reversed()).ifPresent(this::remove);
        }
        return id;
    }

    long active() {
        return active;
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
        rows.remove(new Key(row.alert().service(), row.alert().triggeredAt()));
    }

    /** What names an alert. */
    private record Key(String service, Instant triggeredAt) {}
}
