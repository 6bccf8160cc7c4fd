package io.healthmon.javalin.standalone.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class SuggestionTest {

    private static final List<String> KEYS = List.of("url", "type", "interval", "timeout", "failure-threshold");

    @Test
    void nearest_ofASlip_isTheKeyMeant() {
        assertThat(Suggestion.nearest("ulr", KEYS)).contains("url");
        assertThat(Suggestion.nearest("typ", KEYS)).contains("type");
        assertThat(Suggestion.nearest("intervall", KEYS)).contains("interval");
        assertThat(Suggestion.nearest("failure-treshhold", KEYS)).contains("failure-threshold");
    }

    @Test
    void nearest_ofAnotherWord_isNothing() {
        assertThat(Suggestion.nearest("name", KEYS)).isEmpty();
        assertThat(Suggestion.nearest("x".repeat(1_000_000), KEYS)).isEmpty();
    }

    @Property
    void distance_isAMetric_exceptForTheTriangle(
            @ForAll @AlphaChars @StringLength(max = 8) String a, @ForAll @AlphaChars @StringLength(max = 8) String b) {
        int distance = Suggestion.distance(a, b);
        assertThat(distance).isEqualTo(Suggestion.distance(b, a));
        assertThat(distance == 0).isEqualTo(a.equals(b));
        assertThat(distance).isBetween(Math.abs(a.length() - b.length()), Math.max(a.length(), b.length()));
    }
}
