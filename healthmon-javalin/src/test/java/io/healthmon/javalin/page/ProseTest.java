package io.healthmon.javalin.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ProseTest {

    private static String words(String sentence) {
        return Prose.of(sentence).parts().stream()
                .map(part -> part.moment().map(at -> "<" + at + ">").orElse(part.words()))
                .collect(Collectors.joining());
    }

    @Test
    void sentence_withMoments_isTakenApartAtEach() {
        Prose prose = Prose.of("silenced until 2026-03-29T01:00:00Z; active since 2026-01-31T18:00:00.123456Z: x");

        assertThat(prose.parts()).hasSize(5);
        assertThat(prose.parts().get(1).moment()).contains(Instant.parse("2026-03-29T01:00:00Z"));
        assertThat(prose.parts().get(3).moment()).contains(Instant.parse("2026-01-31T18:00:00.123456Z"));
        assertThat(prose.parts().get(4).words()).isEqualTo(": x");
    }

    @Test
    void sentence_withTimeSpans_saysThemAsPeopleDo() {
        assertThat(words("reminder-interval is PT4H, start-period is PT1M30S."))
                .isEqualTo("reminder-interval is 4 h, start-period is 90 s.");
    }

    @Test
    void sentence_withWhatOnlyLooksLikeThat_staysAsItIs() {
        assertThat(words("at 2026-13-45T99:00:00Z, a PTS, PT9X and PT"))
                .isEqualTo("at 2026-13-45T99:00:00Z, a PTS, PT9X and PT");
        assertThat(words("")).isEmpty();
    }
}
