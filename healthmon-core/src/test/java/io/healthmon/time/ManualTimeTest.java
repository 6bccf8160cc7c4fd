package io.healthmon.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManualTimeTest {

    private final ManualTime time = new ManualTime();
    private final List<String> ran = new ArrayList<>();

    @Test
    void timers_advance_runInOrderOfTheirMomentsAtTheirMoments() {
        Instant start = time.wall();
        time.after(Duration.ofSeconds(2), () -> ran.add("late " + Duration.between(start, time.wall())));
        time.after(Duration.ofSeconds(1), () -> {
            ran.add("early " + Duration.between(start, time.wall()));
            time.after(Duration.ofMillis(500), () -> ran.add("nested " + Duration.between(start, time.wall())));
        });
        time.after(Duration.ofSeconds(9), () -> ran.add("never"));

        time.advance(Duration.ofSeconds(2));

        assertThat(ran).containsExactly("early PT1S", "nested PT1.5S", "late PT2S");
        assertThat(time.pending()).isEqualTo(1);
        assertThat(time.wall()).isEqualTo(start.plusSeconds(2));
    }

    @Test
    void timer_cancelled_neverRuns() {
        Timers.Timeout timeout = time.after(Duration.ofSeconds(1), () -> ran.add("ran"));
        timeout.cancel();
        time.advance(Duration.ofSeconds(5));
        assertThat(ran).isEmpty();
    }

    @Test
    void readings_moveApart() {
        Instant wall = time.wall();
        long nanos = time.nanos();
        time.after(Duration.ofSeconds(1), () -> ran.add("ran"));

        time.jumpWall(Duration.ofHours(-3));
        assertThat(time.wall()).isEqualTo(wall.minus(Duration.ofHours(3)));
        assertThat(time.nanos()).isEqualTo(nanos);
        assertThat(ran).isEmpty();

        time.advanceMonotonic(Duration.ofSeconds(1));
        assertThat(time.wall()).isEqualTo(wall.minus(Duration.ofHours(3)));
        assertThat(time.nanos() - nanos).isEqualTo(1_000_000_000L);

        time.runDue();
        assertThat(ran).containsExactly("ran");
    }
}
