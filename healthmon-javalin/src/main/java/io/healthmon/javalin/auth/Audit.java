package io.healthmon.javalin.auth;

import io.healthmon.access.AccessStore;
import io.healthmon.access.AuditEntry;
import io.healthmon.store.StoreException;
import io.healthmon.time.MonitorClock;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down who did what. Entries wait in memory, in their order, and a thread of their own takes them to the access store: one that
 * is away keeps nobody from acknowledging an alert. They wait for its return, 10,000 at most; those beyond, and those still waiting at
 * the end, go to the log instead, as all do where there is no store. Thread-safe.
 */
public final class Audit implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Audit.class);
    private static final int MOST = 10_000;
    private static final Duration AGAIN = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final Duration AT_THE_END = Duration.ofSeconds(1);

    private record Waiting(AuditEntry entry, CompletableFuture<Void> kept) {}

    private final Optional<AccessStore> store;
    private final MonitorClock clock;
    private final Executor executor = Errands.thread("healthmon-audit", 10);

    // Guarded by this object's monitor.
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private boolean writing;
    private boolean away;
    private boolean closed;

    /** An audit kept there. */
    public Audit(Optional<AccessStore> store, MonitorClock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** What the sender of a request did. */
    public CompletableFuture<Void> note(Context ctx, String action, Optional<String> subject, Optional<String> detail) {
        return note(ctx, Caller.find(ctx).map(Caller::who).orElse("nobody"), action, subject, detail);
    }

    /** What somebody did by a request that came in under no name, such as a login. */
    public CompletableFuture<Void> note(
            Context ctx, String who, String action, Optional<String> subject, Optional<String> detail) {
        return note(new AuditEntry(clock.wall(), who, Peer.of(ctx).name(), action, subject, detail));
    }

    /**
     * Writes it down. Never throws, and waits for nothing.
     *
     * @return complete when it is kept, in the store or in the log, and at the latest in half a second; never exceptionally
     */
    public CompletableFuture<Void> note(AuditEntry entry) {
        CompletableFuture<Void> kept = new CompletableFuture<>();
        boolean later;
        synchronized (this) {
            if (store.isEmpty() || closed || waiting.size() >= MOST) {
                log(entry);
                return CompletableFuture.completedFuture(null);
            }
            waiting.addLast(new Waiting(entry, kept));
            later = away;
        }
        write();
        return later
                ? CompletableFuture.completedFuture(null)
                : kept.completeOnTimeout(null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Complete when what was noted so far is kept, or in half a second. */
    public CompletableFuture<Void> settled() {
        CompletableFuture<Void> last;
        synchronized (this) {
            if (waiting.isEmpty() || away) {
                return CompletableFuture.completedFuture(null);
            }
            last = waiting.getLast().kept();
        }
        return last.copy().completeOnTimeout(null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void write() {
        synchronized (this) {
            if (writing || away) {
                return;
            }
            writing = true;
        }
        try {
            executor.execute(this::drain);
        } catch (RejectedExecutionException full) {
            stop();
        }
    }

    private synchronized void stop() {
        writing = false;
    }

    private synchronized Optional<Waiting> next() {
        Optional<Waiting> next = Optional.ofNullable(waiting.peekFirst());
        if (next.isEmpty()) {
            writing = false;
        }
        return next;
    }

    private void drain() {
        for (Optional<Waiting> next = next(); next.isPresent(); next = next()) {
            if (!keep(next.get())) {
                tryAgain();
                return;
            }
        }
    }

    /** False if the store is away. */
    private boolean keep(Waiting one) {
        try {
            store.orElseThrow().audit(one.entry());
        } catch (StoreException.Unavailable e) {
            LOG.warn("the audit can't be written now, and waits: {}", e.getMessage());
            return false;
        } catch (RuntimeException e) {
            LOG.error("an entry of the audit was refused", e);
            log(one.entry());
        }
        synchronized (this) {
            waiting.removeFirstOccurrence(one);
        }
        one.kept().complete(null);
        return true;
    }

    private void tryAgain() {
        synchronized (this) {
            writing = false;
            if (closed) {
                return;
            }
            away = true;
        }
        CompletableFuture.delayedExecutor(AGAIN.toMillis(), TimeUnit.MILLISECONDS, executor)
                .execute(() -> {
                    synchronized (this) {
                        away = false;
                    }
                    write();
                });
    }

    /** Keeps what waits, for a second at most, and logs the rest. Idempotent. */
    @Override
    public void close() {
        CompletableFuture<Void> last;
        synchronized (this) {
            closed = true;
            last = waiting.isEmpty() || away
                    ? CompletableFuture.completedFuture(null)
                    : waiting.getLast().kept();
        }
        last.copy()
                .completeOnTimeout(null, AT_THE_END.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        synchronized (this) {
            waiting.forEach(one -> log(one.entry()));
            waiting.clear();
        }
    }

    private static void log(AuditEntry entry) {
        LOG.info(
                "audit: {} {} from {}{}{}",
                entry.who(),
                entry.action(),
                entry.from(),
                entry.subject().map(text -> ": " + text).orElse(""),
                entry.detail().map(text -> " (" + text + ")").orElse(""));
    }
}
