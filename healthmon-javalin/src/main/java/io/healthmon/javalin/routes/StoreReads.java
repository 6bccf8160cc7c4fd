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
        return ask(query)
                .orElseThrow(() -> Problem.unavailable("The store is away since "
                        + staleSince().orElseGet(monitor.view()::now) + "; try again later."));
    }

    /** What {@code query} finds; empty if the store is away. */
    <T> Optional<T> ask(Supplier<T> query) {
        if (monitor.storeStatus().state() == StoreStatus.State.AWAY) {
            return Optional.empty();
        }
        try {
            return Optional.of(query.get());
        } catch (StoreException e) {
            LOG.warn("the store could not be read: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * Since when what the store knows is not all, because it is away, is catching up, or another monitor has taken it over; empty if it
     * is.
     */
    Optional<Instant> staleSince() {
        StoreStatus status = monitor.storeStatus();
        return status.state() == StoreStatus.State.REACHABLE
                ? Optional.empty()
                : status.since().or(() -> Optional.of(monitor.view().now()));
    }
}
