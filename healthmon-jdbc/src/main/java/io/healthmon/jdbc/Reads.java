package io.healthmon.jdbc;

import io.healthmon.store.StoreException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jooq.DSLContext;

/**
 * Lets a few reads, and what else people ask for, go on at once, first come, first served: however slow they are, connections are left
 * for the writer and the ping, so that a crowd never looks like a database that is away. Thread-safe.
 */
final class Reads {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final Database database;
    private final Semaphore places;

    Reads(Database database, int atOnce) {
        this.database = database;
        this.places = new Semaphore(atOnce, true);
    }

    /** As {@link Database#run}; unavailable if no place comes free in time. */
    <T> T run(String task, Function<DSLContext, T> work) {
        return inPlace(task, () -> database.run(task, work));
    }

    /** As {@link Database#snapshot}; likewise. */
    <T> T snapshot(String task, Function<DSLContext, T> work) {
        return inPlace(task, () -> database.snapshot(task, work));
    }

    /** As {@link Database#transaction}; likewise. */
    <T> T transaction(String task, Function<DSLContext, T> work) {
        return inPlace(task, () -> database.transaction(task, work));
    }

    /** Does work that is not pressing as one of them, with one connection: nobody else has to wait for that either. */
    <T> T inPlace(String task, Supplier<T> work) {
        await(task);
        try {
            return work.get();
        } finally {
            places.release();
        }
    }

    /** As {@link #inPlace}, for a read that can wait for its place however long that takes. */
    <T> T inTurn(String task, Supplier<T> work) {
        try {
            places.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException.Unavailable("could not " + task + ": interrupted", e);
        }
        try {
            return work.get();
        } finally {
            places.release();
        }
    }

    private void await(String task) {
        try {
            if (!places.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new StoreException.Unavailable(
                        "could not " + task + ": too many reads at once", new TimeoutException());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException.Unavailable("could not " + task + ": interrupted", e);
        }
    }
}
