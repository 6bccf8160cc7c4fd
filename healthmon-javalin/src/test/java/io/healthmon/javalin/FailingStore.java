package io.healthmon.javalin;

import io.healthmon.alert.Ending;
import io.healthmon.alert.MaintenanceWindow;
import io.healthmon.alert.Silence;
import io.healthmon.alert.Suppression;
import io.healthmon.store.AlertStory;
import io.healthmon.store.InMemoryStore;
import io.healthmon.store.Latencies;
import io.healthmon.store.NumberedStep;
import io.healthmon.store.OutboxEntry;
import io.healthmon.store.RecordedStep;
import io.healthmon.store.StatusCounts;
import io.healthmon.store.Store;
import io.healthmon.store.StoreException;
import io.healthmon.store.StoreWriter;
import io.healthmon.store.StoredAlert;
import io.healthmon.store.StoredCheck;
import io.healthmon.store.StoredGap;
import java.net.ConnectException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A store in memory that can be away, or broken, at will. */
final class FailingStore implements Store {

    private final InMemoryStore store = new InMemoryStore();
    private volatile boolean away;
    private volatile boolean broken;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile CountDownLatch hanging = new CountDownLatch(0);

    void away(boolean value) {
        away = value;
    }

    void broken(boolean value) {
        broken = value;
    }

    /** Reads of alerts hang until the latch opens, as behind a cable that was pulled. */
    CountDownLatch hang() {
        hanging = new CountDownLatch(1);
        return hanging;
    }

    /** How often alerts were asked for. */
    int asked() {
        return asked.get();
    }

    private <T> T asked(Supplier<T> question) {
        if (broken) {
            throw new IllegalStateException("SELECT broken FROM secret_table");
        }
        if (away) {
            throw new StoreException.Unavailable(
                    "SELECT * FROM service_health_checks: refused", new ConnectException());
        }
        return question.get();
    }

    @Override
    public StoreWriter openWriter(UUID origin) {
        StoreWriter writer = asked(() -> store.openWriter(origin));
        return new StoreWriter() {
            @Override
            public List<io.healthmon.store.RecordedState> states() {
                return asked(writer::states);
            }

            @Override
            public long recordedUpTo() {
                return asked(writer::recordedUpTo);
            }

            @Override
            public List<OutboxEntry> pendingNotifications() {
                return asked(writer::pendingNotifications);
            }

            @Override
            public List<OutboxEntry> openDigests() {
                return asked(writer::openDigests);
            }

            @Override
            public List<OutboxEntry> undelivered() {
                return asked(writer::undelivered);
            }

            @Override
            public List<RecordedStep> commit(List<NumberedStep> steps) {
                return asked(() -> writer.commit(steps));
            }
        };
    }

    @Override
    public void ping() {
        asked(() -> true);
    }

    @Override
    public void maintain(Instant now) {
        store.maintain(now);
    }

    @Override
    public void close() {
        store.close();
    }

    @Override
    public List<StoredCheck> history(HistoryQuery query) {
        return asked(() -> store.history(query));
    }

    @Override
    public List<StoredAlert> alerts(AlertQuery query) {
        asked.incrementAndGet();
        try {
            hanging.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return asked(() -> store.alerts(query));
    }

    @Override
    public void put(Silence silence) {
        asked(() -> {
            store.put(silence);
            return true;
        });
    }

    @Override
    public void put(MaintenanceWindow window) {
        asked(() -> {
            store.put(window);
            return true;
        });
    }

    @Override
    public Optional<Silence> endSilence(UUID id, Ending ending) {
        return asked(() -> store.endSilence(id, ending));
    }

    @Override
    public Optional<MaintenanceWindow> endMaintenance(UUID id, Ending ending) {
        return asked(() -> store.endMaintenance(id, ending));
    }

    @Override
    public List<Silence> silences() {
        return asked(store::silences);
    }

    @Override
    public List<MaintenanceWindow> maintenanceWindows() {
        return asked(store::maintenanceWindows);
    }

    @Override
    public long activeAlerts() {
        return asked(store::activeAlerts);
    }

    @Override
    public List<StoredGap> gaps(GapQuery query) {
        return asked(() -> store.gaps(query));
    }

    @Override
    public Optional<AlertStory> story(long id) {
        return asked(() -> store.story(id));
    }

    @Override
    public List<Suppression> suppressions(SuppressionQuery query) {
        return asked(() -> store.suppressions(query));
    }

    @Override
    public StatusCounts count(String service, Instant from, Instant to) {
        return asked(() -> store.count(service, from, to));
    }

    @Override
    public Latencies latencies(String service, Instant from, Instant to) {
        return asked(() -> store.latencies(service, from, to));
    }

    @Override
    public List<Bucket> series(SeriesQuery query) {
        return asked(() -> store.series(query));
    }

    @Override
    public void hourlyCounts(Instant from, Consumer<HourlyCounts> each) {
        asked(() -> {
            store.hourlyCounts(from, each);
            return true;
        });
    }

    @Override
    public LogRead log(LogSpan span, Consumer<StoredCheck> each) {
        return asked(() -> store.log(span, each));
    }

    @Override
    public void alertsOf(LogSpan span, Consumer<StoredAlert> each) {
        asked(() -> {
            store.alertsOf(span, each);
            return true;
        });
    }
}
