package io.healthmon.internal;

import io.healthmon.evaluate.CheckResult;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The checks under way: at most one per service, shared by all who ask for one meanwhile. Thread-safe. */
final class ChecksUnderWay {

    private final Map<String, UnderWay> byService = new ConcurrentHashMap<>();
    private volatile @Nullable RuntimeException closed;

    /** A check under way; completes when what it found can be seen by readers. */
    static final class UnderWay extends CompletableFuture<CheckResult> implements StateFold.Caller {
        private volatile boolean awaited;

        /** Somebody waits for it: it is recorded at once. */
        void await() {
            awaited = true;
        }

        boolean isAwaited() {
            return awaited;
        }

        @Override
        public void seen(CheckResult recorded) {
            complete(recorded);
        }

        @Override
        public void failed(RuntimeException why) {
            completeExceptionally(why);
        }
    }

    /**
     * A service's check.
     *
     * @param result the check
     * @param mine true if the caller has to start it, false if it is under way (or never will be: the monitor is closed)
     */
    record Ticket(UnderWay result, boolean mine) {}

    Ticket join(String service) {
        UnderWay fresh = new UnderWay();
        UnderWay other = byService.putIfAbsent(service, fresh);
        // Asked after the entry stands: then either this or close() sees the other.
        RuntimeException why = closed;
        if (why != null) {
            fresh.completeExceptionally(why);
        }
        return other != null ? new Ticket(other, false) : new Ticket(fresh, why == null);
    }

    /** True while this is the service's check: not if the service was removed since, though it may have come back. */
    boolean holds(String service, CompletableFuture<CheckResult> result) {
        return byService.get(service) == result;
    }

    /** The service is no longer watched: what its check finds is no longer about any. */
    void forget(String service) {
        byService.remove(service);
    }

    /** Makes room for the service's next check; to be called before the result completes. */
    void end(String service, CompletableFuture<CheckResult> result) {
        byService.remove(service, result);
    }

    /** Gives up those under way, and any to come. */
    void close(RuntimeException why) {
        closed = why;
        byService.values().forEach(result -> result.completeExceptionally(why));
    }
}
