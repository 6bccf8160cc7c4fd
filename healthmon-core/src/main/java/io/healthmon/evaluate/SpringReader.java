package io.healthmon.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * Spring Boot Actuator: {@code {status, components: {name: {status, details}}}}; the children are in {@code details} in
 * version 2.0 to 2.1, flat siblings of the status in version 1; often there is nothing but the status.
 */
final class SpringReader implements BodyReader {

    @Override
    public Optional<Reading> read(JsonNode root) {
        Optional<Word> overall = Word.of(root.path("status"));
        JsonNode components = root.path("components");
        if (components.isObject()) {
            return Optional.of(Reading.ofObject(overall, components));
        }
        if (overall.isEmpty()) {
            return Optional.empty();
        }
        JsonNode details = root.path("details");
        return Optional.of(Reading.ofObject(overall, details.isObject() ? details : siblings(root)));
    }

    /** The objects beside {@code status} that have a status of their own. */
    static ObjectNode siblings(JsonNode root) {
        ObjectNode siblings = JsonNodeFactory.instance.objectNode();
        root.properties().forEach(entry -> {
            if (Word.of(entry.getValue().path("status")).isPresent()) {
                siblings.set(entry.getKey(), entry.getValue());
            }
        });
        return siblings;
    }
}
