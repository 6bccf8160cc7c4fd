package io.healthmon.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Those who wait until everything up to a number is settled. Thread-safe. */
final class Flushes {

    private record Waiter(long upTo, CompletableFuture<Void> done) {}

    private final Deque<Waiter> waiters = new ArrayDeque<>();
    private @Nullable RuntimeException closed;

    /** Completes once that is so; exceptionally once nothing is settled any more. Numbers come in order. */
    synchronized CompletableFuture<Void> await(long upTo) {
        if (closed != null) {
            return CompletableFuture.failedFuture(closed);
        }
        Waiter waiter = new Waiter(upTo, new CompletableFuture<>());
        waiters.add(waiter);
        return waiter.done();
    }

    void settled(long upTo) {
        List<Waiter> done = new ArrayList<>();
        synchronized (this) {
            while (!waiters.isEmpty() && waiters.element().upTo() <= upTo) {
                done.add(waiters.remove());
            }
        }
        done.forEach(waiter -> waiter.done().complete(null));
    }

    /** Nothing is settled any more: tells those who wait, now and later. */
    void close(RuntimeException why) {
        List<Waiter> waiting;
        synchronized (this) {
            closed = closed == null ? why : closed;
            waiting = List.copyOf(waiters);
            waiters.clear();
        }
        waiting.forEach(waiter -> waiter.done().completeExceptionally(why));
    }
}
