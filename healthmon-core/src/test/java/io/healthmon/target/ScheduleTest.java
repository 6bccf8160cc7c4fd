package io.healthmon.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {

    @Test
    void standard_isTheSeeds() {
        assertThat(Schedule.DEFAULT).isEqualTo(new Schedule(Duration.ofSeconds(30), Duration.ofSeconds(10)));
    }

    @ParameterizedTest
    @CsvSource({"PT0.002S, PT0.001S", "PT1S, PT0.999S", "P30D, PT1H"})
    void schedule_withinItsBounds_isTaken(Duration interval, Duration timeout) {
        assertThat(new Schedule(interval, timeout).interval()).isEqualTo(interval);
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, PT1S, interval",
        "-PT1S, PT1S, interval",
        "PT0.0005S, PT0.0001S, interval",
        "P31D, PT1S, interval",
        "PT30S, PT0S, timeout",
        "PT30S, -PT1S, timeout",
        "PT30S, PT30S, shorter than the interval",
        "PT30S, PT31S, shorter than the interval",
    })
    void schedule_beyondThem_isRefusedByName(Duration interval, Duration timeout, String named) {
        assertThatThrownBy(() -> new Schedule(interval, timeout))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(named);
    }
}
