package io.healthmon.examples.embed;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthStatus;
import io.healthmon.HealthTarget;
import io.healthmon.alert.Decision;
import io.healthmon.alert.ServiceState;
import io.healthmon.alert.Transition;
import io.healthmon.check.Checks;
import io.healthmon.check.Reason;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.evaluate.Evaluation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Policies are pure: a test needs no monitor, only checks. */
class FailingForTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final FailingFor POLICY = new FailingFor(Duration.ofMinutes(5));

    private ServiceState state = ServiceState.initial("shop");

    /** A check; h is healthy, anything else unhealthy. */
    private Optional<Transition.Kind> check(boolean critical, int seconds, char found) {
        HealthTarget target =
                HealthTarget.tcp("shop", "127.0.0.1", 1).critical(critical).build();
        Evaluation evaluation = found == 'h'
                ? Evaluation.healthy(Checks.empty(), Optional.empty())
                : Evaluation.of(
                        HealthStatus.UNHEALTHY, Reason.REPORTED, "it is shut", Checks.empty(), Optional.empty());
        Decision decision = POLICY.decide(
                target, state, new CheckResult("shop", START.plusSeconds(seconds), Duration.ofMillis(5), evaluation));
        state = decision.state();
        return decision.transitions().stream().map(Transition::kind).findFirst();
    }

    /** When, in seconds, something became of the alert, with a check each {@code every} seconds. */
    private List<String> checks(boolean critical, int every, String found) {
        List<String> happened = new ArrayList<>();
        for (int i = 0; i < found.length(); i++) {
            int at = i * every;
            check(critical, at, found.charAt(i)).ifPresent(kind -> happened.add(kind.word() + " " + at));
        }
        return happened;
    }

    @ParameterizedTest
    @CsvSource({"30", "60", "100", "150"})
    void service_howeverOftenItIsChecked_alertsOnceItHasFailedFor5Minutes(int every) {
        assertThat(checks(false, every, "u".repeat(20))).containsExactly("triggered 300");
    }

    @Test
    void service_thatRecoversInBetween_beginsAnew() {
        assertThat(checks(false, 60, "uuuuhuuuuuuh")).containsExactly("triggered 600", "resolved 660");
    }

    @Test
    void service_thatIsCritical_doesNotWait() {
        assertThat(checks(true, 60, "huuh")).containsExactly("triggered 60", "resolved 180");
    }

    @Test
    void explanation_namesTheTime() {
        check(false, 0, 'u');

        assertThat(POLICY.explain(HealthTarget.tcp("shop", "127.0.0.1", 1).build(), state, START)
                        .sentences())
                .contains("an alert opens only once it has failed for PT5M");
    }
}
