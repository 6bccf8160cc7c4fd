package io.healthmon.store;

import io.healthmon.store.GapReader.GapQuery;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/** The gaps of the in-memory store: the newest. Not thread-safe. */
final class GapBook {

    static final int MOST = 10_000;

    private final Deque<StoredGap> gaps = new ArrayDeque<>();

    void add(Step step) {
        step.gap().ifPresent(gap -> add(StoredGap.of(step.service(), gap)));
        step.unobserved().ifPresent(time -> add(StoredGap.of(step.service(), time)));
    }

    private void add(StoredGap gap) {
        if (gaps.size() == MOST) {
            gaps.removeFirst();
        }
        gaps.addLast(gap);
    }

    List<StoredGap> select(GapQuery query) {
        return gaps.stream()
                .filter(gap ->
                        query.service().isEmpty() || query.service().get().equals(gap.service()))
                .filter(gap -> !gap.to().isBefore(query.since()))
                .filter(gap ->
                        query.until().filter(end -> !gap.from().isBefore(end)).isEmpty())
                .sorted(Comparator.comparing(StoredGap::to).reversed().thenComparing(StoredGap::service))
                .limit(query.limit())
                .toList();
    }

    void dropBefore(Instant oldest) {
        gaps.removeIf(gap -> gap.to().isBefore(oldest));
    }
}
