package io.healthmon.javalin.wire;

import io.healthmon.store.Latencies;
import io.healthmon.store.StatusCounts;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/health/uptime/<service>}.
 *
 * @param from the first check that was counted, where the data starts later than asked; else null
 * @param responseTimeMs how long the checks took that found it operational; null if none did
 */
public record UptimeBody(
        String service,
        @Nullable Double uptimePercentage,
        int periodHours,
        Instant timestamp,
        @Nullable Double healthyPercentage,
        long totalChecks,
        @Nullable Instant from,
        @Nullable ResponseTimes responseTimeMs) {

    /** Milliseconds, within one per cent. */
    public record ResponseTimes(int p50, int p95, int p99, int max) {

        static @Nullable ResponseTimes orNull(Latencies latencies) {
            return latencies.checks() == 0
                    ? null
                    : new ResponseTimes(latencies.p50(), latencies.p95(), latencies.p99(), latencies.max());
        }
    }

    /** The body of these counts. */
    public static UptimeBody of(
            String service,
            StatusCounts counts,
            Latencies latencies,
            int hours,
            Instant now,
            Optional<Instant> startsLater) {
        return new UptimeBody(
                service,
                Percentage.orNull(counts.uptimePercentage()),
                hours,
                now,
                Percentage.orNull(counts.healthyPercentage()),
                counts.total(),
                startsLater.orElse(null),
                ResponseTimes.orNull(latencies));
    }
}
