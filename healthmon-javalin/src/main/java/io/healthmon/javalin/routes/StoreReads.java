package io.healthmon.javalin.routes;

import io.healthmon.HealthMonitor;
import io.healthmon.javalin.wire.Problem;
import io.healthmon.store.StoreException;
import io.healthmon.store.StoreStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what only the store knows. While that is known to be away it is not asked: no server thread waits for it. */
final class StoreReads {

    private static final Logger LOG = LoggerFactory.getLogger(StoreReads.class);

    private final HealthMonitor monitor;
    private final Executor executor = AnswerThreads.make("healthmon-read");
    private final AtomicInteger overdue = new AtomicInteger();

    StoreReads(HealthMonitor monitor) {
        this.monitor = monitor;
    }

    /**
     * What {@code query} finds, for what memory can answer as well: empty if the store is away or takes longer than {@code patience}, and
     * at once while an earlier query takes longer. A store behind a silent partition takes three seconds to be known as away.
     */
    <T> CompletableFuture<Optional<T>> ask(Supplier<T> query, Duration patience) {
        if (overdue.get() > 0 || monitor.storeStatus().state() == StoreStatus.State.AWAY) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        try {
            CompletableFuture<Optional<T>> asked = CompletableFuture.supplyAsync(() -> ask(query), executor);
            return asked.copy()
                    .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                    .exceptionally(problem -> {
                        if (!(problem instanceof TimeoutException)) {
                            throw problem instanceof CompletionException wrapped
                                    ? wrapped
                                    : new CompletionException(problem);
                        }
                        overdue.incrementAndGet();
                        asked.whenComplete((found, failed) -> overdue.decrementAndGet());
                        return Optional.empty();
                    });
        } catch (RejectedExecutionException busy) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
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

    /**
     * Does what changes something in the store.
     *
     * @throws Problem 503 if the store is away, 400 if what is asked for is refused
     */
    <T> T write(Supplier<T> change) {
        try {
            return read(change);
        } catch (IllegalArgumentException refused) {
            throw Problem.malformed(
                    "That can't be done: " + Problem.sentence(String.valueOf(refused.getMessage())) + ".");
        }
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
