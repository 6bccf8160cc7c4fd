package io.healthmon.jdbc;

import io.healthmon.alert.CountedCheck;
import io.healthmon.alert.Trail;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jooq.DSLContext;

/**
 * A service's trail as the log has it: the checks of its streak and its changes, each as far as there are rows, and as they are kept
 * otherwise. Since when the service was observed depends on how often it was checked, which the log does not tell.
 *
 * @param gapSince whether checks were given up at or after a time
 */
record TrailFromLog(DSLContext snapshot, String service, LogOfService log, Predicate<Instant> gapSince) {

    /**
     * @param kept as it is kept
     * @param before when the check before the streak was; empty if there was none
     * @param streak how long the streak is; 0 if the log does not tell
     */
    Trail of(Trail kept, Optional<Instant> before, long streak) {
        List<CountedCheck> newest = Trails.newest(snapshot, service);
        boolean windowTold = windowTold(newest);
        return new Trail(
                streak == 0
                        ? kept.streak()
                        : streak(newest.get(0), before, streak).orElse(kept.streak()),
                windowTold ? Trails.changes(newest) : kept.changes(),
                windowTold ? Math.min(Trail.WINDOW, newest.size()) : kept.observed(),
                kept.observedSince().or(() -> Optional.of(log.firstAfter(Optional.empty()))));
    }

    /** No check is missing among those whose changes count. */
    private boolean windowTold(List<CountedCheck> newest) {
        boolean full = newest.size() == Trails.NEWEST;
        Instant oldest = full ? newest.get(newest.size() - 1).timestamp() : Instant.EPOCH;
        return !gapSince.test(oldest) && (full || log.countAfter(Optional.empty()) == newest.size());
    }

    private Optional<List<CountedCheck>> streak(CountedCheck newest, Optional<Instant> before, long length) {
        List<CountedCheck> first = Trails.firstAfter(snapshot, service, before);
        boolean needed = !Trails.streak(first, newest, length).isEmpty();
        boolean there = first.size() == Math.min(Trail.MOST, length)
                && first.get(0).timestamp().equals(log.firstAfter(before));
        return needed && !there ? Optional.empty() : Optional.of(Trails.streak(first, newest, length));
    }
}
