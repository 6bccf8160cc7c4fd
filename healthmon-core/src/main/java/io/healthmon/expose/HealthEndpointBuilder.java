package io.healthmon.expose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.healthmon.HealthStatus;
import io.healthmon.expose.CachedProbe.Settings;
import io.healthmon.time.MonitorClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;

/** Collects what an application publishes. Not thread-safe. */
public final class HealthEndpointBuilder {

    /** How many components, and how many details sections, one endpoint takes. */
    public static final int MAX_PROBES = 100;

    private static final int MAX_NAME = 100;
    private static final Set<String> OWN_FIELDS =
            Set.of("status", "service", "version", "uptime", "checks", "timestamp");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    final String service;
    Optional<String> version = Optional.empty();
    String healthyWord = HealthStatus.HEALTHY.word();
    MonitorClock clock = MonitorClock.system();
    private Duration deadline = Duration.ofSeconds(2);
    private Duration cacheTime = Duration.ofSeconds(1);
    private final Map<String, Described> components = new LinkedHashMap<>();
    private final Map<String, Callable<? extends Map<String, ?>>> details = new LinkedHashMap<>();

    HealthEndpointBuilder(String service) {
        this.service = name("service", service);
    }

    /** The application's version; default none, and the field is left out. */
    public HealthEndpointBuilder version(String value) {
        version = Optional.of(name("version", value));
        return this;
    }

    /** Adds a component without which the application still works: its failure makes it degraded. */
    public HealthEndpointBuilder component(String name, ComponentProbe probe) {
        return add(name, new Described(false, probe));
    }

    /** Adds a component without which the application does not work: its failure makes it unhealthy. */
    public HealthEndpointBuilder criticalComponent(String name, ComponentProbe probe) {
        return add(name, new Described(true, probe));
    }

    /**
     * Adds a section to {@code /api/health}: texts, numbers, booleans, and maps and lists of them. It is asked as components
     * are, and does not touch the status: one that throws is <code>{"status": "error"}</code>, one that is late
     * <code>{"status": "unknown"}</code>.
     */
    public HealthEndpointBuilder details(String name, Callable<? extends Map<String, ?>> section) {
        if (OWN_FIELDS.contains(name)) {
            throw new IllegalArgumentException("details may not be named " + name + ": the endpoint gives that field");
        }
        addTo(details, name, section);
        return this;
    }

    /** The word for healthy on {@code /api/health}, such as {@code online}; default {@code healthy}. */
    public HealthEndpointBuilder healthyWord(String value) {
        healthyWord = name("word for healthy", value);
        return this;
    }

    /** How long a component may take; default 2 s. Keep it below the time-out of whoever asks. */
    public HealthEndpointBuilder deadline(Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException("the deadline must be longer than zero");
        }
        deadline = value;
        return this;
    }

    /** How long a component's answer is good for; default 1 s. Zero asks every time. */
    public HealthEndpointBuilder cacheTime(Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException("the cache time can't be negative");
        }
        cacheTime = value;
        return this;
    }

    /** The clock of timestamps, uptime and cache; default the system's. */
    public HealthEndpointBuilder clock(MonitorClock value) {
        clock = value;
        return this;
    }

    /** The endpoint. Nothing is asked until it is. */
    public HealthEndpoint build() {
        int probes = components.size() + details.size();
        return new HealthEndpoint(this, DaemonThreads.pool("health-probe-" + service, Math.max(1, probes)));
    }

    List<Component> components(Executor executor) {
        List<Component> list = new ArrayList<>();
        components.forEach((name, described) -> list.add(new Component(
                name,
                described.critical(),
                new CachedProbe<>(
                        service + " component " + name,
                        described.probe()::probe,
                        ComponentHealth.THREW,
                        ComponentHealth.unknown(),
                        new Settings(deadline, cacheTime, clock),
                        executor))));
        return List.copyOf(list);
    }

    Map<String, CachedProbe<JsonNode>> details(Executor executor) {
        Map<String, CachedProbe<JsonNode>> map = new LinkedHashMap<>();
        details.forEach((name, section) -> map.put(
                name,
                new CachedProbe<>(
                        service + " details " + name,
                        () -> MAPPER.valueToTree(section.call()),
                        sectionStatus("error"),
                        sectionStatus("unknown"),
                        new Settings(deadline, cacheTime, clock),
                        executor)));
        return Collections.unmodifiableMap(map);
    }

    private HealthEndpointBuilder add(String name, Described component) {
        addTo(components, name, component);
        return this;
    }

    private static <T> void addTo(Map<String, T> map, String name, T value) {
        if (map.size() == MAX_PROBES) {
            throw new IllegalArgumentException("at most " + MAX_PROBES + " are allowed");
        }
        if (map.putIfAbsent(name("name", name), value) != null) {
            throw new IllegalArgumentException(name + " is given twice");
        }
    }

    private static String name(String what, String value) {
        if (value.isBlank() || value.length() > MAX_NAME) {
            throw new IllegalArgumentException("the " + what + " must have 1 to " + MAX_NAME + " characters");
        }
        return value;
    }

    private static JsonNode sectionStatus(String word) {
        return JsonNodeFactory.instance.objectNode().put("status", word);
    }

    private record Described(boolean critical, ComponentProbe probe) {}

    /** A component ready to be asked. */
    record Component(String name, boolean critical, CachedProbe<ComponentHealth> probe) {

        /** What this component's status makes of the application's. */
        HealthStatus effect(HealthStatus own) {
            if (own == HealthStatus.HEALTHY) {
                return HealthStatus.HEALTHY;
            }
            return critical && !own.operational() ? HealthStatus.UNHEALTHY : HealthStatus.DEGRADED;
        }
    }
}
