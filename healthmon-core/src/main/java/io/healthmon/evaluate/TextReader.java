package io.healthmon.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;

/** One word of plain text, a JSON text or a JSON boolean; lightship's {@code SERVER_IS_…} too. */
final class TextReader implements BodyReader {

    private static final String LIGHTSHIP = "server_is_";

    @Override
    public Optional<Reading> read(JsonNode root) {
        return word(root).map(Reading::ofWord);
    }

    static Optional<Word> word(JsonNode root) {
        return Word.of(root).map(word -> word.listed() ? word : lightship(word));
    }

    private static Word lightship(Word word) {
        String text = word.text().strip().toLowerCase(Locale.ROOT);
        if (!text.startsWith(LIGHTSHIP)) {
            return word;
        }
        String rest = text.substring(LIGHTSHIP.length());
        // What its /live answers while all is well.
        return new Word(word.text(), Vocabulary.meaning(rest.equals("not_shutting_down") ? "ok" : rest));
    }
}
