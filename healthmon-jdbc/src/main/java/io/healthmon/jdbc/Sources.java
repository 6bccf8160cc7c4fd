package io.healthmon.jdbc;

import java.util.List;

/**
 * Where the checks of a time are counted, each of them once.
 *
 * @param rolledUp in the rollups of these hours; in order
 * @param rows in the log's rows of these times; in order
 */
record Sources(List<Span> rolledUp, List<Span> rows) {

    static final Sources NONE = new Sources(List.of(), List.of());

    Sources {
        rolledUp = List.copyOf(rolledUp);
        rows = List.copyOf(rows);
    }
}
