package io.healthmon.internal;

import io.healthmon.store.NumberedStep;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The batch under way, in parts: one, unless the store refused it. Then it is halved until the step that the store will never
 * take stands alone and can be given up, so that it holds up none of the others. Used by the recorder's thread alone.
 */
final class Batches {

    private final StepQueue queue;
    private final Deque<List<NumberedStep>> parts = new ArrayDeque<>();

    Batches(StepQueue queue) {
        this.queue = queue;
    }

    /** What to commit next, the same until it is {@link #done} or {@link #halve}d; empty if nothing waits. */
    List<NumberedStep> next() {
        if (parts.isEmpty()) {
            List<NumberedStep> batch = queue.take(Recorder.MAX_BATCH);
            if (batch.isEmpty()) {
                return batch;
            }
            parts.add(batch);
        }
        return parts.element();
    }

    /** The part given last is recorded, or given up. */
    void done() {
        parts.remove();
        if (parts.isEmpty()) {
            queue.recorded();
        }
    }

    /** Takes the part given last, of two steps or more, in two. */
    void halve() {
        List<NumberedStep> part = parts.remove();
        int middle = part.size() / 2;
        parts.push(part.subList(middle, part.size()));
        parts.push(part.subList(0, middle));
    }
}
