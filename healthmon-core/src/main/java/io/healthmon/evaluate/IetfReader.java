package io.healthmon.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The IETF draft {@code application/health+json}: {@code {status, checks: {"component:measure": [{status, …}]}}}. A component
 * has one entry per node; the worst counts.
 */
final class IetfReader implements BodyReader {

    @Override
    public Optional<Reading> read(JsonNode root) {
        Optional<Word> overall = Word.of(root.path("status"));
        if (!(root.path("checks") instanceof ObjectNode checks)) {
            return overall.map(word -> new Reading(overall, List.of(), JsonNodeFactory.instance.objectNode()));
        }
        List<Component> components = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : checks.properties()) {
            component(entry.getKey(), entry.getValue()).ifPresent(components::add);
        }
        return Optional.of(new Reading(overall, components, checks));
    }

    /** A component that may be told as a list of those who look at it: the worst of them counts. */
    static Optional<Component> component(String name, JsonNode value) {
        if (!value.isArray()) {
            return Component.of(name, value);
        }
        Optional<Word> worst = Optional.empty();
        for (JsonNode element : value) {
            Optional<Word> word = Word.of(element.path("status"));
            worst = worst.isPresent() && word.isPresent()
                    ? Optional.of(worst.get().worse(word.get()))
                    : worst.or(() -> word);
        }
        return worst.map(word -> new Component(name, word, Optional.empty()));
    }
}
