package io.healthmon.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Dropwizard metrics: {@code {name: {healthy, message}}}, without an overall status; {@code {}} if there are no checks. */
final class DropwizardReader implements BodyReader {

    @Override
    public Optional<Reading> read(JsonNode root) {
        return matches(root) ? Optional.of(Reading.ofObject(Optional.empty(), root)) : Optional.empty();
    }

    /** True for an object whose every value has a boolean {@code healthy}. */
    static boolean matches(JsonNode root) {
        return root.isObject()
                && root.properties().stream()
                        .allMatch(entry -> entry.getValue().path("healthy").isBoolean());
    }
}
