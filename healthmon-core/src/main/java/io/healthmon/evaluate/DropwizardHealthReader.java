package io.healthmon.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** dropwizard-health: {@code [{name, healthy, type, critical}]}, without an overall status; empty unless asked for all. */
final class DropwizardHealthReader implements BodyReader {

    @Override
    public Optional<Reading> read(JsonNode root) {
        return matches(root) ? Optional.of(Reading.ofArray(Optional.empty(), root)) : Optional.empty();
    }

    /** True for an array, empty or with at least one object that has a boolean {@code healthy}. */
    static boolean matches(JsonNode root) {
        if (!root.isArray()) {
            return false;
        }
        for (JsonNode element : root) {
            if (element.path("healthy").isBoolean()) {
                return true;
            }
        }
        return root.isEmpty();
    }
}
