package io.healthmon.internal;

import io.healthmon.store.Store;
import io.healthmon.store.StoreException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The store's housekeeping, at start and every ten minutes, beside the recording: a partition that is slow to go holds up no commit. */
final class Maintenance {

    private static final Logger LOG = LoggerFactory.getLogger(Maintenance.class);

    private static final Duration PERIOD = Duration.ofMinutes(10);

    private final Engine engine;
    private final Store store;

    Maintenance(Engine engine, Store store) {
        this.engine = engine;
        this.store = store;
    }

    void start() {
        engine.maintenance().execute(() -> {
            try {
                store.maintain(engine.clock().wall());
            } catch (StoreException e) {
                LOG.warn("the store's maintenance failed and is tried again in ten minutes: {}", e.getMessage());
            } catch (Throwable t) {
                LOG.error("the store's maintenance failed and is tried again in ten minutes", t);
            }
            engine.timers().after(PERIOD, this::start);
        });
    }
}
