package io.healthmon.javalin.routes;

import io.healthmon.HealthMonitor;
import io.healthmon.HealthStatus;
import io.healthmon.check.Reason;
import io.healthmon.view.ServiceStatus;
import io.healthmon.view.UnknownServiceException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the monitor stands on: its store, which makes the whole unhealthy, and services that it watches, which make it degraded
 * at worst. A service that was not checked yet is {@code unknown} and counts for nothing.
 *
 * @param status the whole
 * @param words component to word
 */
record Surroundings(HealthStatus status, Map<String, String> words) {

    private static final String STORE = "database";
    private static final String WORKERS = "celery";
    private static final Set<Reason> WORKERS_MISSING = Set.of(Reason.NO_WORKERS, Reason.TOO_FEW_WORKERS);

    /** {@code recording} is true if the store answers. */
    static Surroundings of(HealthMonitor monitor, boolean recording, Map<String, List<String>> components) {
        HealthStatus whole = recording ? HealthStatus.HEALTHY : HealthStatus.UNHEALTHY;
        Map<String, String> words = new LinkedHashMap<>();
        words.put(STORE, whole.word());
        for (Map.Entry<String, List<String>> component : components.entrySet()) {
            List<ServiceStatus> services = watched(monitor, component.getValue());
            services.stream()
                    .max(Comparator.comparing(ServiceStatus::status))
                    .ifPresent(worst -> words.put(component.getKey(), word(component.getKey(), worst)));
            if (services.stream().anyMatch(Surroundings::troubled)) {
                whole = whole.worse(HealthStatus.DEGRADED);
            }
        }
        return new Surroundings(whole, words);
    }

    private static List<ServiceStatus> watched(HealthMonitor monitor, List<String> services) {
        return services.stream()
                .flatMap(service -> find(monitor, service).stream())
                .toList();
    }

    private static Optional<ServiceStatus> find(HealthMonitor monitor, String service) {
        try {
            return Optional.of(monitor.view().service(service));
        } catch (UnknownServiceException absent) {
            return Optional.empty();
        }
    }

    private static boolean troubled(ServiceStatus service) {
        return service.state().lastCheck().isPresent() && service.status() != HealthStatus.HEALTHY;
    }

    /** Too few workers that answer are {@code no_workers}; the other words are the statuses' own. */
    private static String word(String component, ServiceStatus worst) {
        boolean workersMissing = worst.state()
                .lastCheck()
                .flatMap(check -> check.evaluation().reason())
                .filter(WORKERS_MISSING::contains)
                .isPresent();
        return component.equals(WORKERS) && workersMissing
                ? "no_workers"
                : worst.status().word();
    }
}
