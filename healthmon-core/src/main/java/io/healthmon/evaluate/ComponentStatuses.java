package io.healthmon.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import io.healthmon.HealthStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How the components of a service were at a check, read from what is recorded of it. A value whose word the vocabulary does not list says
 * nothing: many bodies tell versions and names beside their components.
 */
public final class ComponentStatuses {

    /** So many components of a service are looked at, in the body's order. */
    public static final int MOST = 100;

    private ComponentStatuses() {}

    /** The components by name, in the order in which the body told them; none where no body could be read. */
    public static Map<String, HealthStatus> of(Evaluation evaluation) {
        Map<String, HealthStatus> found = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : evaluation.checks().tree().properties()) {
            collect(entry.getKey(), entry.getValue(), found);
        }
        return found;
    }

    /** What has no status of its own may hold components that have: some bodies group them. */
    private static void collect(String name, JsonNode value, Map<String, HealthStatus> found) {
        Optional<Component> itself = IetfReader.component(name, value);
        if (itself.isPresent()) {
            put(itself.get(), found);
        } else if (value.isObject()) {
            value.properties().stream()
                    .filter(inner -> inner.getValue().isObject())
                    .forEach(inner -> Component.of(inner.getKey(), inner.getValue())
                            .ifPresent(component -> put(component, found)));
        }
    }

    private static void put(Component component, Map<String, HealthStatus> found) {
        if (component.word().listed() && found.size() < MOST) {
            found.merge(component.name(), component.status(), HealthStatus::worse);
        }
    }
}
