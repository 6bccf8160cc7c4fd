package io.healthmon.internal;

import io.healthmon.store.Gap;
import io.healthmon.store.Numbered;
import io.healthmon.store.NumberedResult;
import io.healthmon.store.NumberedStep;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * What waits in memory, in order and bounded in number and in bytes. When it weighs too much, the oldest lose what their targets sent.
 * When there is too much, the oldest healthy check goes first, then the oldest that changed no alert: a transition is never given up
 * for a check. What goes is counted as a gap, which the service's next step tells. Not thread-safe.
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

    private final int capacity;
    private final long maxBatchBytes;
    private final Consumer<Pending> onGivenUp;
    private final Backlog<Pending> steps;
    private final Map<String, Gap> gaps = new HashMap<>();
    private long lastAdded;
    private long lastUrgent;
    private boolean overdue;

    /**
     * @param capacity how many steps wait at most
     * @param maxBytes what they weigh at most, roughly
     * @param lightened counts the steps that lost what their targets sent
     * @param onGivenUp hears of each step that is never recorded
     */
    StepQueue(int capacity, long maxBytes, LongAdder lightened, Consumer<Pending> onGivenUp) {
        this.capacity = capacity;
        this.maxBatchBytes = maxBytes / 4;
        this.onGivenUp = onGivenUp;
        this.steps = new Backlog<>(Loads.PENDING, maxBytes, lightened);
    }

    Added add(Pending pending, boolean urgent) {
        lastAdded = pending.entry().number();
        boolean transition = pending.entry().changesAnAlert();
        if (isFull() && !dropOldest(transition)) {
            giveUp(pending);
            return Added.LATER;
        }
        steps.add(pending);
        if (transition || urgent || steps.size() % Recorder.MAX_BATCH == 0) {
            lastUrgent = lastAdded;
            return Added.URGENT;
        }
        return steps.size() == 1 ? Added.FIRST : Added.LATER;
    }

    private boolean isFull() {
        return steps.size() >= capacity || steps.overweight();
    }

    /** Drops the oldest that may go, for a transition's sake any; false if nothing may. */
    private boolean dropOldest(boolean forTransition) {
        Optional<Pending> check = steps.removeFirst(waiting -> waiting.entry().healthyAlone())
                .or(() -> steps.removeFirst(waiting -> !waiting.entry().changesAnAlert()));
        Optional<Pending> dropped = check.isEmpty() && forTransition ? Optional.of(steps.remove()) : check;
        dropped.ifPresent(this::giveUp);
        return dropped.isPresent();
    }

    /** The step is never recorded: its service's next one tells so. */
    void giveUp(Pending pending) {
        Numbered entry = pending.entry();
        entry.asGap().ifPresent(gap -> gaps.merge(entry.service(), gap, Gap::plus));
        onGivenUp.accept(pending);
    }

    /** The next batch, in order; empty if nothing waits. */
    List<Pending> take(int max) {
        List<Pending> batch = new ArrayList<>(Math.min(max, steps.size()));
        long bytes = 0;
        while (batch.size() < max && !steps.isEmpty()) {
            bytes += Loads.PENDING.bytes(steps.element());
            if (bytes > maxBatchBytes && !batch.isEmpty()) {
                break;
            }
            batch.add(withGap(steps.remove()));
        }
        overdue = !steps.isEmpty();
        return List.copyOf(batch);
    }

    private Pending withGap(Pending pending) {
        Gap gap = gaps.isEmpty() ? null : gaps.remove(pending.entry().service());
        if (gap == null) {
            return pending;
        }
        if (pending.entry() instanceof NumberedStep numbered) {
            return pending.with(
                    new NumberedStep(numbered.number(), numbered.step().with(gap)));
        }
        Numbered result = pending.entry();
        Optional<Gap> both = Optional.of(result.gap().map(gap::plus).orElse(gap));
        return pending.with(new NumberedResult(result.number(), result.check().orElseThrow(), both));
    }

    /** Those of the batch taken last that were not recorded: they are the oldest again. */
    void putBack(List<Pending> batch) {
        steps.putBack(batch);
        overdue = true;
    }

    /**
     * Whether what waits has come since the last batch and may become one with what comes: there is none that is urgent, and whoever
     * added the first was told.
     */
    boolean mayLinger() {
        return !overdue
                && (steps.isEmpty() || lastUrgent < steps.element().entry().number());
    }

    /** Every step that was added up to this number has left. */
    long leftUpTo() {
        return steps.isEmpty() ? lastAdded : steps.element().entry().number() - 1;
    }

    void forEach(Consumer<Pending> action) {
        steps.forEach(action);
    }

    int size() {
        return steps.size();
    }
}
