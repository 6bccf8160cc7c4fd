package io.healthmon.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/** What came first and what came last of many: how something began, and how it stands. Not thread-safe. */
final class FirstAndLast<T> {

    private final int atEachEnd;
    private final List<T> first = new ArrayList<>();
    private final Deque<T> last = new ArrayDeque<>();

    /**
     * @param atEachEnd how many are kept of each; 1 or more
     */
    FirstAndLast(int atEachEnd) {
        this.atEachEnd = atEachEnd;
    }

    void add(T next) {
        if (first.size() < atEachEnd) {
            first.add(next);
            return;
        }
        last.addLast(next);
        if (last.size() > atEachEnd) {
            last.removeFirst();
        }
    }

    int size() {
        return first.size() + last.size();
    }

    Stream<T> all() {
        return Stream.concat(first.stream(), last.stream());
    }
}
