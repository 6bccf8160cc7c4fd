package io.healthmon.javalin.routes;

import io.healthmon.HealthMonitor;
import io.healthmon.javalin.wire.Problem;
import io.healthmon.store.StoreException;
import io.healthmon.store.StoreStatus;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what only the store knows. While that is known to be away it is not asked: no server thread waits for it. */
final class StoreReads {

    private static final Logger LOG = LoggerFactory.getLogger(StoreReads.class);

    private final HealthMonitor monitor;

    StoreReads(HealthMonitor monitor) {
        this.monitor = monitor;
    }

    /**
     * What {@code query} finds.
     *
     * @throws Problem 503 if the store is away
     */
    <T> T read(Supplier<T> query) {
        StoreStatus status = monitor.storeStatus();
        if (status.state() == StoreStatus.State.AWAY) {
            throw away(status.since());
        }
        try {
            return query.get();
        } catch (StoreException e) {
            LOG.warn("the store could not be read: {}", e.getMessage());
            throw away(staleSince());
        }
    }

    /** Since when the store is away; empty if it is not. */
    Optional<Instant> staleSince() {
        StoreStatus status = monitor.storeStatus();
        return status.state() == StoreStatus.State.AWAY ? status.since() : Optional.empty();
    }

    private static Problem away(Optional<Instant> since) {
        return Problem.unavailable(since.map(at -> "The store is away since " + at + "; try again later.")
                .orElse("The store is away; try again later."));
    }
}
