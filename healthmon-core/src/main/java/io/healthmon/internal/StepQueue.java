package io.healthmon.internal;

import io.healthmon.store.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The steps that wait for the store, in order and bounded. When it is full the oldest step without a transition goes first,
 * counted: a transition is never given up for a check. Thread-safe; no user code runs under its lock.
 */
final class StepQueue {

    /** What adding a step calls for. */
    enum Added {
        /** Record now. */
        URGENT,
        /** The first to wait: record soon. */
        FIRST,
        /** Recording is on its way. */
        LATER
    }

    /** A step and its place among all that were ever added: which ones are gone cannot be told from their count. */
    private record Numbered(long number, Step step) {}

    private record Waiter(long upTo, CompletableFuture<Void> done) {}

    private final int capacity;
    private final Counters counters;
    private final ArrayDeque<Numbered> steps = new ArrayDeque<>();
    private final Deque<Waiter> waiters = new ArrayDeque<>();
    private long added;
    private int underWay;
    private @Nullable RuntimeException closed;

    StepQueue(int capacity, Counters counters) {
        this.capacity = capacity;
        this.counters = counters;
    }

    synchronized Added add(Step step) {
        boolean transition = !step.transitions().isEmpty();
        if (steps.size() >= capacity) {
            counters.droppedSteps.increment();
            if (!dropCheck()) {
                if (!transition) {
                    return Added.LATER;
                }
                steps.remove();
            }
        }
        added++;
        steps.add(new Numbered(added, step));
        if (transition || steps.size() % Recorder.MAX_BATCH == 0) {
            return Added.URGENT;
        }
        return steps.size() == 1 ? Added.FIRST : Added.LATER;
    }

    /** Drops the oldest step without a transition; false if there is none. */
    private boolean dropCheck() {
        Iterator<Numbered> oldestFirst = steps.iterator();
        while (oldestFirst.hasNext()) {
            if (oldestFirst.next().step().transitions().isEmpty()) {
                oldestFirst.remove();
                return true;
            }
        }
        return false;
    }

    /** The next batch, in order; empty if nothing waits. Stays counted as waiting until {@link #recorded}. */
    synchronized List<Step> take(int max) {
        List<Step> batch = new ArrayList<>(Math.min(max, steps.size()));
        while (batch.size() < max && !steps.isEmpty()) {
            batch.add(steps.remove().step());
        }
        underWay = batch.size();
        return List.copyOf(batch);
    }

    /** The batch taken last is recorded. */
    void recorded() {
        List<Waiter> done = new ArrayList<>();
        synchronized (this) {
            underWay = 0;
            long oldest = steps.isEmpty() ? added + 1 : steps.peek().number();
            while (!waiters.isEmpty() && waiters.peek().upTo() < oldest) {
                done.add(waiters.remove());
            }
        }
        done.forEach(waiter -> waiter.done().complete(null));
    }

    /** Completes when every step added so far is recorded or given up; exceptionally once nothing is recorded any more. */
    synchronized CompletableFuture<Void> whenDrained() {
        if (closed != null) {
            return CompletableFuture.failedFuture(closed);
        }
        if (steps.isEmpty() && underWay == 0) {
            return CompletableFuture.completedFuture(null);
        }
        Waiter waiter = new Waiter(added, new CompletableFuture<>());
        waiters.add(waiter);
        return waiter.done();
    }

    /** Nothing will be recorded any more: tells those who wait for it, now and later. */
    void close(RuntimeException why) {
        List<Waiter> waiting;
        synchronized (this) {
            closed = closed == null ? why : closed;
            waiting = List.copyOf(waiters);
            waiters.clear();
        }
        waiting.forEach(waiter -> waiter.done().completeExceptionally(why));
    }

    synchronized long waiting() {
        return steps.size() + (long) underWay;
    }
}
