package io.healthmon.view;

import io.healthmon.HealthStatus;
import io.healthmon.alert.Alert;
import java.util.List;
import java.util.Optional;

/**
 * The whole, in numbers.
 *
 * @param services every service
 * @param overall the whole's status, see {@link #overall(List)}
 * @param monitorAlert the monitor's own alert; empty unless it is active
 */
public record Summary(List<ServiceStatus> services, HealthStatus overall, Optional<Alert> monitorAlert) {

    public Summary {
        services = List.copyOf(services);
    }

    /** The summary of these services. */
    public static Summary of(List<ServiceStatus> services) {
        return of(services, Optional.empty());
    }

    /** The summary of these services and the monitor itself. */
    public static Summary of(List<ServiceStatus> services, Optional<Alert> monitorAlert) {
        return new Summary(services, overall(services), monitorAlert);
    }

    /** How many services have this status. */
    public long count(HealthStatus status) {
        return services.stream().filter(service -> service.status() == status).count();
    }

    /** How many services have an active alert, and the monitor itself. */
    public long activeAlerts() {
        long ofServices = services.stream()
                .filter(service -> service.state().activeAlert().isPresent())
                .count();
        return ofServices + monitorAlert.stream().count();
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
