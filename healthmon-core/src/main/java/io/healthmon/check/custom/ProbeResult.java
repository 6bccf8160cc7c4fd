package io.healthmon.check.custom;

import io.healthmon.HealthStatus;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a {@link HealthProbe} found.
 *
 * @param status the status
 * @param message a sentence; given exactly if the status is not healthy
 * @param components component names and their words, shown as {@code checks}
 */
public record ProbeResult(HealthStatus status, Optional<String> message, Map<String, String> components) {

    public ProbeResult {
        if ((status == HealthStatus.HEALTHY) == message.isPresent()) {
            throw new IllegalArgumentException("a message belongs to every status but healthy");
        }
        components = Collections.unmodifiableMap(new LinkedHashMap<>(components));
    }

    /** All is well. */
    public static ProbeResult healthy() {
        return new ProbeResult(HealthStatus.HEALTHY, Optional.empty(), Map.of());
    }

    /** It works, but something in it does not. */
    public static ProbeResult degraded(String message) {
        return new ProbeResult(HealthStatus.DEGRADED, Optional.of(message), Map.of());
    }

    /** It does not work. */
    public static ProbeResult unhealthy(String message) {
        return new ProbeResult(HealthStatus.UNHEALTHY, Optional.of(message), Map.of());
    }

    /** This with one more component. */
    public ProbeResult with(String component, String word) {
        Map<String, String> more = new LinkedHashMap<>(components);
        more.put(component, word);
        return new ProbeResult(status, message, more);
    }
}
