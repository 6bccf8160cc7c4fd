package io.healthmon.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * The seed's services: {@code {status, checks: {name: word}}}, newer ones {@code services: {name: {status}}}; and
 * stream-bot's {@code /api/health}, whose parts stand beside the status as {@code bot}, {@code platforms} and
 * {@code websocket}.
 */
final class SeedReader implements BodyReader {

    static final List<String> PARTS = List.of("bot", "platforms", "websocket");

    @Override
    public Optional<Reading> read(JsonNode root) {
        Optional<Word> overall = Word.of(root.path("status"));
        ObjectNode checks = JsonNodeFactory.instance.objectNode();
        for (String map : List.of("services", "checks")) {
            if (root.path(map) instanceof ObjectNode components) {
                checks.setAll(components);
            }
        }
        if (!checks.isEmpty()) {
            return Optional.of(Reading.ofObject(overall, checks));
        }
        boolean empty = root.path("checks").isObject() || root.path("services").isObject();
        return empty || overall.isPresent() || hasParts(root) ? Optional.of(parts(overall, root)) : Optional.empty();
    }

    static boolean hasParts(JsonNode root) {
        return PARTS.stream().anyMatch(part -> root.path(part).isObject());
    }

    private static Reading parts(Optional<Word> overall, JsonNode root) {
        ObjectNode checks = JsonNodeFactory.instance.objectNode();
        ObjectNode components = JsonNodeFactory.instance.objectNode();
        for (String part : PARTS) {
            if (root.path(part) instanceof ObjectNode object) {
                checks.set(part, object);
                // The platforms have a status each, and none together.
                if (part.equals("platforms")) {
                    components.setAll(object);
                } else {
                    components.set(part, object);
                }
            }
        }
        return new Reading(overall, Reading.ofObject(overall, components).components(), checks);
    }
}
