package io.healthmon.jdbc;

import io.healthmon.evaluate.CheckResult;
import io.healthmon.store.StoredCheck;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jooq.DSLContext;

/**
 * Sees to it that checks of closed hours count too. While the hour has its rows, it is rolled up anew; later, the checks are added to
 * the rollups at once, since what was added before is not to be had again.
 */
final class RecordLateChecks {

    /** What names a rollup. */
    private record Key(String service, Instant hour) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byService = service.compareTo(other.service);
            return byService != 0 ? byService : hour.compareTo(other.hour);
        }
    }

    private RecordLateChecks() {}

    /**
     * @param transaction holds the pen
     * @param marks what the pen says
     */
    static void run(DSLContext transaction, Marks marks, List<StoredCheck> rows) {
        Set<Instant> dirty = new TreeSet<>();
        Map<Key, Rollup> late = new TreeMap<>();
        for (StoredCheck row : rows) {
            CheckResult check = row.check();
            Instant hour = Marks.hour(check.timestamp());
            if (marks.makesDirty(check.timestamp())) {
                dirty.add(hour);
            } else if (marks.isDropped(check.timestamp())) {
                late.merge(new Key(check.service(), hour), Rollup.of(check), Rollup::plus);
            }
        }
        if (!dirty.isEmpty()) {
            MarkDirty.run(transaction, dirty);
        }
        if (!late.isEmpty()) {
            AddToRollups.run(transaction, RollupTable.HOURLY, late.values());
        }
    }
}
