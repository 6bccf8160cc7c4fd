package io.healthmon.store;

import io.healthmon.alert.Suppression;
import io.healthmon.store.AlertReader.SuppressionQuery;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/** The newest suppressions of the in-memory store. Not thread-safe. */
final class SuppressionLog {

    static final int MAX = 10_000;

    private final Deque<Suppression> newestFirst = new ArrayDeque<>();

    void add(Suppression suppression) {
        newestFirst.addFirst(suppression);
        if (newestFirst.size() > MAX) {
            newestFirst.removeLast();
        }
    }

    List<Suppression> select(SuppressionQuery query) {
        return newestFirst.stream()
                .filter(one ->
                        query.service().isEmpty() || query.service().get().equals(one.service()))
                .filter(one -> !one.at().isBefore(query.since()))
                .sorted(Comparator.comparing(Suppression::at).reversed())
                .limit(query.limit())
                .toList();
    }

    void dropBefore(Instant oldest) {
        newestFirst.removeIf(one -> one.at().isBefore(oldest));
    }
}
