package io.healthmon.store;

import io.healthmon.alert.AlertKey;
import io.healthmon.alert.Ending;
import io.healthmon.alert.MaintenanceWindow;
import io.healthmon.alert.ServiceState;
import io.healthmon.alert.Silence;
import io.healthmon.alert.Suppression;
import io.healthmon.alert.Transition;
import io.healthmon.evaluate.CheckResult;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;

/**
 * A store that forgets everything when the process ends: for tests, for trying out, and for embedders who need the present
 * and little of the past. Bounded by {@link Bounds}: it keeps the checks of the retention, of those the newest of each service
 * and of all together; hourly counts for 400 days or as long as asked, or as many of the newest as the bytes allow; resolved alerts
 * and gaps as long and at most 10,000 each, alerts with what became of them; suppressions likewise; whatever is still to be sent; the
 * state of a service for as long as anything else of it, and while its alert is active. Thread-safe; no
 * method waits for anything but memory.
 */
public final class InMemoryStore implements Store {

    /** How long checks are kept unless told otherwise: 7 days. */
    public static final Duration DEFAULT_RETENTION = Duration.ofDays(7);

    /** How many checks of one service are kept unless told otherwise: 3,000, a day of one every 30 s. */
    public static final int DEFAULT_CHECKS_PER_SERVICE = 3_000;

    /** How long hourly counts are kept unless told otherwise: 400 days, or as long as checks if that is longer. */
    public static final Duration DEFAULT_ROLLUP_RETENTION = Duration.ofDays(400);

    private static final Comparator<StoredCheck> NEWEST_FIRST = Comparator.comparing(
                    (StoredCheck row) -> row.check().timestamp())
            .thenComparingLong(StoredCheck::id)
            .reversed();

    private final Duration retention;
    private final Duration rollupRetention;

    // Everything below is guarded by this object's monitor; nothing under it waits or calls out.
    private final Map<String, RecordedState> states = new LinkedHashMap<>();
    private final CheckLogs logs;
    private final Outbox outbox = new Outbox();
    private final AlertBook alerts = new AlertBook(outbox::forget);
    private final SuppressionLog suppressions = new SuppressionLog();
    private final ContextBook context = new ContextBook();
    private final GapBook gaps = new GapBook();
    private final Map<UUID, Long> recordedUpTo = new HashMap<>();
    private long lastCheckId;
    private long epoch;

    /**
     * How much is kept.
     *
     * @param checksPerService checks of one service; 1 or more
     * @param checks checks of all services together; 1 or more
     * @param bytes what these weigh together, roughly; and the hourly counts as much again; 1 or more
     */
    public record Bounds(int checksPerService, long checks, long bytes) {

        /** 3,000 of one service, 200,000 of all, and an eighth of the heap. */
        public static final Bounds DEFAULT = new Bounds(
                DEFAULT_CHECKS_PER_SERVICE, 200_000, Runtime.getRuntime().maxMemory() / 8);

        public Bounds {
            if (checksPerService < 1 || checks < 1 || bytes < 1) {
                throw new IllegalArgumentException("each bound must be 1 or more");
            }
        }
    }

    /** With the default retention and bounds. */
    public InMemoryStore() {
        this(DEFAULT_RETENTION, Bounds.DEFAULT);
    }

    /**
     * With a bound of its own for each service, and the default ones for all together.
     *
     * @param retention how long checks are kept; more than zero
     * @param checksPerService how many checks of one service are kept at most; 1 or more
     */
    public InMemoryStore(Duration retention, int checksPerService) {
        this(retention, new Bounds(checksPerService, Bounds.DEFAULT.checks(), Bounds.DEFAULT.bytes()));
    }

    /**
     * With bounds of its own.
     *
     * @param retention how long checks are kept; more than zero
     * @param bounds how much is kept
     */
    public InMemoryStore(Duration retention, Bounds bounds) {
        this(
                retention,
                retention.compareTo(DEFAULT_ROLLUP_RETENTION) > 0 ? retention : DEFAULT_ROLLUP_RETENTION,
                bounds);
    }

    /**
     * With a retention of counts of its own.
     *
     * @param retention how long checks are kept; more than zero
     * @param rollupRetention how long hourly counts and resolved alerts are kept; at least as long as checks
     * @param bounds how much is kept
     */
    public InMemoryStore(Duration retention, Duration rollupRetention, Bounds bounds) {
        if (retention.isNegative() || retention.isZero()) {
            throw new IllegalArgumentException("retention must be more than zero, not " + retention);
        }
        if (rollupRetention.compareTo(retention) < 0) {
            throw new IllegalArgumentException(
                    "rollupRetention must be at least the retention, " + retention + ", not " + rollupRetention);
        }
        this.retention = retention;
        this.rollupRetention = rollupRetention;
        this.logs = new CheckLogs(bounds);
    }

