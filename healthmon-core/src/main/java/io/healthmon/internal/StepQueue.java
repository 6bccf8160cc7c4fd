package io.healthmon.internal;

import io.healthmon.store.NumberedStep;
import io.healthmon.store.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The steps that wait for the store, in order and bounded in number and in bytes. When they weigh too much, the oldest lose what
 * their targets sent. When there are too many, the oldest step without a transition goes first: a transition is never given up
 * for a check. Thread-safe; no user code runs under its lock.
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

    private record Waiter(long upTo, CompletableFuture<Void> done) {}

    private static final Backlog.Load<NumberedStep> LOAD = new Backlog.Load<>() {
        @Override
        public long bytes(NumberedStep waiting) {
            return Loads.STEP.bytes(waiting.step());
        }

        @Override
        public NumberedStep lightened(NumberedStep waiting) {
            Step light = Loads.STEP.lightened(waiting.step());
            return light == waiting.step() ? waiting : new NumberedStep(waiting.number(), light);
        }
    };

    private final int capacity;
    private final long maxBatchBytes;
    private final Consumer<Step> onGivenUp;
    private final Backlog<NumberedStep> steps;
    private final Deque<Waiter> waiters = new ArrayDeque<>();
    private long added;
    private int underWay;
    private @Nullable RuntimeException closed;

    /**
     * @param capacity how many steps wait at most
     * @param maxBytes what they weigh at most, roughly
     * @param lightened counts the steps that lost what their targets sent
     * @param onGivenUp hears of each step that is never recorded; called under the lock
     */
    StepQueue(int capacity, long maxBytes, LongAdder lightened, Consumer<Step> onGivenUp) {
        this.capacity = capacity;
        this.maxBatchBytes = maxBytes / 4;
        this.onGivenUp = onGivenUp;
        this.steps = new Backlog<>(LOAD, maxBytes, lightened);
    }

    synchronized Added add(Step step) {
        boolean transition = !step.transitions().isEmpty();
        if (closed != null || isFull() && !dropOldest(transition)) {
            giveUp(step);
            return Added.LATER;
        }
        added++;
        steps.add(new NumberedStep(added, step));
        if (transition || steps.size() % Recorder.MAX_BATCH == 0) {
            return Added.URGENT;
        }
        return steps.size() == 1 ? Added.FIRST : Added.LATER;
    }

    private boolean isFull() {
        return steps.size() >= capacity || steps.overweight();
    }

    /** Drops the oldest step without a transition, else for a transition's sake the oldest; false if nothing may go. */
    private boolean dropOldest(boolean forTransition) {
        Optional<NumberedStep> check =
                steps.removeFirst(waiting -> waiting.step().transitions().isEmpty());
        Optional<NumberedStep> dropped = check.isEmpty() && forTransition ? Optional.of(steps.remove()) : check;
        dropped.ifPresent(waiting -> giveUp(waiting.step()));
        return dropped.isPresent();
    }

    /** The step is never recorded. */
    void giveUp(Step step) {
        onGivenUp.accept(step);
    }

    /** The next batch, in order; empty if nothing waits. Stays counted as waiting until {@link #recorded}. */
    synchronized List<NumberedStep> take(int max) {
        List<NumberedStep> batch = new ArrayList<>(Math.min(max, steps.size()));
        long bytes = 0;
        while (batch.size() < max && !steps.isEmpty()) {
            bytes += LOAD.bytes(steps.element());
            if (bytes > maxBatchBytes && !batch.isEmpty()) {
                break;
            }
            batch.add(steps.remove());
        }
        underWay = batch.size();
        return List.copyOf(batch);
    }

    /** The batch taken last is recorded. */
    void recorded() {
        List<Waiter> done = new ArrayList<>();
        synchronized (this) {
            underWay = 0;
            long oldest = steps.isEmpty() ? added + 1 : steps.element().number();
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
