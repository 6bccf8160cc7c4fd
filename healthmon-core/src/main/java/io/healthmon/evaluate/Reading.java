package io.healthmon.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a body says.
 *
 * @param overall the word for the whole service, if there is one
 * @param components the parts that the body gives a status
 * @param checks the components as they were sent, keyed by name
 */
record Reading(Optional<Word> overall, List<Component> components, ObjectNode checks) {

    /** A word and nothing else. */
    static Reading ofWord(Word overall) {
        return new Reading(Optional.of(overall), List.of(), JsonNodeFactory.instance.objectNode());
    }

    /** Components from an object, keyed by their names; whatever else {@code object} is, there are none. */
    static Reading ofObject(Optional<Word> overall, JsonNode object) {
        List<Component> components = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            Component.of(entry.getKey(), entry.getValue()).ifPresent(components::add);
        }
        ObjectNode checks = object instanceof ObjectNode node ? node : JsonNodeFactory.instance.objectNode();
        return new Reading(overall, components, checks);
    }

    /** Components from an array of objects that each have a {@code name}; a name that comes again gets a number. */
    static Reading ofArray(Optional<Word> overall, JsonNode array) {
        ObjectNode checks = JsonNodeFactory.instance.objectNode();
        List<Component> components = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        for (JsonNode element : array) {
            JsonNode name = element.path("name");
            if (name.isTextual()) {
                int count = seen.merge(name.textValue(), 1, Integer::sum);
                checks.set(count == 1 ? name.textValue() : name.textValue() + " #" + count, element);
                Component.of(name.textValue(), element).ifPresent(components::add);
            }
        }
        return new Reading(overall, components, checks);
    }

    /** True if it says nothing about health. */
    boolean silent() {
        return overall.isEmpty() && components.isEmpty();
    }
}
