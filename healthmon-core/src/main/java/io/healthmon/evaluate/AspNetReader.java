package io.healthmon.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** ASP.NET: {@code {status, totalDuration, entries: {name: {status, description}}}}, or the word alone as plain text. */
final class AspNetReader implements BodyReader {

    @Override
    public Optional<Reading> read(JsonNode root) {
        if (root.isTextual()) {
            return Word.of(root).map(Reading::ofWord);
        }
        Optional<Word> overall = Word.of(root.path("status"));
        JsonNode entries = root.path("entries");
        return overall.isPresent() || entries.isObject()
                ? Optional.of(Reading.ofObject(overall, entries))
                : Optional.empty();
    }
}
