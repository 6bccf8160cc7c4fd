package io.healthmon.internal;

import io.healthmon.store.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;

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

    private record Waiter(long recordedUpTo, CompletableFuture<Void> done) {}

    private final int capacity;
    private final Counters counters;
    private final ArrayDeque<Step> steps = new ArrayDeque<>();
    private final Deque<Waiter> waiters = new ArrayDeque<>();
    private long added;
    private long gone;
    private int underWay;

    StepQueue(int capacity, Counters counters) {
        this.capacity = capacity;
        this.counters = counters;
    }

    synchronized Added add(Step step) {
        if (steps.size() >= capacity) {
            dropOne();
        }
        steps.add(step);
        added++;
        if (!step.transitions().isEmpty() || steps.size() % Recorder.MAX_BATCH == 0) {
            return Added.URGENT;
        }
        return steps.size() == 1 ? Added.FIRST : Added.LATER;
    }

    /** The next batch, in order; empty if nothing waits. Stays counted as waiting until {@link #recorded}. */
    synchronized List<Step> take(int max) {
        List<Step> batch = new ArrayList<>(Math.min(max, steps.size()));
        while (batch.size() < max && !steps.isEmpty()) {
            batch.add(steps.remove());
        }
        underWay = batch.size();
        return List.copyOf(batch);
    }

    /** The batch taken last is recorded. */
    void recorded(int count) {
        List<CompletableFuture<Void>> done = new ArrayList<>();
        synchronized (this) {
            underWay = 0;
            gone += count;
            while (!waiters.isEmpty() && waiters.peek().recordedUpTo() <= gone) {
                done.add(waiters.remove().done());
            }
        }
        done.forEach(future -> future.complete(null));
    }

    /** Completes when every step added so far is recorded or given up. */
    synchronized CompletableFuture<Void> whenDrained() {
        if (gone >= added) {
            return CompletableFuture.completedFuture(null);
        }
        Waiter waiter = new Waiter(added, new CompletableFuture<>());
        waiters.add(waiter);
        return waiter.done();
    }

    synchronized long waiting() {
        return steps.size() + (long) underWay;
    }

    private void dropOne() {
        Iterator<Step> oldestFirst = steps.iterator();
        while (oldestFirst.hasNext()) {
            if (oldestFirst.next().transitions().isEmpty()) {
                oldestFirst.remove();
                gone++;
                counters.droppedSteps.increment();
                return;
            }
        }
        steps.remove();
        gone++;
        counters.droppedSteps.increment();
    }
}
