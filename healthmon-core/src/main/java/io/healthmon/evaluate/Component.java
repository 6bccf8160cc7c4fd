package io.healthmon.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import io.healthmon.HealthStatus;
import io.healthmon.check.Text;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One component of a service, as a body tells it.
 *
 * @param name its name
 * @param word its status
 * @param critical whether the body calls it critical; empty if it says nothing about that
 */
record Component(String name, Word word, Optional<Boolean> critical) {

    /** The worst first, then by name: no order of the body's own. */
    static final Comparator<Component> WORST_FIRST = Comparator.comparing(Component::status)
            .reversed()
            .thenComparing(Component::name)
            .thenComparing(component -> component.word().text());

    /** How much of a name a message quotes. */
    private static final int QUOTED = 40;

    /**
     * The component that a JSON value describes: a word, or an object with {@code status} (or {@code state}, or
     * {@code healthy}) and perhaps {@code critical}. Empty if it says nothing about health.
     */
    static Optional<Component> of(String name, JsonNode value) {
        if (!value.isObject()) {
            return Word.of(value).map(word -> new Component(name, word, Optional.empty()));
        }
        JsonNode flag = value.path("critical");
        Optional<Boolean> critical = flag.isBoolean() ? Optional.of(flag.booleanValue()) : Optional.empty();
        return Stream.of("status", "state", "healthy")
                .flatMap(key -> Word.of(value.path(key)).stream())
                .findFirst()
                .map(word -> new Component(name, word, critical));
    }

    HealthStatus status() {
        return word.status();
    }

    /** For a sentence: {@code database is unhealthy}. */
    String quoted() {
        return Text.cut(name, QUOTED) + " is " + word.quoted();
    }
}
