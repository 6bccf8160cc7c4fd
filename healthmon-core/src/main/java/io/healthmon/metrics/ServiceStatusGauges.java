package io.healthmon.metrics;

import io.healthmon.HealthMonitor;
import io.healthmon.HealthStatus;
import io.healthmon.view.ServiceStatus;
import io.healthmon.view.UnknownServiceException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code healthmon_service_status}, one series per service and status: 1 for the current one, 0 for the others (a state set, as
 * Prometheus calls it). Bounded in services, in the order they were added. Thread-safe.
 */
final class ServiceStatusGauges {

    private final HealthMonitor monitor;
    private final int maxServices;
    private final MultiGauge gauges;

    ServiceStatusGauges(HealthMonitor monitor, MeterRegistry registry, int maxServices) {
        this.monitor = monitor;
        this.maxServices = maxServices;
        this.gauges = MultiGauge.builder("healthmon.service.status")
                .description("1 for the service's current status, 0 for the others")
                .register(registry);
    }

    /** New services appear, those no longer watched go. */
    synchronized void refresh() {
        List<ServiceStatus> services = monitor.view().services();
        List<Row<?>> rows = new ArrayList<>();
        for (ServiceStatus service : services.subList(0, Math.min(maxServices, services.size()))) {
            String name = service.name();
            for (HealthStatus status : HealthStatus.values()) {
                rows.add(Row.of(Tags.of("service", name, "status", status.word()), () -> is(name, status)));
            }
        }
        gauges.register(rows, false);
    }

    private int is(String service, HealthStatus status) {
        try {
            return monitor.view().service(service).status() == status ? 1 : 0;
        } catch (UnknownServiceException removed) {
            return 0;
        }
    }
}
