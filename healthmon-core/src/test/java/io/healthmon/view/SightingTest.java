package io.healthmon.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.check.Checks;
import io.healthmon.check.Observation;
import io.healthmon.check.Phase;
import io.healthmon.check.Timings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SightingTest {

    private static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");
    private static final Duration TOOK = Duration.ofMillis(18);
    private static final Timings TIMINGS = new Timings(Map.of(Phase.DNS, Duration.ofMillis(3)));

    private static Sighting of(byte[] body, boolean truncated) {
        Observation answer = new Observation.Answer(503, Optional.of("application/json"), body, truncated, TIMINGS);
        return Sighting.of(answer, AT, TOOK);
    }

    private static String shown(String body) {
        return of(body.getBytes(StandardCharsets.UTF_8), false).text().orElseThrow();
    }

    @Test
    void answer_isShownAsItCame() {
        Sighting sighting = of("{\"status\": \"up\"}\n".getBytes(StandardCharsets.UTF_8), false);

        assertThat(sighting.text()).contains("{\"status\": \"up\"}\n");
        assertThat(sighting.code()).hasValue(503);
        assertThat(sighting.contentType()).contains("application/json");
        assertThat(sighting.timings()).isEqualTo(TIMINGS);
        assertThat(sighting.cut()).isFalse();
    }

    @Test
    void longBody_isCut_andSaysSo() {
        Sighting sighting = of("é".repeat(5_000).getBytes(StandardCharsets.UTF_8), false);

        assertThat(sighting.bytes()).isEqualTo(Sighting.MOST_BYTES);
        assertThat(sighting.text().orElseThrow()).hasSize(Sighting.MOST_BYTES / 2);
        assertThat(sighting.cut()).isTrue();
        assertThat(of(new byte[] {65}, true).cut())
                .as("the check itself read no more")
                .isTrue();
    }

    @Test
    void whatIsNoText_andWhatWouldRearrangeIt_isReplaced() {
        assertThat(shown("a\u0000b\u001b[31mc\td\n")).isEqualTo("a\uFFFDb\uFFFD[31mc\td\n");
        assertThat(shown("x\u202Ey\u2066z\u200Fw\u2028v\uFEFF")).isEqualTo("x\uFFFDy\uFFFDz\uFFFDw\uFFFDv\uFFFD");
        assertThat(shown("<script>𝒳 ключ</script>")).isEqualTo("<script>𝒳 ключ</script>");
        assertThat(of(new byte[] {(byte) 0xff, 'a', (byte) 0xe2, (byte) 0x82}, false)
                        .text())
                .contains("\uFFFDa\uFFFD");
    }

    @Test
    void emptyBody_isNone() {
        assertThat(of(new byte[0], false).text()).isEmpty();
    }

    @Test
    void statement_hasItsTimesAlone() {
        Sighting sighting = Sighting.of(Observation.Statement.healthy(Checks.empty(), TIMINGS), AT, TOOK);

        assertThat(sighting.code()).isEmpty();
        assertThat(sighting.text()).isEmpty();
        assertThat(sighting.timings()).isEqualTo(TIMINGS);
    }
}
