package io.healthmon.javalin.standalone.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the host reports about itself.
 *
 * @param components the components that {@code GET /api/health} shows, beside {@code database}, and the services whose status
 *     each of them is. By default {@link #SEED_COMPONENTS}, each from the service of its own name if there is one;
 *     {@code host.components} changes or (with an empty list) removes single ones, or adds others
 */
public record HostConfig(Map<String, List<String>> components) {

    /** The components that the seed's dashboard reports. */
    public static final List<String> SEED_COMPONENTS = List.of("redis", "minio", "docker", "celery");

    public HostConfig {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        components.forEach((component, services) -> copy.put(component, List.copyOf(services)));
        components = Collections.unmodifiableMap(copy);
    }
}
