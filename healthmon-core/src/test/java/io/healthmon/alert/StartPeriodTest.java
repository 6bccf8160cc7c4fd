package io.healthmon.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthTarget;
import io.healthmon.target.Thresholds;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Failures of a service's first time are recorded, not alerted. */
class StartPeriodTest {

    private static HealthTarget target(int failure, int seconds) {
        return History.target(new Thresholds(failure, 1, 3), History.startPeriod(Duration.ofSeconds(seconds)));
    }

    // Checks come every 30 s, the first at 0 s.
    @ParameterizedTest(name = "{0} s, threshold {1}: {2}")
    @CsvSource({
        "0,   1, u,              T",
        "30,  1, uu,             sT",
        "31,  1, uuu,            ssT",
        "60,  1, uuu,            ssT",
        "60,  1, uhuu,           s.T.",
        "60,  1, hhhu,           ...T",
        "60,  3, uuu,            ..T",
        "90,  3, uuuu,           ..sT",
        "600, 3, uuhuuh,         ......",
        // After a gap of two intervals and the timeout, and not of one missed check, it begins anew.
        "60,  1, 'hhhh   uuu',   ....ssT",
        "60,  1, 'hhhh uuu',     ....T..",
        "60,  1, 'uuu  uuu',     ssT...",
    })
    void failures_withinTheStartPeriod_openNothing(int seconds, int failure, String checks, String alert) {
        assertThat(new History().then(target(failure, seconds), checks).letters())
                .isEqualTo(alert);
    }

    @Test
    void alert_thatIsOpenWhenAStartPeriodBegins_goesOnAndResolves() {
        assertThat(new History().then(target(1, 60), "hhhu    uh").letters()).isEqualTo("...T.R");
    }

    @Test
    void suppression_saysWhatWouldHaveBeenAndWhatKeptItFromThat_andIsHeldUntilItEnds() {
        History history = new History().then(target(2, 90), "uuu");

        assertThat(history.letters()).isEqualTo(".ss");
        Suppression suppression = history.decisions().get(1).suppression().orElseThrow();
        assertThat(suppression.cause()).isEqualTo(Suppression.Cause.START_PERIOD);
        assertThat(suppression.at()).isEqualTo(History.at(1));
        assertThat(suppression.why().rule()).isEqualTo("failure-threshold");
        assertThat(suppression.why().facts())
                .containsEntry("failure-threshold", "2")
                .containsEntry("streak", "2")
                .containsEntry("start-period", "PT1M30S")
                .containsEntry("observed-since", "2026-01-01T00:00:00Z");
        assertThat(suppression.why().checks())
                .extracting(CountedCheck::timestamp)
                .containsExactly(History.at(0), History.at(1));
        assertThat(history.state().held()).hasValue(suppression.held());

        history.then(target(2, 90), "u");

        assertThat(history.letters()).isEqualTo(".ssT");
        assertThat(history.state().held()).isEmpty();
        assertThat(history.transitions().get(0).why().checks()).hasSize(4);
    }

    @Test
    void held_whenTheServiceRecovers_isNoMore() {
        History history = new History().then(target(1, 90), "u");
        assertThat(history.state().held()).isPresent();

        assertThat(history.then(target(1, 90), "h").state().held()).isEmpty();
    }
}
