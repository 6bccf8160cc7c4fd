package io.healthmon.javalin.wire;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.view.ServiceStatus;
import io.healthmon.view.Summary;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/health/status}.
 *
 * @param staleSince since when nothing is recorded, because the store is away or another monitor has taken it over; else null
 */
public record StatusBody(
        String overallStatus,
        List<Item> services,
        Instant timestamp,
        int totalServices,
        @Nullable Instant staleSince) {

    /** The body of this summary. */
    public static StatusBody of(Summary summary, Instant now, Optional<Instant> staleSince) {
        ChecksBudget budget = new ChecksBudget("ask for the service's history");
        List<Item> items = summary.services().stream()
                .map(service -> Item.of(service, budget))
                .toList();
        return new StatusBody(summary.overall().word(), items, now, items.size(), staleSince.orElse(null));
    }

    /**
     * One service. What its newest check would tell is null, and {@code checks} empty, until there is one.
     *
     * @param missed checks since then that found nothing out, by the monitor's own fault; null if there are none
     */
    public record Item(
            @Nullable Long id,
            String serviceName,
            String status,
            @JsonRawValue String checks,
            @Nullable Integer responseTimeMs,
            @Nullable Instant timestamp,
            @Nullable Double uptimePercentage,
            @Nullable Double healthyPercentage,
            long totalChecks,
            @Nullable String reason,
            @Nullable String message,
            boolean critical,
            @Nullable Instant since,
            @Nullable ActiveAlert activeAlert,
            @Nullable GapBody missed) {

        static Item of(ServiceStatus service, ChecksBudget budget) {
            Optional<CheckResult> check = service.state().lastCheck();
            Finding finding = check.map(Finding::of).orElse(Finding.NOT_CHECKED);
            return new Item(
                    service.checkId().isPresent() ? service.checkId().getAsLong() : null,
                    service.name(),
                    finding.status(),
                    budget.admit(finding.checks()),
                    check.map(CheckResult::responseTimeMillis).orElse(null),
                    check.map(CheckResult::timestamp).orElse(null),
                    Percentage.orNull(service.day().uptimePercentage()),
                    Percentage.orNull(service.day().healthyPercentage()),
                    service.day().total(),
                    finding.reason(),
                    finding.message(),
                    service.target().critical(),
                    service.state().since().orElse(null),
                    service.state().activeAlert().map(ActiveAlert::of).orElse(null),
                    service.missed().map(gap -> GapBody.of(service.name(), gap)).orElse(null));
        }
    }
}
