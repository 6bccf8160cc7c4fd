package io.healthmon.jdbc;

import io.healthmon.HealthStatus;
import io.healthmon.store.StatusCounts;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads rows that stand for all checks of one status. */
final class StatusRows {

    private StatusRows() {}

    /**
     * So many checks that found a service so.
     *
     * @param status the word in the log
     * @param first the first of them
     */
    static StatusCounts counts(@Nullable String status, long count, Instant first) {
        HealthStatus found = CheckRows.status(status);
        return new StatusCounts(
                found == HealthStatus.HEALTHY ? count : 0,
                found == HealthStatus.DEGRADED ? count : 0,
                found == HealthStatus.UNHEALTHY ? count : 0,
                found == HealthStatus.UNKNOWN ? count : 0,
                Optional.of(first));
    }

    /**
     * Adds how long they took, if the status is one that counts for that.
     *
     * @param millis those that are known; null if none is
     */
    static void addTimes(ResponseTimes to, @Nullable String status, Integer @Nullable [] millis) {
        if (millis != null && CheckRows.status(status).operational()) {
            for (int each : millis) {
                to.add(each);
            }
        }
    }
}
