package io.healthmon.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.target.CheckSpec;
import io.healthmon.time.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PhaseClockTest {

    private final ManualTime time = new ManualTime();
    private final List<Phase> told = new ArrayList<>();
    private final PhaseClock phases = new PhaseClock(new Request(), time);

    @Test
    void phases_entered_areToldAndTimedEachAlsoTwice() {
        phases.entering(Phase.DNS);
        time.advance(Duration.ofMillis(1));
        phases.entering(Phase.RESPONSE);
        time.advance(Duration.ofMillis(20));
        phases.entering(Phase.BODY);
        time.advance(Duration.ofMillis(300));
        phases.entering(Phase.RESPONSE);
        time.advance(Duration.ofMillis(4000));
        Timings timings = phases.timings();
        time.advance(Duration.ofMillis(9));

        assertThat(timings.phases())
                .isEqualTo(Map.of(
                        Phase.DNS, Duration.ofMillis(1),
                        Phase.RESPONSE, Duration.ofMillis(4020),
                        Phase.BODY, Duration.ofMillis(300)));
        assertThat(phases.timings()).isEqualTo(timings);
        assertThat(told).containsExactly(Phase.DNS, Phase.RESPONSE, Phase.BODY, Phase.RESPONSE);
    }

    private final class Request implements CheckRequest {
        @Override
        public String service() {
            return "service";
        }

        @Override
        public CheckSpec spec() {
            return () -> "none";
        }

        @Override
        public Duration timeout() {
            return Duration.ofSeconds(1);
        }

        @Override
        public Duration remaining() {
            return timeout();
        }

        @Override
        public void entering(Phase phase) {
            told.add(phase);
        }

        @Override
        public void onCancel(Runnable action) {}
    }
}
