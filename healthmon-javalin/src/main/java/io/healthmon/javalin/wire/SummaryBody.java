package io.healthmon.javalin.wire;

import static io.healthmon.HealthStatus.DEGRADED;
import static io.healthmon.HealthStatus.HEALTHY;
import static io.healthmon.HealthStatus.UNHEALTHY;
import static io.healthmon.HealthStatus.UNKNOWN;

import io.healthmon.view.Summary;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/health/summary}.
 *
 * @param staleSince since when nothing is recorded, because the store is away or another monitor has taken it over; else null
 */
public record SummaryBody(
        Counts summary,
        Map<String, @Nullable Double> servicesUptime,
        String overallHealth,
        Instant timestamp,
        @Nullable Instant staleSince) {

    /** The body of this summary. */
    public static SummaryBody of(Summary summary, Instant now, Optional<Instant> staleSince) {
        Map<String, @Nullable Double> uptime = new LinkedHashMap<>();
        summary.services()
                .forEach(service -> uptime.put(
                        service.name(), Percentage.orNull(service.day().uptimePercentage())));
        return new SummaryBody(Counts.of(summary), uptime, summary.overall().word(), now, staleSince.orElse(null));
    }

    /** How many services are how. */
    public record Counts(
            int totalServices, long healthy, long degraded, long unhealthy, long unknown, long activeAlerts) {

        static Counts of(Summary summary) {
            return new Counts(
                    summary.services().size(),
                    summary.count(HEALTHY),
                    summary.count(DEGRADED),
                    summary.count(UNHEALTHY),
                    summary.count(UNKNOWN),
                    summary.activeAlerts());
        }
    }
}
