package io.healthmon.store;

import io.healthmon.alert.Transition;
import io.healthmon.evaluate.CheckResult;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.TreeMap;

/**
 * A store that forgets everything when the process ends: for tests, for trying out, and for embedders who need the present
 * and little of the past. Bounded: of each service it keeps the checks of the retention, and of those at most the newest
 * {@code checksPerService}; hourly counts and resolved alerts for 400 days. Thread-safe; no method waits for anything but
 * memory.
 */
public final class InMemoryStore implements Store {

    /** How long checks are kept unless told otherwise: 7 days. */
    public static final Duration DEFAULT_RETENTION = Duration.ofDays(7);

    /** How many checks of one service are kept unless told otherwise: 3,000, a day of one every 30 s. */
    public static final int DEFAULT_CHECKS_PER_SERVICE = 3_000;

    private static final Duration COUNTS_RETENTION = Duration.ofDays(400);
    private static final Comparator<StoredCheck> NEWEST_FIRST = Comparator.comparing(
                    (StoredCheck row) -> row.check().timestamp())
            .thenComparingLong(StoredCheck::id)
            .reversed();

    private final Duration retention;
    private final int checksPerService;

    // Everything below is guarded by this object's monitor; nothing under it waits or calls out.
    private final Map<String, RecordedState> states = new LinkedHashMap<>();
    private final Map<String, ServiceLog> logs = new TreeMap<>();
    private final AlertBook alerts = new AlertBook();
    private long lastCheckId;
    private long epoch;

    /** With the default bounds. */
    public InMemoryStore() {
        this(DEFAULT_RETENTION, DEFAULT_CHECKS_PER_SERVICE);
    }

    /**
     * With bounds of its own.
     *
     * @param retention how long checks are kept; more than zero
     * @param checksPerService how many checks of one service are kept at most; 1 or more
     */
    public InMemoryStore(Duration retention, int checksPerService) {
        if (retention.isNegative() || retention.isZero()) {
            throw new IllegalArgumentException("retention must be more than zero, not " + retention);
        }
        if (checksPerService < 1) {
            throw new IllegalArgumentException("checksPerService must be 1 or more, not " + checksPerService);
        }
        this.retention = retention;
        this.checksPerService = checksPerService;
    }

    @Override
    public synchronized StoreWriter openWriter() {
        epoch++;
        return new Writer(epoch);
    }

    @Override
    public void ping() {
        // Memory always answers.
    }

    @Override
    public synchronized void maintain(Instant now) {
        Instant oldestHour = now.minus(COUNTS_RETENTION).truncatedTo(ChronoUnit.HOURS);
        logs.values().forEach(log -> log.dropBefore(now.minus(retention), oldestHour));
        alerts.dropResolvedBefore(oldestHour);
    }

    @Override
    public void close() {
        // Holds nothing but memory.
    }

    @Override
    public synchronized List<StoredCheck> history(HistoryQuery query) {
        Comparator<NewestFirst> byNewest = Comparator.comparing(NewestFirst::head, NEWEST_FIRST);
        PriorityQueue<NewestFirst> sources = new PriorityQueue<>(byNewest);
        for (ServiceLog log : logsOf(query.service())) {
            NewestFirst.of(log.newestFirst(), query.since()).ifPresent(sources::add);
        }
        List<StoredCheck> rows = new ArrayList<>();
        while (rows.size() < query.limit() && !sources.isEmpty()) {
            NewestFirst source = sources.remove();
            rows.add(source.head());
            NewestFirst.of(source.rest(), query.since()).ifPresent(sources::add);
        }
        return rows;
    }

    private Iterable<ServiceLog> logsOf(Optional<String> service) {
        if (service.isEmpty()) {
            return logs.values();
        }
        ServiceLog log = logs.get(service.get());
        return log == null ? List.of() : List.of(log);
    }

    @Override
    public synchronized List<StoredAlert> alerts(AlertQuery query) {
        return alerts.select(query);
    }

    @Override
    public synchronized long activeAlerts() {
        return alerts.active();
    }

    @Override
    public synchronized StatusCounts count(String service, Instant from, Instant to) {
        ServiceLog log = logs.get(service);
        return log == null ? StatusCounts.NONE : log.count(from, to);
    }

    @Override
    public synchronized List<HourlyCounts> hourlyCounts(Instant from) {
        Instant hour = from.truncatedTo(ChronoUnit.HOURS);
        List<HourlyCounts> counts = new ArrayList<>();
        logs.forEach((service, log) ->
                log.hoursSince(hour).forEach((start, count) -> counts.add(new HourlyCounts(service, start, count))));
        return counts;
    }

    private RecordedStep record(Step step) {
        OptionalLong checkId = OptionalLong.empty();
        if (step.check().isPresent()) {
            CheckResult check = step.check().get();
            lastCheckId++;
            checkId = OptionalLong.of(lastCheckId);
            logs.computeIfAbsent(step.service(), name -> new ServiceLog(checksPerService))
                    .add(new StoredCheck(lastCheckId, check));
        }
        states.put(
                step.service(), new RecordedState(step.state(), checkId.isPresent() ? checkId : rowOf(step.service())));
        OptionalLong alertId = OptionalLong.empty();
        for (Transition transition : step.transitions()) {
            alertId = OptionalLong.of(alerts.put(transition.alert()));
        }
        return new RecordedStep(step, checkId, alertId);
    }

    private OptionalLong rowOf(String service) {
        RecordedState before = states.get(service);
        return before == null ? OptionalLong.empty() : before.checkId();
    }

    /** The pen, for as long as no other was taken. */
    private final class Writer implements StoreWriter {
        private final long ownEpoch;
        private List<RecordedStep> last = List.of();

        Writer(long ownEpoch) {
            this.ownEpoch = ownEpoch;
        }

        @Override
        public List<RecordedState> states() {
            synchronized (InMemoryStore.this) {
                return List.copyOf(states.values());
            }
        }

        @Override
        public List<RecordedStep> commit(List<Step> steps) {
            synchronized (InMemoryStore.this) {
                if (ownEpoch != epoch) {
                    throw new StoreException.Fenced("another writer of the in-memory store was opened");
                }
                if (!steps.equals(last.stream().map(RecordedStep::step).toList())) {
                    last = steps.stream().map(InMemoryStore.this::record).toList();
                }
                return last;
            }
        }
    }
}
