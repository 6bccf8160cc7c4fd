package io.healthmon.internal;

import io.healthmon.store.Numbered;
import io.healthmon.store.NumberedResult;
import io.healthmon.store.NumberedStep;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Some of what waits, on its way to the store: from memory, or from disk. In parts: one, unless the store refused it. Then it is halved
 * until the step that the store will never take stands alone and can be given up, so that it holds up none of the others. Not
 * thread-safe: what came from memory is used under the lock of the {@link WaitingLine}.
 */
final class Work {

    private final UUID origin;
    private List<? extends Numbered> entries;

    /** By number; those from disk have none, they are shown already. */
    private final Map<Long, Pending> pending;

    private final boolean fromDisk;
    private final Set<Long> unfolded = new HashSet<>();
    private final Deque<List<NumberedStep>> parts = new ArrayDeque<>();
    private boolean resolved;

    /** What it holds has been put back, and is told of by whoever takes it next. */
    private boolean elsewhere;

    private Work(UUID origin, List<? extends Numbered> entries, Map<Long, Pending> pending, boolean fromDisk) {
        this.origin = origin;
        this.entries = entries;
        this.pending = pending;
        this.fromDisk = fromDisk;
    }

    static Work fromMemory(UUID origin, List<Pending> batch) {
        Map<Long, Pending> byNumber = new HashMap<>();
        batch.forEach(one -> byNumber.put(one.entry().number(), one));
        return new Work(origin, batch.stream().map(Pending::entry).toList(), byNumber, false);
    }

    static Work fromDisk(UUID origin, List<Numbered> entries) {
        return new Work(origin, entries, Map.of(), true);
    }

    UUID origin() {
        return origin;
    }

    List<? extends Numbered> entries() {
        return entries;
    }

    boolean isFromDisk() {
        return fromDisk;
    }

    /** Leaves out what the store had already before this process began: its states tell of it. */
    void leaveOutUpTo(long number) {
        entries = entries.stream().filter(entry -> entry.number() > number).toList();
    }

    /** True if it consists of steps; if it holds results, these have to be folded first. */
    boolean isResolved() {
        if (!resolved) {
            entries.stream()
                    .filter(NumberedResult.class::isInstance)
                    .map(Numbered::number)
                    .forEach(unfolded::add);
            if (unfolded.isEmpty()) {
                resolve(entries.stream().map(NumberedStep.class::cast).toList());
            }
        }
        return resolved;
    }

    /** These are its entries as steps. */
    void resolve(List<NumberedStep> steps) {
        resolved = true;
        if (!steps.isEmpty()) {
            parts.add(steps);
        }
    }

    /** True if the entry of that number was a result that had to be folded first. */
    boolean wasUnfolded(long number) {
        return unfolded.contains(number);
    }

    boolean isEmpty() {
        return parts.isEmpty();
    }

    /** What to commit next, the same until it is {@link #done} or {@link #halve}d. */
    List<NumberedStep> part() {
        return parts.element();
    }

    /** The part given last is recorded, or given up. */
    void done() {
        parts.remove();
    }

    /** Takes the part given last, of two steps or more, in two. */
    void halve() {
        List<NumberedStep> part = parts.remove();
        int middle = part.size() / 2;
        parts.push(part.subList(middle, part.size()));
        parts.push(part.subList(0, middle));
    }

    Optional<Pending> pending(long number) {
        return Optional.ofNullable(pending.get(number));
    }

    /** What came from memory and is not done, in order; what was folded stays so. */
    List<Pending> left() {
        if (!resolved) {
            return entries.stream()
                    .flatMap(entry -> pending(entry.number()).stream())
                    .toList();
        }
        return parts.stream()
                .flatMap(List::stream)
                .flatMap(step -> pending(step.number()).map(its -> its.with(step)).stream())
                .toList();
    }

    boolean isElsewhere() {
        return elsewhere;
    }

    void putElsewhere() {
        elsewhere = true;
    }
}
