package io.healthmon.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** MicroProfile Health: {@code {status, checks: [{name, status, data}]}}; version 1 says {@code outcome} and {@code state}. */
final class MicroProfileReader implements BodyReader {

    @Override
    public Optional<Reading> read(JsonNode root) {
        Optional<Word> overall = Word.of(root.path("status")).or(() -> Word.of(root.path("outcome")));
        JsonNode checks = root.path("checks");
        return checks.isArray() || overall.isPresent()
                ? Optional.of(Reading.ofArray(overall, checks))
                : Optional.empty();
    }
}
