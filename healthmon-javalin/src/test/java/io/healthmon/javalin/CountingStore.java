package io.healthmon.javalin;

import io.healthmon.store.ForwardingStore;
import io.healthmon.store.SeriesReader;
import io.healthmon.store.Store;
import io.healthmon.store.StoredAlert;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Counts how often a store is asked what was before. */
final class CountingStore extends ForwardingStore {

    private final AtomicLong reads = new AtomicLong();

    CountingStore(Store store) {
        super(store);
    }

    long reads() {
        return reads.get();
    }

    @Override
    public List<SeriesReader.Bucket> series(SeriesReader.SeriesQuery query) {
        reads.incrementAndGet();
        return super.series(query);
    }

    @Override
    public List<StoredAlert> alerts(AlertQuery query) {
        reads.incrementAndGet();
        return super.alerts(query);
    }
}