    @Override
    public synchronized StoreWriter openWriter(UUID origin) {
        epoch++;
        return new Writer(epoch, origin);
    }

    @Override
    public void ping() {
        // Memory always answers.
    }

    @Override
    public synchronized void maintain(Instant now) {
        Instant oldestHour = now.minus(rollupRetention).truncatedTo(ChronoUnit.HOURS);
        logs.dropBefore(now.minus(retention), oldestHour);
        alerts.dropResolvedBefore(oldestHour);
        context.dropOverBefore(oldestHour);
        gaps.dropBefore(oldestHour);
        suppressions.dropBefore(oldestHour);
        outbox.forgetUnless(alerts::has);
        states.values().removeIf(this::isForgotten);
    }

    private boolean isForgotten(RecordedState before) {
        return before.state().activeAlert().isEmpty()
                && logs.of(before.state().service()).isEmpty();
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
            NewestFirst.of(behind(query.before(), log.newestFirst()), query.since())
                    .ifPresent(sources::add);
        }
        List<StoredCheck> rows = new ArrayList<>();
        while (rows.size() < query.limit() && !sources.isEmpty()) {
            NewestFirst source = sources.remove();
            rows.add(source.head());
            NewestFirst.of(source.rest(), query.since()).ifPresent(sources::add);
        }
        return rows;
    }

    private static Iterator<StoredCheck> behind(Optional<Position> before, Iterator<StoredCheck> newestFirst) {
        if (before.isEmpty()) {
            return newestFirst;
        }
        Comparator<Position> order = Comparator.comparing(Position::timestamp).thenComparingLong(Position::id);
        Iterable<StoredCheck> rows = () -> newestFirst;
        return StreamSupport.stream(rows.spliterator(), false)
                .dropWhile(row -> order.compare(Position.of(row), before.get()) >= 0)
                .iterator();
    }

    private Iterable<ServiceLog> logsOf(Optional<String> service) {
        return service.isEmpty()
                ? logs.all().values()
                : logs.of(service.get()).map(List::of).orElse(List.of());
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
    public synchronized Optional<AlertStory> story(long id) {
        return alerts.find(id).map(row -> {
            AlertKey key = AlertKey.of(row.alert());
            return new AlertStory(row, alerts.events(key), outbox.of(key), outbox.deliveries(key));
        });
    }

    @Override
    public synchronized List<Suppression> suppressions(SuppressionQuery query) {
        return suppressions.select(query);
    }

    @Override
    public synchronized StatusCounts count(String service, Instant from, Instant to) {
        return logs.of(service).map(log -> log.count(from, to)).orElse(StatusCounts.NONE);
    }

    @Override
    public synchronized Latencies latencies(String service, Instant from, Instant to) {
        return logs.of(service).map(log -> log.latencies(from, to)).orElse(Latencies.NONE);
    }

    @Override
    public synchronized List<Bucket> series(SeriesQuery query) {
        return logs.of(query.service()).orElseGet(ServiceLog::new).series(query);
    }

    @Override
    public synchronized void hourlyCounts(Instant from, Consumer<HourlyCounts> each) {
        Instant hour = from.truncatedTo(ChronoUnit.HOURS);
        logs.all()
                .forEach((service, log) -> log.hoursSince(hour)
                        .forEach((start, count) -> each.accept(new HourlyCounts(service, start, count))));
    }

    @Override
    public synchronized List<StoredGap> gaps(GapQuery query) {
        return gaps.select(query);
    }

    @Override
    public LogRead log(LogSpan span, Consumer<StoredCheck> each) {
        List<StoredCheck> rows = rowsOf(span);
        rows.forEach(each);
        return new LogRead(rows.size(), 0);
    }

    private synchronized List<StoredCheck> rowsOf(LogSpan span) {
        List<StoredCheck> rows = new ArrayList<>();
        logs.all()
                .values()
                .forEach(log -> log.newestFirst().forEachRemaining(row -> {
                    if (span.contains(row.check().timestamp())) {
                        rows.add(row);
                    }
                }));
        rows.sort(Comparator.comparingLong(StoredCheck::id));
        return rows;
    }

    @Override
    public void alertsOf(LogSpan span, Consumer<StoredAlert> each) {
        List<StoredAlert> found;
        synchronized (this) {
            found = alerts.activeIn(span);
        }
        found.forEach(each);
    }

    @Override
    public synchronized void put(Silence silence) {
        context.put(silence);
    }

    @Override
    public synchronized void put(MaintenanceWindow window) {
        context.put(window);
    }

    @Override
    public synchronized Optional<Silence> endSilence(UUID id, Ending ending) {
        return context.endSilence(id, ending);
    }

    @Override
    public synchronized Optional<MaintenanceWindow> endMaintenance(UUID id, Ending ending) {
        return context.endMaintenance(id, ending);
    }

    @Override
    public synchronized List<Silence> silences() {
        return context.silences();
    }

    @Override
    public synchronized List<MaintenanceWindow> maintenanceWindows() {
        return context.windows();
    }

    private RecordedStep record(Step step) {
        gaps.add(step);
        OptionalLong checkId = OptionalLong.empty();
        if (step.check().isPresent()) {
            CheckResult check = step.check().get();
            lastCheckId++;
            checkId = OptionalLong.of(lastCheckId);
            logs.add(new StoredCheck(lastCheckId, check));
        }
        if (!olderThanRecorded(step.state())) {
            states.put(
                    step.service(),
                    new RecordedState(step.state(), checkId.isPresent() ? checkId : rowOf(step.service())));
        }
        OptionalLong alertId = OptionalLong.empty();
        for (Transition transition : step.transitions()) {
            alertId = OptionalLong.of(alerts.put(transition));
        }
        for (Suppression suppression : step.suppressions()) {
            suppressions.add(suppression.listedBy(alerts.list(suppression)));
        }
        step.notifications().forEach(outbox::add);
        step.deliveries().forEach(outbox::add);
        return new RecordedStep(step, checkId, alertId);
    }

    private boolean olderThanRecorded(ServiceState state) {
        Optional<CheckResult> recorded = Optional.ofNullable(states.get(state.service()))
                .flatMap(before -> before.state().lastCheck());
        return recorded.isPresent()
                && state.lastCheck()
                        .filter(check ->
                                !check.timestamp().isBefore(recorded.get().timestamp()))
                        .isEmpty();
    }

    private OptionalLong rowOf(String service) {
        RecordedState before = states.get(service);
        return before == null ? OptionalLong.empty() : before.checkId();
    }

    /** The pen, for as long as no other was taken. */
    private final class Writer implements StoreWriter {
        private final long ownEpoch;
        private final UUID origin;
        private List<NumberedStep> lastSteps = List.of();
        private List<RecordedStep> last = List.of();

        Writer(long ownEpoch, UUID origin) {
            this.ownEpoch = ownEpoch;
            this.origin = origin;
        }

        @Override
        public List<RecordedState> states() {
            synchronized (InMemoryStore.this) {
                return List.copyOf(states.values());
            }
        }

        @Override
        public long recordedUpTo() {
            synchronized (InMemoryStore.this) {
                return recordedUpTo.getOrDefault(origin, 0L);
            }
        }

        @Override
        public List<OutboxEntry> pendingNotifications() {
            synchronized (InMemoryStore.this) {
                return outbox.pending();
            }
        }

        @Override
        public List<OutboxEntry> openDigests() {
            synchronized (InMemoryStore.this) {
                return outbox.openDigests(alerts::isActive);
            }
        }

        @Override
        public List<OutboxEntry> undelivered() {
            synchronized (InMemoryStore.this) {
                return outbox.undelivered(alerts::isActive);
            }
        }

        @Override
        public List<RecordedStep> commit(List<NumberedStep> steps) {
            synchronized (InMemoryStore.this) {
                if (ownEpoch != epoch) {
                    throw new StoreException.Fenced("another writer of the in-memory store was opened");
                }
                if (!steps.equals(lastSteps)) {
                    last = steps.stream().map(this::recordOnce).toList();
                    lastSteps = List.copyOf(steps);
                }
                return last;
            }
        }

        private RecordedStep recordOnce(NumberedStep numbered) {
            if (numbered.number() <= recordedUpTo()) {
                return new RecordedStep(numbered.step(), OptionalLong.empty(), OptionalLong.empty());
            }
            recordedUpTo.put(origin, numbered.number());
            return record(numbered.step());
        }
    }
}
