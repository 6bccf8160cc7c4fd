package io.healthmon.store;

import io.healthmon.alert.Ending;
import io.healthmon.alert.MaintenanceWindow;
import io.healthmon.alert.Silence;
import io.healthmon.alert.Suppression;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** A store that is another one, but for what a test overrides. */
public class ForwardingStore implements Store {

    private final Store store;

    public ForwardingStore(Store store) {
        this.store = store;
    }

    @Override
    public StoreWriter openWriter(UUID origin) {
        return store.openWriter(origin);
    }

    @Override
    public void ping() {
        store.ping();
    }

    @Override
    public void maintain(Instant now) {
        store.maintain(now);
    }

    @Override
    public List<StoredCheck> history(HistoryQuery query) {
        return store.history(query);
    }

    @Override
    public List<StoredAlert> alerts(AlertQuery query) {
        return store.alerts(query);
    }

    @Override
    public void put(Silence silence) {
        store.put(silence);
    }

    @Override
    public void put(MaintenanceWindow window) {
        store.put(window);
    }

    @Override
    public Optional<Silence> endSilence(UUID id, Ending ending) {
        return store.endSilence(id, ending);
    }

    @Override
    public Optional<MaintenanceWindow> endMaintenance(UUID id, Ending ending) {
        return store.endMaintenance(id, ending);
    }

    @Override
    public List<Silence> silences() {
        return store.silences();
    }

    @Override
    public List<MaintenanceWindow> maintenanceWindows() {
        return store.maintenanceWindows();
    }

    @Override
    public long activeAlerts() {
        return store.activeAlerts();
    }

    @Override
    public List<StoredGap> gaps(GapQuery query) {
        return store.gaps(query);
    }

    @Override
    public Optional<AlertStory> story(long id) {
        return store.story(id);
    }

    @Override
    public List<Suppression> suppressions(SuppressionQuery query) {
        return store.suppressions(query);
    }

    @Override
    public StatusCounts count(String service, Instant from, Instant to) {
        return store.count(service, from, to);
    }

    @Override
    public Latencies latencies(String service, Instant from, Instant to) {
        return store.latencies(service, from, to);
    }

    @Override
    public List<Bucket> series(SeriesQuery query) {
        return store.series(query);
    }

    @Override
    public void hourlyCounts(Instant from, Consumer<HourlyCounts> each) {
        store.hourlyCounts(from, each);
    }

    @Override
    public LogRead log(LogSpan span, Consumer<StoredCheck> each) {
        return store.log(span, each);
    }

    @Override
    public void alertsOf(LogSpan span, Consumer<StoredAlert> each) {
        store.alertsOf(span, each);
    }

    @Override
    public void close() {
        store.close();
    }
}
