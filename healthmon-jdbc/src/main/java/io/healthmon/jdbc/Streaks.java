package io.healthmon.jdbc;

import io.healthmon.HealthStatus;
import io.healthmon.alert.CountedCheck;
import io.healthmon.alert.Trail;
import java.time.Instant;
import java.util.List;

/**
 * What the standard policy would have counted: consecutive checks that are not healthy, whatever their mix, and consecutive healthy
 * ones; since when the status is what it is; and what else it rests on. As far as the log was looked at.
 *
 * @param since of the oldest check in a row that has the newest one's status
 */
record Streaks(Instant since, int failures, int recoveries, Trail trail) {

    /**
     * @param newestFirst at least one
     */
    static Streaks of(List<CountedCheck> newestFirst) {
        HealthStatus newest = newestFirst.get(0).status();
        boolean healthy = newest == HealthStatus.HEALTHY;
        int streak = 0;
        Instant since = newestFirst.get(0).timestamp();
        boolean same = true;
        for (CountedCheck check : newestFirst) {
            if ((check.status() == HealthStatus.HEALTHY) != healthy) {
                break;
            }
            streak++;
            same &= check.status() == newest;
            since = same ? check.timestamp() : since;
        }
        return new Streaks(since, healthy ? 0 : streak, healthy ? streak : 0, Trails.of(newestFirst));
    }
}
