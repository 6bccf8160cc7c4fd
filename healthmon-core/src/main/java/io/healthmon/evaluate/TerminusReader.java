package io.healthmon.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Node terminus and NestJS: {@code {status: ok|error|shutting_down, info, error, details}}; {@code details} holds all
 * components, {@code info} the good ones and {@code error} the others.
 */
final class TerminusReader implements BodyReader {

    private static final Set<String> STATUSES = Set.of("ok", "error", "shutting_down");
    private static final List<String> MAPS = List.of("info", "error", "details");

    @Override
    public Optional<Reading> read(JsonNode root) {
        Optional<Word> overall = Word.of(root.path("status"));
        if (overall.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode checks = JsonNodeFactory.instance.objectNode();
        for (String map : MAPS) {
            if (root.path(map) instanceof ObjectNode components) {
                checks.setAll(components);
            }
        }
        return Optional.of(Reading.ofObject(overall, checks));
    }

    static boolean matches(JsonNode root) {
        return STATUSES.contains(root.path("status").asText())
                && MAPS.stream().anyMatch(map -> root.path(map).isObject());
    }
}
