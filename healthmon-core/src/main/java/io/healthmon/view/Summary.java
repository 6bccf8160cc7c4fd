package io.healthmon.view;

import io.healthmon.HealthStatus;
import java.util.List;

/**
 * The whole, in numbers.
 *
 * @param services every service
 * @param overall the whole's status, see {@link #overall(List)}
 */
public record Summary(List<ServiceStatus> services, HealthStatus overall) {

    public Summary {
        services = List.copyOf(services);
    }

    /** The summary of these services. */
    public static Summary of(List<ServiceStatus> services) {
        return new Summary(services, overall(services));
    }

    /** How many services have this status. */
    public long count(HealthStatus status) {
        return services.stream().filter(service -> service.status() == status).count();
    }

    /** How many services have an active alert. */
    public long activeAlerts() {
        return services.stream()
                .filter(service -> service.state().activeAlert().isPresent())
                .count();
    }

    /**
     * The worst status that matters: any critical service unhealthy or unknown makes the whole unhealthy; anything else not
     * healthy makes it degraded. No services: healthy.
     */
    public static HealthStatus overall(List<ServiceStatus> services) {
        HealthStatus overall = HealthStatus.HEALTHY;
        for (ServiceStatus service : services) {
            if (service.target().critical() && !service.status().operational()) {
                return HealthStatus.UNHEALTHY;
            }
            if (service.status() != HealthStatus.HEALTHY) {
                overall = HealthStatus.DEGRADED;
            }
        }
        return overall;
    }
}
