package io.healthmon.store;

import io.healthmon.evaluate.CheckResult;
import io.healthmon.store.AlertReader.AlertQuery;
import io.healthmon.store.CheckReader.HistoryQuery;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the parts of {@link StoreContract} share: a store, its writer and two services. */
abstract class ContractTest {

    static final Instant T0 = Instant.parse("2026-03-01T10:00:00.123456Z");
    static final Optional<String> ALL = Optional.empty();

    Store store;
    Pen writer;
    final WatchedService bot = new WatchedService("stream-bot");
    final WatchedService minio = new WatchedService("minio");

    /** A new, empty store that keeps checks for seven days; closed after each test. */
    protected abstract Store newStore();

    @BeforeEach
    final void open() {
        store = newStore();
        writer = Pen.open(store);
    }

    @AfterEach
    final void close() {
        store.close();
    }

    static Instant at(int seconds) {
        return T0.plusSeconds(seconds);
    }

    final List<CheckResult> history() {
        return history(ALL).stream().map(StoredCheck::check).toList();
    }

    final List<StoredCheck> history(Optional<String> service) {
        return store.history(new HistoryQuery(service, Instant.EPOCH, 1000));
    }

    /** What the store keeps of a service: its state, and the row of its newest check. */
    final RecordedState recorded(WatchedService service) {
        return new RecordedState(service.state(), rowOf(service.state().service()));
    }

    final OptionalLong rowOf(String service) {
        return OptionalLong.of(history(Optional.of(service)).get(0).id());
    }

    final List<StoredAlert> alerts(Optional<Boolean> active) {
        return store.alerts(new AlertQuery(active, ALL, 1000));
    }
}
