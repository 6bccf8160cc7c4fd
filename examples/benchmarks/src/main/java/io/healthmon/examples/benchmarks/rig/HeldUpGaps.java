package io.healthmon.examples.benchmarks.rig;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * The checks of which the monitor recorded that they count neither way, since it was held up itself: their answers are in no row. Gaps of
 * any other kind excuse nothing.
 */
final class HeldUpGaps {

    private static final String GAPS = "select service_name, to_at, checks from healthmon_gap where kind = 'held_up'"
            + " order by service_name, to_at, from_at";

    private final Map<String, Deque<HeldUp>> byService = new HashMap<>();
    private long checks;

    private record HeldUp(Instant to, long checks) {}

    private HeldUpGaps() {}

    static HeldUpGaps read(Statement statement) throws SQLException {
        HeldUpGaps gaps = new HeldUpGaps();
        try (ResultSet rows = statement.executeQuery(GAPS)) {
            while (rows.next()) {
                gaps.byService
                        .computeIfAbsent(rows.getString(1), service -> new ArrayDeque<>())
                        .add(new HeldUp(rows.getTimestamp(2).toInstant(), rows.getLong(3)));
                gaps.checks += rows.getLong(3);
            }
        }
        return gaps;
    }

    /** How many checks there are in all. */
    long checks() {
        return checks;
    }

    /** How many checks of a service came before a moment, and were not asked for before. */
    long takeBefore(String service, Instant moment) {
        Deque<HeldUp> its = byService.getOrDefault(service, new ArrayDeque<>());
        long taken = 0;
        while (!its.isEmpty() && its.element().to().isBefore(moment)) {
            taken += its.remove().checks();
        }
        return taken;
    }
}
