package io.healthmon.javalin.page;

import io.healthmon.HealthStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * The public status page.
 *
 * @param title the chosen one
 * @param services the chosen ones
 * @param incidents their troubles, newest first
 * @param past false while what was before is not known
 * @param asOf when it was so
 */
public record PublicStatus(
        String title, List<PublicService> services, List<PublicIncident> incidents, boolean past, Instant asOf) {

    /** So many days are shown. */
    public static final int DAYS = 90;

    public PublicStatus {
        services = List.copyOf(services);
        incidents = List.copyOf(incidents);
    }

    /** How the worst of them is. */
    public HealthStatus status() {
        return services.stream()
                .filter(PublicService::checked)
                .map(PublicService::status)
                .max(Comparator.naturalOrder())
                .orElse(HealthStatus.UNKNOWN);
    }

    /** The whole in a sentence. */
    public String sentence() {
        List<PublicService> trouble = services.stream()
                .filter(PublicService::checked)
                .filter(service -> service.status() != HealthStatus.HEALTHY)
                .toList();
        if (trouble.isEmpty()) {
            return services.stream().anyMatch(PublicService::checked)
                    ? "Everything works."
                    : "Nothing was checked yet.";
        }
        if (trouble.size() == 1) {
            return trouble.get(0).name() + ": " + trouble.get(0).words() + ".";
        }
        boolean restricted = trouble.stream().allMatch(service -> service.status() == HealthStatus.DEGRADED);
        return trouble.size() + " of " + services.size()
                + (restricted
                        ? " services are working with restrictions."
                        : " services are not working as they should.");
    }

    /** Where the icon is that tells how everything is. */
    public String icon() {
        return Assets.path("icon-" + status().word() + ".svg");
    }

    /** Where a static file is. */
    public String asset(String file) {
        return Assets.path(file);
    }

    /** The newest that was said. */
    public Instant updated() {
        return incidents.stream()
                .map(PublicIncident::updated)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }
}
