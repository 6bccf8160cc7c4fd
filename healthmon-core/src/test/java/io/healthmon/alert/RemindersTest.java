package io.healthmon.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthStatus;
import io.healthmon.HealthTarget;
import io.healthmon.target.Thresholds;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An alert that nobody sees to is told again. */
class RemindersTest {

    private static HealthTarget every(int seconds) {
        return History.target(new Thresholds(1, 2, 3), History.reminders(Duration.ofSeconds(seconds)));
    }

    // Checks come every 30 s.
    @ParameterizedTest(name = "{0} s: {1}")
    @CsvSource({
        "60,  uuuuuuu,      T.R.R.R",
        "75,  uuuuuuuu,     T..R.R..",
        "90,  huuuuuuu,     .T..R..R",
        // It is still active while it recovers.
        "60,  uuuhhu,       T.R.RT",
        "60,  uhhhh,        T.R..",
        // What was missed is made up for once.
        "60,  'uuu      uuu', T.RRR.",
    })
    void alert_whileItIsActive_isToldAgain(int seconds, String checks, String alert) {
        History history = new History().then(every(seconds), checks);

        assertThat(history.letters()).isEqualTo(alert);
    }

    @Test
    void alert_thatIsAcknowledged_isToldNoMore() {
        History history = new History()
                .then(every(60), "uuu")
                .with(state -> state.with(state.activeAlert()
                        .map(alert -> alert.acknowledged(new Acknowledgement("ada", History.at(2), "on it")))));

        assertThat(history.then(every(60), "uuuu").letters()).isEqualTo("T.R....");
    }

    @Test
    void reminder_saysSinceWhenAndByWhichRule() {
        Transition reminded = new History().then(every(60), "uuu").transitions().get(1);

        assertThat(reminded.kind()).isEqualTo(Transition.Kind.REMINDED);
        assertThat(reminded.at()).isEqualTo(History.at(2));
        assertThat(reminded.why().rule()).isEqualTo("reminder-interval");
        assertThat(reminded.reason()).contains("active since 2026-01-01T00:00:00Z");
    }

    @Test
    void reminder_whereTheStatusChangesToo_isNotLost() {
        Decision decision = new History()
                .then(every(60), "uu")
                .then(every(60), HealthStatus.DEGRADED, "it is better")
                .decisions()
                .get(2);

        assertThat(decision.transitions())
                .extracting(Transition::kind)
                .containsExactly(Transition.Kind.CHANGED, Transition.Kind.REMINDED);
        assertThat(decision.transitions().get(1).alert())
                .isEqualTo(decision.state().activeAlert().orElseThrow());
    }
}
