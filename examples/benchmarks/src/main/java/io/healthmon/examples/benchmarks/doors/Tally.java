package io.healthmon.examples.benchmarks.doors;

import java.util.Map;
import java.util.TreeMap;

/** How often what was the outcome. Thread-safe. */
final class Tally {

    private final Map<String, Long> counts = new TreeMap<>();

    synchronized void count(String outcome) {
        counts.merge(outcome, 1L, Long::sum);
    }

    synchronized long total() {
        return counts.values().stream().mapToLong(count -> count).sum();
    }

    @Override
    public synchronized String toString() {
        return counts.toString();
    }
}
