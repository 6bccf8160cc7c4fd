package io.healthmon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HealthStatusTest {

    @Property
    void worse_isCommutativeAssociativeAndIdempotent(
            @ForAll HealthStatus a, @ForAll HealthStatus b, @ForAll HealthStatus c) {
        assertThat(a.worse(b)).isEqualTo(b.worse(a));
        assertThat(a.worse(b).worse(c)).isEqualTo(a.worse(b.worse(c)));
        assertThat(a.worse(a)).isEqualTo(a);
        assertThat(a.worse(b)).isIn(a, b);
    }

    @ParameterizedTest
    @CsvSource({
        "HEALTHY, DEGRADED, DEGRADED",
        "HEALTHY, UNKNOWN, UNKNOWN",
        "HEALTHY, UNHEALTHY, UNHEALTHY",
        "DEGRADED, UNKNOWN, UNKNOWN",
        "DEGRADED, UNHEALTHY, UNHEALTHY",
        "UNKNOWN, UNHEALTHY, UNHEALTHY",
    })
    void worse_ofTwo_isTheOneFurtherFromHealthy(HealthStatus a, HealthStatus b, HealthStatus worse) {
        assertThat(a.worse(b)).isEqualTo(worse);
    }

    @ParameterizedTest
    @EnumSource
    void word_isReadBackInAnyCase(HealthStatus status) {
        assertThat(HealthStatus.ofWord(status.word())).hasValue(status);
        assertThat(HealthStatus.ofWord(status.name())).hasValue(status);
        assertThat(status).hasToString(status.word());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ok", "healthy ", "heal", "HEALTHY\0"})
    void ofWord_anyOtherText_isEmpty(String text) {
        assertThat(HealthStatus.ofWord(text)).isEqualTo(Optional.empty());
    }

    @Test
    void operational_isHealthyOrDegraded() {
        assertThat(HealthStatus.values())
                .filteredOn(HealthStatus::operational)
                .containsExactlyInAnyOrder(HealthStatus.HEALTHY, HealthStatus.DEGRADED);
    }
}
