package io.healthmon.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdsTest {

    @Test
    void standard_isOneOneAndThree() {
        assertThat(Thresholds.DEFAULT).isEqualTo(new Thresholds(1, 1, 3));
    }

    @Test
    void unknown_mayBeZero() {
        assertThat(new Thresholds(1, 1, 0).unknown()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 3, failure-threshold", "1, 0, 3, recovery-threshold", "1, 1, -1, unknown-threshold"})
    void threshold_tooSmall_isRefusedByName(int failure, int recovery, int unknown, String named) {
        assertThatThrownBy(() -> new Thresholds(failure, recovery, unknown))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(named);
    }
}
