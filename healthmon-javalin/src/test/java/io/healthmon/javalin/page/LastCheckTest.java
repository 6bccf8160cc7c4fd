package io.healthmon.javalin.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.check.Checks;
import io.healthmon.check.Observation;
import io.healthmon.check.Phase;
import io.healthmon.check.Timings;
import io.healthmon.view.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the newest check brought back. */
class LastCheckTest {

    private static LastCheck of(Observation observation) {
        return LastCheck.of(Sighting.of(observation, Instant.EPOCH, Duration.ofMillis(20)));
    }

    @Test
    void phases_followEachOther_eachAsLongAsItTook() {
        LastCheck last = of(new Observation.Answer(
                200,
                Optional.of("text/plain"),
                new byte[] {'o', 'k'},
                false,
                new Timings(Map.of(
                        Phase.BODY,
                        Duration.ofMillis(4),
                        Phase.DNS,
                        Duration.ofNanos(740_000),
                        Phase.RESPONSE,
                        Duration.ofNanos(15_260_000)))));

        assertThat(last.phases())
                .containsExactly(
                        new LastCheck.PhaseBar("DNS", 0, 3.7, "0.7 ms"),
                        new LastCheck.PhaseBar("first byte", 3.7, 76.3, "15 ms"),
                        new LastCheck.PhaseBar("body", 80, 20, "4.0 ms"));
        assertThat(last.head()).isEqualTo("HTTP 200 · text/plain");
        assertThat(last.body()).isEqualTo("ok");
        assertThat(last.missing()).isEmpty();
    }

    @Test
    void phasesThatTookNothing_areSeen() {
        LastCheck last = of(Observation.Statement.healthy(
                Checks.empty(), new Timings(Map.of(Phase.DNS, Duration.ZERO, Phase.CONNECT, Duration.ZERO))));
        assertThat(last.phases()).allSatisfy(bar -> assertThat(bar.width()).isEqualTo(1));
        assertThat(last.head()).isEqualTo("no HTTP answer");
    }

    @Test
    void bodyThatIsCut_saysSo() {
        assertThat(of(new Observation.Answer(200, Optional.empty(), new byte[9_000], false, Timings.NONE))
                        .missing())
                .isEqualTo("Only the first 2048 bytes are kept.");
    }
}
