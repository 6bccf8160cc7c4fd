package io.healthmon.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Items that wait in order, within a budget of bytes. When it is exceeded, the oldest are made lighter first: less of many is
 * worth more than all of few. Not thread-safe.
 */
final class Backlog<T> {

    /** What an item weighs, and what is left of it when there is too much. */
    interface Load<T> {

        /** Bytes of heap, roughly. */
        long bytes(T item);

        /** The item without what can be spared; the item itself if nothing can. */
        T lightened(T item);
    }

    private final Load<T> load;
    private final long maxBytes;
    private final LongAdder lightened;

    /** Each of these is older than any of the others; made lighter, or put back. */
    private final Deque<T> light = new ArrayDeque<>();

    private final Deque<T> whole = new ArrayDeque<>();
    private long bytes;

    /**
     * @param lightened counts the items that lost something
     */
    Backlog(Load<T> load, long maxBytes, LongAdder lightened) {
        this.load = load;
        this.maxBytes = maxBytes;
        this.lightened = lightened;
    }

    void add(T item) {
        whole.add(item);
        bytes += load.bytes(item);
        while (bytes > maxBytes && !whole.isEmpty()) {
            lightenOldest();
        }
    }

    private void lightenOldest() {
        T before = whole.remove();
        T after = load.lightened(before);
        if (after != before) {
            lightened.increment();
            bytes += load.bytes(after) - load.bytes(before);
        }
        light.add(after);
    }

    /** True if nothing more can be spared and it still is too much: something has to go. */
    boolean overweight() {
        return bytes > maxBytes;
    }

    int size() {
        return light.size() + whole.size();
    }

    boolean isEmpty() {
        return size() == 0;
    }

    /** The oldest. */
    T element() {
        return oldest().element();
    }

    /** Takes the oldest. */
    T remove() {
        T item = oldest().remove();
        bytes -= load.bytes(item);
        return item;
    }

    private Deque<T> oldest() {
        return light.isEmpty() ? whole : light;
    }

    /** Takes out the oldest item of a kind; empty if there is none. */
    Optional<T> removeFirst(Predicate<T> which) {
        return removeFirst(light, which).or(() -> removeFirst(whole, which));
    }

    private Optional<T> removeFirst(Deque<T> items, Predicate<T> which) {
        for (Iterator<T> oldestFirst = items.iterator(); oldestFirst.hasNext(); ) {
            T item = oldestFirst.next();
            if (which.test(item)) {
                oldestFirst.remove();
                bytes -= load.bytes(item);
                return Optional.of(item);
            }
        }
        return Optional.empty();
    }

    /** Puts items that were taken last in front of all others, as they are. */
    void putBack(List<T> items) {
        for (int i = items.size() - 1; i >= 0; i--) {
            light.addFirst(items.get(i));
            bytes += load.bytes(items.get(i));
        }
    }

    /** All items, the oldest first. */
    void forEach(Consumer<T> action) {
        light.forEach(action);
        whole.forEach(action);
    }
}
