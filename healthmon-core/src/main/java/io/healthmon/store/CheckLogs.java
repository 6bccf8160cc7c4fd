package io.healthmon.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The logs of all services, within bounds for each and for all together: when all together are too many or too large, the
 * oldest check of all goes. Not thread-safe.
 */
final class CheckLogs {

    private static final long ROW_BYTES = 500;
    private static final long HOUR_BYTES = 200;

    private final InMemoryStore.Bounds bounds;
    private final Map<String, ServiceLog> logs = new TreeMap<>();

    /** Logs that have rows, by the id of their oldest. */
    private final NavigableMap<Long, ServiceLog> byOldest = new TreeMap<>();

    private long rows;
    private long bytes;

    CheckLogs(InMemoryStore.Bounds bounds) {
        this.bounds = bounds;
    }

    void add(StoredCheck row) {
        ServiceLog log = logs.computeIfAbsent(row.check().service(), name -> new ServiceLog());
        if (!log.isEmpty()) {
            byOldest.remove(log.oldest().id());
        }
        log.add(row);
        byOldest.put(log.oldest().id(), log);
        rows++;
        bytes += bytes(row);
        if (log.size() > bounds.checksPerService()) {
            dropOldest(log);
        }
        while (rows > 0 && (rows > bounds.checks() || bytes > bounds.bytes())) {
            dropOldest(byOldest.firstEntry().getValue());
        }
    }

    private void dropOldest(ServiceLog log) {
        StoredCheck gone = log.removeOldest();
        byOldest.remove(gone.id());
        if (!log.isEmpty()) {
            byOldest.put(log.oldest().id(), log);
        }
        rows--;
        bytes -= bytes(gone);
    }

    private static long bytes(StoredCheck row) {
        return ROW_BYTES + row.check().evaluation().checks().json().length();
    }

    Optional<ServiceLog> of(String service) {
        return Optional.ofNullable(logs.get(service));
    }

    Map<String, ServiceLog> all() {
        return logs;
    }

    /** Drops older rows and hours, and the oldest hours of all while there are too many of them; then logs that are empty. */
    void dropBefore(Instant oldestRow, Instant oldestHour) {
        while (!byOldest.isEmpty() && oldestTime().isBefore(oldestRow)) {
            dropOldest(byOldest.firstEntry().getValue());
        }
        dropHoursBefore(oldestHour);
        while (hours() * HOUR_BYTES > bounds.bytes()) {
            firstHour().ifPresent(first -> dropHoursBefore(first.plus(1, ChronoUnit.HOURS)));
        }
        logs.values().removeIf(log -> log.isEmpty() && log.hours() == 0);
    }

    private Instant oldestTime() {
        return byOldest.firstEntry().getValue().oldest().check().timestamp();
    }

    private long hours() {
        return logs.values().stream().mapToLong(ServiceLog::hours).sum();
    }

    private Optional<Instant> firstHour() {
        return logs.values().stream().flatMap(log -> log.firstHour().stream()).min(Comparator.naturalOrder());
    }

    private void dropHoursBefore(Instant hour) {
        logs.values().forEach(log -> log.dropHoursBefore(hour));
    }
}
