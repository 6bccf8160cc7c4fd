package io.healthmon.jdbc;

import java.util.List;

/**
 * What a rebuild found.
 *
 * @param hours hours whose rollups were held against their rows
 * @param services services whose states were held against the log
 * @param unknown services whose streaks can't be told from the log: they go back beyond its rows, or checks of theirs were given up
 * @param differences how many there were; there should be none
 * @param examples what they were, the first {@value #MAX_EXAMPLES} of them
 * @param repaired whether they were put right
 */
public record RebuildReport(
        long hours, long services, long unknown, long differences, List<String> examples, boolean repaired) {

    static final int MAX_EXAMPLES = 1_000;

    public RebuildReport {
        examples = List.copyOf(examples);
    }
}
