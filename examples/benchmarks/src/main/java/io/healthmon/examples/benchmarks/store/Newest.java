package io.healthmon.examples.benchmarks.store;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The newest row of each service, in the order of names, so that no two writers wait for each other crosswise. */
final class Newest {

    private Newest() {}

    static List<CheckRow> of(List<CheckRow> rows) {
        Map<String, CheckRow> newest = new TreeMap<>();
        rows.forEach(row -> newest.put(row.service(), row));
        return List.copyOf(newest.values());
    }
}
