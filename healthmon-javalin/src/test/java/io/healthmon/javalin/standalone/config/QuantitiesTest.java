package io.healthmon.javalin.standalone.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuantitiesTest {

    @Test
    void duration_inEveryUnit_isRead() {
        assertThat(Quantities.duration("500ms")).isEqualTo(Duration.ofMillis(500));
        assertThat(Quantities.duration("30s")).isEqualTo(Duration.ofSeconds(30));
        assertThat(Quantities.duration("5m")).isEqualTo(Duration.ofMinutes(5));
        assertThat(Quantities.duration("1h")).isEqualTo(Duration.ofHours(1));
        assertThat(Quantities.duration("999999999d")).isEqualTo(Duration.ofDays(999_999_999));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "s", "5 s", "-5s", "5S", "1h30m", "1.5s", "9999999999s", "٣s"})
    void duration_ofAnotherForm_isRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Quantities.duration(text))
                .withMessageContaining("500ms");
    }

    @Property
    void duration_formatted_readsTheSame(@ForAll @LongRange(min = 0, max = 999_999_999) long millis) {
        Duration duration = Duration.ofMillis(millis);
        assertThat(Quantities.duration(Quantities.format(duration))).isEqualTo(duration);
    }

    @Property
    void bytes_formatted_readTheSame(@ForAll @LongRange(min = 0, max = 999_999_999) long bytes) {
        assertThat(Quantities.bytes(Quantities.formatBytes(bytes))).isEqualTo(bytes);
    }

    @Test
    void bytes_inEveryUnit_areRead() {
        assertThat(Quantities.bytes("512")).isEqualTo(512);
        assertThat(Quantities.bytes("256KB")).isEqualTo(262_144);
        assertThat(Quantities.bytes("1mb")).isEqualTo(1_048_576);
        assertThatIllegalArgumentException().isThrownBy(() -> Quantities.bytes("1TB"));
    }
}
