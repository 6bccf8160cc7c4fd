package io.healthmon.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PortionTest {

    private final Portion portion = new Portion(100, 1_000);

    private void took(int millis) {
        portion.took(Duration.ofMillis(millis).toNanos());
    }

    @Test
    void quick_growsUpToTheMost() {
        for (int expected : new int[] {200, 400, 800, 1_000, 1_000}) {
            took(10);
            assertThat(portion.size()).isEqualTo(expected);
        }
    }

    @Test
    void slow_shrinks_failedMoreSo_downToOne() {
        took(900);
        assertThat(portion.size()).isEqualTo(50);
        took(500);
        assertThat(portion.size()).isEqualTo(50);
        for (int expected : new int[] {12, 3, 1, 1}) {
            portion.failed();
            assertThat(portion.size()).isEqualTo(expected);
        }
        took(900);
        assertThat(portion.size()).isEqualTo(1);
    }
}
