package io.healthmon.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import io.healthmon.HealthStatus;
import io.healthmon.check.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which components a service complains of, read from what is recorded of its check: so a replay of the log finds the same as the check
 * did.
 */
public final class FailingComponents {

    /** Of a service that complains of more, none are named: whoever judges by them would not know all. */
    public static final int MOST = 20;

    private FailingComponents() {}

    /**
     * The names of the components that are not healthy, where these are why the service is not; empty where the cause is another, or
     * beside them.
     */
    public static List<String> of(Evaluation evaluation) {
        if (!evaluation.reason().equals(Optional.of(Reason.COMPONENT))) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : evaluation.checks().tree().properties()) {
            collect(entry.getKey(), entry.getValue(), names);
        }
        return names.size() > MOST ? List.of() : List.copyOf(names);
    }

    /** What has no status of its own may hold components that have: some bodies group them. */
    private static void collect(String name, JsonNode value, List<String> names) {
        Optional<Component> component = IetfReader.component(name, value);
        if (component.isPresent()) {
            if (component.get().status() != HealthStatus.HEALTHY) {
                names.add(name);
            }
        } else if (value.isObject()) {
            value.properties()
                    .forEach(inner -> Component.of(inner.getKey(), inner.getValue())
                            .filter(found -> inner.getValue().isObject() && found.status() != HealthStatus.HEALTHY)
                            .ifPresent(found -> names.add(inner.getKey())));
        }
    }
}
