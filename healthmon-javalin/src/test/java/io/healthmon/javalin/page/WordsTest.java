package io.healthmon.javalin.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

    @ParameterizedTest
    @CsvSource({
        "PT-5S, 0 s",
        "PT59.9S, 59 s",
        "PT60S, 1 min 0 s",
        "PT252S, 4 min 12 s",
        "PT3600S, 1 h 0 min",
        "PT26H, 1 d 2 h",
        "P400D, 400 d 0 h"
    })
    void span_hasItsTwoLargestUnits(Duration time, String words) {
        assertThat(Words.span(time)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"PT30S, 30 s", "PT0.5S, 500 ms", "PT5M, 5 min", "PT90S, 90 s", "PT2H, 2 h"})
    void every_isAsItIsConfigured(Duration time, String words) {
        assertThat(Words.every(time)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"100, 100 %", "99.86, 99.86 %", "99.90, 99.9 %", "10, 10 %", "0, 0 %", "0.07, 0.07 %"})
    void percent_hasNoZerosAtItsEnd(double share, String words) {
        assertThat(Words.percent(OptionalDouble.of(share))).isEqualTo(words);
    }

    @Test
    void percent_ofNothing_isADash() {
        assertThat(Words.percent(OptionalDouble.empty())).isEqualTo("–");
    }

    @Test
    void names_areCut_andTheRestIsCounted() {
        assertThat(Words.names(List.of("a", "b"), 3)).isEqualTo("a, b");
        assertThat(Words.names(List.of("a", "b", "c", "d", "e"), 3)).isEqualTo("a, b, c and 2 more");
    }

    @Test
    void count_hasGroups_andTheRightWord() {
        assertThat(Words.count(1, "service", "services")).isEqualTo("1 service");
        assertThat(Words.count(10_000, "service", "services")).isEqualTo("10,000 services");
    }

    @Test
    void moment_isOneForPeople_andOneForMachines() {
        Instant at = Instant.parse("2026-03-01T10:00:00.123456Z");
        assertThat(Words.utc(at)).isEqualTo("2026-03-01 10:00:00 UTC");
        assertThat(Words.iso(at)).isEqualTo("2026-03-01T10:00:00.123Z");
        assertThat(Words.time(at, "ago", at.plusSeconds(61))).isEqualTo("1 min 1 s ago");
        assertThat(Words.time(at, "until", at.minusSeconds(5))).isEqualTo("5 s");
    }
}
