package io.healthmon.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AdoptionPaceTest {

    private final AdoptionPace pace = new AdoptionPace();

    @Test
    void shortSteps_becomeLarger_upToTheMost() {
        for (int i = 0; i < 10; i++) {
            pace.rest(Duration.ofMillis(5));
        }
        assertThat(pace.limit()).isEqualTo(AdoptionPace.MOST);
    }

    @Test
    void longSteps_becomeSmaller_downToSome() {
        pace.rest(Duration.ofMillis(200));
        assertThat(pace.limit()).isEqualTo(AdoptionPace.FIRST / 2);
        for (int i = 0; i < 20; i++) {
            pace.rest(Duration.ofMillis(200));
        }
        assertThat(pace.limit()).isEqualTo(AdoptionPace.LEAST);
    }

    @Test
    void stepsOfATenthOfASecond_stayAsTheyAre() {
        pace.rest(Duration.ofMillis(100));
        assertThat(pace.limit()).isEqualTo(AdoptionPace.FIRST);
    }

    @Test
    void rest_isAsLongAsTheStep_withinBounds() {
        assertThat(pace.rest(Duration.ofMillis(123))).isEqualTo(Duration.ofMillis(123));
        assertThat(pace.rest(Duration.ofMinutes(1))).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void failure_makesTheNextStepSmaller() {
        pace.less();
        assertThat(pace.limit()).isEqualTo(AdoptionPace.FIRST / 2);
    }
}
