package io.healthmon.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Micronaut: {@code {name, status, details: {name: {name, status, details}}}}; the details only if one may see them. */
final class MicronautReader implements BodyReader {

    @Override
    public Optional<Reading> read(JsonNode root) {
        Optional<Word> overall = Word.of(root.path("status"));
        JsonNode details = root.path("details");
        return overall.isPresent() || details.isObject()
                ? Optional.of(Reading.ofObject(overall, details))
                : Optional.empty();
    }
}
