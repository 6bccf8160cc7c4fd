package io.healthmon.replay;

import io.healthmon.alert.Alert;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The alerts that were recorded, of the draft's services, the oldest first. Bounded as the draft's are. Not thread-safe. */
final class RecordedAlerts {

    private final Predicate<String> wanted;
    private final Instant since;
    private final Map<String, List<Alert>> kept = new HashMap<>();
    private final Map<String, Long> counts = new HashMap<>();
    private Optional<Instant> keptTo = Optional.empty();
    private int size;
    private long activeBefore;

    /**
     * @param wanted services that the draft has
     * @param since from when on they count
     */
    RecordedAlerts(Predicate<String> wanted, Instant since) {
        this.wanted = wanted;
        this.since = since;
    }

    void add(Alert alert) {
        if (!wanted.test(alert.service())) {
            return;
        }
        if (!alert.triggeredAt().isBefore(since)) {
            counts.merge(alert.service(), 1L, Long::sum);
        } else if (alert.resolvedAt().filter(at -> at.isBefore(since)).isEmpty()) {
            activeBefore++;
        }
        if (size < ReplayFold.MOST_KEPT) {
            kept.computeIfAbsent(alert.service(), service -> new ArrayList<>()).add(alert);
            size++;
        } else if (keptTo.isEmpty()) {
            keptTo = Optional.of(alert.triggeredAt());
        }
    }

    /** How many of the service were opened in the time that counts. */
    long count(String service) {
        return counts.getOrDefault(service, 0L);
    }

    List<Alert> of(String service) {
        return kept.getOrDefault(service, List.of());
    }

    /** How many were active when it began. */
    long activeBefore() {
        return activeBefore;
    }

    /** The first one that was not kept. */
    Optional<Instant> keptTo() {
        return keptTo;
    }
}
