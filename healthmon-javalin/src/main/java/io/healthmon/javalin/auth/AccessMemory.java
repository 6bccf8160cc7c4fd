package io.healthmon.javalin.auth;

import io.healthmon.access.AccessKey;
import io.healthmon.access.AccessStore;
import io.healthmon.access.User;
import io.healthmon.time.MonitorClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the access store held when it was last asked, so that a request costs no query, and whoever was let in lately stays in while the
 * store is away. It is asked again when somebody wants to know and the answer is two seconds old: a key that is revoked anywhere is out
 * everywhere within three seconds, as long as the store answers within one. Thread-safe.
 */
public final class AccessMemory {

    private static final Logger LOG = LoggerFactory.getLogger(AccessMemory.class);
    private static final Duration FRESH = Duration.ofSeconds(2);

    /** For a store that does not answer: whoever asks waits no longer for it, and nobody after him waits at all. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final AccessStore store;
    private final MonitorClock clock;
    private final Executor executor = Errands.thread("healthmon-access", 10);

    // Guarded by this object's monitor.
    private Optional<Known> known = Optional.empty();
    private CompletableFuture<Known> question = new CompletableFuture<>();
    private boolean askedEver;
    private long askedAt;

    /** A memory of this store. */
    public AccessMemory(AccessStore store, MonitorClock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * What a store held.
     *
     * @param version its {@link AccessStore#version()}; what somebody remembers beside this is old when it is of another
     * @param keys the keys by their prefixes
     * @param users the users by their ids
     */
    public record Known(long version, Map<String, AccessKey> keys, Map<UUID, User> users) {

        public Known {
            keys = Map.copyOf(keys);
            users = Map.copyOf(users);
        }

        /** True if there is nobody who could be let in. */
        public boolean nobody() {
            return keys.isEmpty() && users.isEmpty();
        }
    }

    /** What the store holds; if it is away, what it held; empty if it has never been read. Waits a second at most. */
    public Optional<Known> known() {
        Optional<CompletableFuture<Known>> answer = ask();
        if (answer.isPresent()) {
            await(answer.get());
        }
        synchronized (this) {
            return known;
        }
    }

    /** Somebody here has changed something: whoever wants to know next asks the store. */
    public synchronized void changed() {
        askedEver = false;
        question = new CompletableFuture<>();
    }

    /** The question to wait for; empty if what is known will do, or the store is not answering. */
    private synchronized Optional<CompletableFuture<Known>> ask() {
        long now = clock.nanos();
        if (askedEver && now - askedAt < FRESH.toNanos()) {
            // The first to ask waits; who comes while the store is thinking longer than that does not.
            boolean young = now - askedAt < PATIENCE.toNanos();
            return question.isDone() || !young ? Optional.empty() : Optional.of(question);
        }
        if (askedEver && !question.isDone()) {
            return Optional.empty();
        }
        askedEver = true;
        askedAt = now;
        CompletableFuture<Known> asked = new CompletableFuture<>();
        question = asked;
        Optional<Known> before = known;
        try {
            executor.execute(() -> answer(asked, before));
        } catch (RejectedExecutionException busy) {
            asked.completeExceptionally(busy);
        }
        return Optional.of(asked);
    }

    private void answer(CompletableFuture<Known> asked, Optional<Known> before) {
        try {
            // The version first: what is read after it is as new or newer.
            long version = store.version();
            Known now = before.filter(it -> it.version() == version).orElseGet(() -> read(version));
            synchronized (this) {
                // Of two answers that overtake each other the newer stays.
                known = known.filter(it -> it.version() > version).or(() -> Optional.of(now));
            }
            asked.complete(now);
        } catch (RuntimeException e) {
            LOG.debug("who may ask could not be read again: {}", e.getMessage());
            asked.completeExceptionally(e);
        }
    }

    private Known read(long version) {
        Map<String, AccessKey> keys = new HashMap<>();
        store.keys().forEach(key -> keys.put(key.prefix(), key));
        Map<UUID, User> users = new HashMap<>();
        store.users().forEach(user -> users.put(user.id(), user));
        return new Known(version, keys, users);
    }

    private static void await(CompletableFuture<Known> answer) {
        try {
            answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException away) {
            LOG.debug("what was known of who may ask has to do");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
