package io.healthmon.internal;

import io.healthmon.MonitorFaultException;
import io.healthmon.evaluate.CheckResult;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** The checks under way: at most one per service, shared by all who ask for one meanwhile. Thread-safe. */
final class ChecksUnderWay implements AutoCloseable {

    private final Map<String, CompletableFuture<CheckResult>> byService = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * A service's check.
     *
     * @param result completes when it is evaluated and folded
     * @param mine true if the caller has to start it, false if it is under way (or never will be: the monitor is closed)
     */
    record Ticket(CompletableFuture<CheckResult> result, boolean mine) {}

    Ticket join(String service) {
        CompletableFuture<CheckResult> fresh = new CompletableFuture<>();
        CompletableFuture<CheckResult> other = byService.putIfAbsent(service, fresh);
        // Asked after the entry stands: then either this or close() sees the other.
        if (closed) {
            giveUp(fresh);
        }
        return other != null ? new Ticket(other, false) : new Ticket(fresh, !closed);
    }

    /** Makes room for the service's next check; to be called before the result completes. */
    void end(String service, CompletableFuture<CheckResult> result) {
        byService.remove(service, result);
    }

    /** Gives up those under way, and any to come. */
    @Override
    public void close() {
        closed = true;
        byService.values().forEach(ChecksUnderWay::giveUp);
    }

    private static void giveUp(CompletableFuture<CheckResult> result) {
        result.completeExceptionally(new MonitorFaultException("the monitor was closed"));
    }
}
