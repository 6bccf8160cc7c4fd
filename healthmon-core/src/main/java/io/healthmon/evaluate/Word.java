package io.healthmon.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import io.healthmon.HealthStatus;
import io.healthmon.check.Text;
import java.util.Optional;

/**
 * A status as a body puts it.
 *
 * @param text the word as it came
 * @param meaning what the vocabulary says it means; empty if it is not listed there
 */
record Word(String text, Optional<HealthStatus> meaning) {

    /** How much of an unlisted word a message quotes. */
    private static final int QUOTED = 40;

    static Word of(String text) {
        return new Word(text, Vocabulary.meaning(text));
    }

    static Word of(boolean healthy) {
        return of(healthy ? "healthy" : "unhealthy");
    }

    /** The word that a JSON value is: a text that is not blank, or a boolean; empty for any other value. */
    static Optional<Word> of(JsonNode value) {
        if (value.isBoolean()) {
            return Optional.of(of(value.booleanValue()));
        }
        return value.isTextual() && !value.textValue().isBlank()
                ? Optional.of(of(value.textValue()))
                : Optional.empty();
    }

    /** Its status; a word that is not listed counts as unknown. */
    HealthStatus status() {
        return meaning.orElse(HealthStatus.UNKNOWN);
    }

    boolean listed() {
        return meaning.isPresent();
    }

    /** The worse of two; which of two equally bad ones does not depend on their order. */
    Word worse(Word other) {
        int difference = status().compareTo(other.status());
        if (difference == 0) {
            difference = text.compareTo(other.text);
        }
        return difference >= 0 ? this : other;
    }

    /** For a sentence: the word, or what is wrong with it. */
    String quoted() {
        String shown = Text.cut(text.strip(), QUOTED);
        return listed() ? shown : "'" + shown + "', a word that is not in the vocabulary";
    }
}
