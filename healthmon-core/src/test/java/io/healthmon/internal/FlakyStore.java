package io.healthmon.internal;

import io.healthmon.alert.Ending;
import io.healthmon.alert.MaintenanceWindow;
import io.healthmon.alert.ServiceState;
import io.healthmon.alert.Silence;
import io.healthmon.alert.Suppression;
import io.healthmon.store.AlertStory;
import io.healthmon.store.InMemoryStore;
import io.healthmon.store.Latencies;
import io.healthmon.store.NumberedStep;
import io.healthmon.store.OutboxEntry;
import io.healthmon.store.RecordedState;
import io.healthmon.store.RecordedStep;
import io.healthmon.store.StatusCounts;
import io.healthmon.store.Step;
import io.healthmon.store.Store;
import io.healthmon.store.StoreException;
import io.healthmon.store.StoreWriter;
import io.healthmon.store.StoredAlert;
import io.healthmon.store.StoredCheck;
import io.healthmon.store.StoredGap;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** An in-memory store that is away, or takes a batch and does not say so, whenever the test wants. */
final class FlakyStore implements Store {

    /** What the next call meets. */
    enum Mood {
        FINE,
        AWAY,
        /** What is committed is committed, but the answer is lost. */
        ANSWER_LOST
    }

    private final InMemoryStore memory;
    private final Map<String, ServiceState> states = new HashMap<>();
    private Optional<StoreWriter> last = Optional.empty();
    private Supplier<Mood> mood = () -> Mood.FINE;
    private Predicate<Step> refused = step -> false;
    private Consumer<Step> journal = step -> {};

    FlakyStore() {
        this(new InMemoryStore(Duration.ofDays(7), 100_000));
    }

    FlakyStore(InMemoryStore memory) {
        this.memory = memory;
    }

    /** Hears of every step that is recorded, once and in order, whether or not the monitor does. */
    void journal(Consumer<Step> each) {
        journal = journal.andThen(each);
    }

    /** Steps that it will never take. */
    void refuse(Predicate<Step> never) {
        refused = never;
    }

    void be(Mood always) {
        mood = () -> always;
    }

    void be(Supplier<Mood> each) {
        mood = each;
    }

    /** A service's recorded checks, in the order of recording, whatever the mood. */
    List<StoredCheck> log(String service) {
        List<StoredCheck> rows = new ArrayList<>(
                memory.history(new HistoryQuery(Optional.of(service), Instant.EPOCH, Integer.MAX_VALUE)));
        Collections.reverse(rows);
        return rows;
    }

    /** All alerts there ever were of a service, newest first, whatever the mood. */
    List<StoredAlert> alertsOf(String service) {
        return memory.alerts(new AlertQuery(Optional.empty(), Optional.of(service), Integer.MAX_VALUE));
    }

    /** All alerts there ever were, newest first, whatever the mood. */
    List<StoredAlert> allAlerts() {
        return memory.alerts(new AlertQuery(Optional.empty(), Optional.empty(), Integer.MAX_VALUE));
    }

    /** A service's recorded state, whatever the mood. */
    ServiceState state(String service) {
        return Optional.ofNullable(states.get(service)).orElse(ServiceState.initial(service));
    }

    /** What is still to be sent, whatever the mood. */
    List<OutboxEntry> pending() {
        return last.map(StoreWriter::pendingNotifications).orElse(List.of());
    }

    private void mayFail() {
        if (mood.get() == Mood.AWAY) {
            throw away();
        }
    }

    private static StoreException.Unavailable away() {
        return new StoreException.Unavailable("away", new IllegalStateException("by the test"));
    }

    @Override
    public StoreWriter openWriter(UUID origin) {
        mayFail();
        StoreWriter writer = memory.openWriter(origin);
        last = Optional.of(writer);
        return new StoreWriter() {
            @Override
            public List<RecordedState> states() {
                mayFail();
                return writer.states();
            }

            @Override
            public long recordedUpTo() {
                mayFail();
                return writer.recordedUpTo();
            }

            @Override
            public List<OutboxEntry> pendingNotifications() {
                mayFail();
                return writer.pendingNotifications();
            }

            @Override
            public List<OutboxEntry> openDigests() {
                mayFail();
                return writer.openDigests();
            }

            @Override
            public List<OutboxEntry> undelivered() {
                mayFail();
                return writer.undelivered();
            }

            @Override
            public List<RecordedStep> commit(List<NumberedStep> steps) {
                Mood now = mood.get();
                if (now == Mood.AWAY) {
                    throw away();
                }
                if (steps.stream().map(NumberedStep::step).anyMatch(refused)) {
                    throw new StoreException.Refused("refused", new IllegalArgumentException("refused"));
                }
                long before = writer.recordedUpTo();
                List<RecordedStep> recorded = writer.commit(steps);
                recorded.stream().map(RecordedStep::step).forEach(step -> states.put(step.service(), step.state()));
                steps.stream()
                        .filter(step -> step.number() > before)
                        .map(NumberedStep::step)
                        .forEach(journal);
                if (now == Mood.ANSWER_LOST) {
                    throw away();
                }
                return recorded;
            }
        };
    }

    @Override
    public void ping() {
        mayFail();
    }

    @Override
    public void maintain(Instant now) {
        mayFail();
        memory.maintain(now);
    }

    @Override
    public void close() {
        memory.close();
    }

    @Override
    public List<StoredCheck> history(HistoryQuery query) {
        mayFail();
        return memory.history(query);
    }

    @Override
    public List<StoredAlert> alerts(AlertQuery query) {
        mayFail();
        return memory.alerts(query);
    }

    @Override
    public void put(Silence silence) {
        mayFail();
        memory.put(silence);
    }

    @Override
    public void put(MaintenanceWindow window) {
        mayFail();
        memory.put(window);
    }

    @Override
    public Optional<Silence> endSilence(UUID id, Ending ending) {
        mayFail();
        return memory.endSilence(id, ending);
    }

    @Override
    public Optional<MaintenanceWindow> endMaintenance(UUID id, Ending ending) {
        mayFail();
        return memory.endMaintenance(id, ending);
    }

    @Override
    public List<Silence> silences() {
        mayFail();
        return memory.silences();
    }

    @Override
    public List<MaintenanceWindow> maintenanceWindows() {
        mayFail();
        return memory.maintenanceWindows();
    }

    @Override
    public long activeAlerts() {
        mayFail();
        return memory.activeAlerts();
    }

    @Override
    public List<StoredGap> gaps(GapQuery query) {
        mayFail();
        return memory.gaps(query);
    }

    @Override
    public Optional<AlertStory> story(long id) {
        mayFail();
        return memory.story(id);
    }

    @Override
    public List<Suppression> suppressions(SuppressionQuery query) {
        mayFail();
        return memory.suppressions(query);
    }

    @Override
    public StatusCounts count(String service, Instant from, Instant to) {
        mayFail();
        return memory.count(service, from, to);
    }

    @Override
    public Latencies latencies(String service, Instant from, Instant to) {
        mayFail();
        return memory.latencies(service, from, to);
    }

    @Override
    public List<Bucket> series(SeriesQuery query) {
        mayFail();
        return memory.series(query);
    }

    @Override
    public void hourlyCounts(Instant from, Consumer<HourlyCounts> each) {
        mayFail();
        memory.hourlyCounts(from, each);
    }

    @Override
    public LogRead log(LogSpan span, Consumer<StoredCheck> each) {
        mayFail();
        return memory.log(span, each);
    }

    @Override
    public void alertsOf(LogSpan span, Consumer<StoredAlert> each) {
        mayFail();
        memory.alertsOf(span, each);
    }
}
