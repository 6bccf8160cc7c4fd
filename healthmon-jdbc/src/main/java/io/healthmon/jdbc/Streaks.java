package io.healthmon.jdbc;

import io.healthmon.HealthStatus;
import java.time.Instant;
import java.util.List;

/**
 * What the standard policy would have counted: consecutive checks that are not healthy, whatever their mix, and consecutive healthy
 * ones; and since when the status is what it is. As far as the log was looked at.
 *
 * @param since of the oldest check in a row that has the newest one's status
 */
record Streaks(Instant since, int failures, int recoveries) {

    /** A check of the log. */
    record Found(HealthStatus status, Instant at) {}

    /**
     * @param newestFirst at least one
     */
    static Streaks of(List<Found> newestFirst) {
        HealthStatus newest = newestFirst.get(0).status();
        boolean healthy = newest == HealthStatus.HEALTHY;
        int streak = 0;
        Instant since = newestFirst.get(0).at();
        boolean same = true;
        for (Found check : newestFirst) {
            if ((check.status() == HealthStatus.HEALTHY) != healthy) {
                break;
            }
            streak++;
            same &= check.status() == newest;
            since = same ? check.at() : since;
        }
        return new Streaks(since, healthy ? 0 : streak, healthy ? streak : 0);
    }
}
