package io.healthmon.javalin.wire;

import io.healthmon.store.StatusCounts;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/health/uptime/<service>}.
 *
 * @param from the first check that was counted, where the data starts later than asked; else null
 */
public record UptimeBody(
        String service,
        @Nullable Double uptimePercentage,
        int periodHours,
        Instant timestamp,
        @Nullable Double healthyPercentage,
        long totalChecks,
        @Nullable Instant from) {

    /** The body of these counts. */
    public static UptimeBody of(
            String service, StatusCounts counts, int hours, Instant now, Optional<Instant> startsLater) {
        return new UptimeBody(
                service,
                Percentage.orNull(counts.uptimePercentage()),
                hours,
                now,
                Percentage.orNull(counts.healthyPercentage()),
                counts.total(),
                startsLater.orElse(null));
    }
}
