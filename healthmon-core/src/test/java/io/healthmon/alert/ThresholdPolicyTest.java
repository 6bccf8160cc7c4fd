package io.healthmon.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthStatus;
import io.healthmon.HealthTarget;
import io.healthmon.target.Thresholds;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdPolicyTest {

    /** h healthy, d degraded, u unhealthy, ? unknown. */
    private static List<HealthStatus> statuses(String letters) {
        return letters.chars().mapToObj(letter -> History.status((char) letter)).toList();
    }

    @ParameterizedTest(name = "{0}/{1}/{2}: {3}")
    @CsvSource({
        // failure, recovery, unknown, checks, alert
        "1, 1, 3, hhh,        ...",
        "1, 1, 3, hu,         .T",
        "1, 1, 3, u,          T",
        "1, 1, 3, hd,         .T",
        "1, 1, 3, uuu,        T..",
        "1, 1, 3, uh,         TR",
        "1, 1, 3, uhuh,       TRTR",
        "1, 1, 3, ud,         TC",
        "1, 1, 3, udu,        TCC",
        "1, 1, 3, u?,         TC",
        "1, 1, 3, udh,        TCR",
        // Unknown alerts too, at three in a row.
        "1, 1, 3, ??,         ..",
        "1, 1, 3, ???,        ..T",
        "1, 1, 3, ???h,       ..TR",
        "1, 1, 3, ??h??h??,   ........",
        "1, 1, 1, ?,          T",
        "1, 1, 0, ?????????,  .........",
        "1, 1, 0, ????u,      ....T",
        "1, 1, 0, u?,         TC",
        // A mixed streak opens by the threshold of its current status.
        "1, 1, 3, ??d,        ..T",
        "3, 1, 5, ??d,        ..T",
        "3, 1, 5, ?d,         ..",
        "5, 1, 3, uu?,        ..T",
        "5, 1, 3, u?u?,       ...T",
        "5, 1, 0, uuuu?u,     .....T",
        // Only healthy resets the streak, and it does.
        "3, 1, 3, uuhuuhuu,   ........",
        "3, 1, 3, uhuhuhuhu,  .........",
        "3, 1, 3, uuu,        ..T",
        "3, 1, 3, dud,        ..T",
        "3, 1, 3, uuhuuu,     .....T",
        // Recovery.
        "1, 2, 3, uh,         T.",
        "1, 2, 3, uhh,        T.R",
        "1, 3, 3, uhhuhhh,    T.....R",
        "1, 2, 3, uhuhuhh,    T.....R",
        "2, 2, 3, uuhhuu,     .T.R.T",
    })
    void history_withThresholds_triggersChangesAndResolves(
            int failure, int recovery, int unknown, String checks, String alert) {
        History history = History.of(History.target(failure, recovery, unknown), statuses(checks));

        assertThat(history.letters()).isEqualTo(alert);
    }

    @Test
    void defaults_areOneOneAndThree() {
        HealthTarget plain = HealthTarget.tcp("api", "127.0.0.1", 1).build();

        assertThat(History.of(plain, statuses("uh??h???h")).letters()).isEqualTo("TR.....TR");
    }

    @ParameterizedTest
    @CsvSource({"u", "d", "???"})
    void severity_isByCriticalityAlone(String checks) {
        for (boolean critical : new boolean[] {true, false}) {
            History history = History.of(History.target(critical, Thresholds.DEFAULT), statuses(checks));

            assertThat(history.transitions())
                    .singleElement()
                    .satisfies(transition -> assertThat(transition.alert().severity())
                            .isEqualTo(critical ? Severity.CRITICAL : Severity.WARNING));
        }
    }

    @Test
    void message_namesServiceStatusAndCause() {
        History history = History.of(History.target(1, 1, 3), statuses("u"));

        assertThat(history.state().activeAlert())
                .hasValue(new Alert(
                        "api",
                        Severity.WARNING,
                        "Service api is unhealthy: it says so",
                        History.START,
                        Optional.empty()));
    }

    @Test
    void message_followsStatusAndCause_eachChangeRecordedOnce() {
        HealthTarget target = History.target(1, 1, 3);
        History history = new History()
                .then(target, HealthStatus.DEGRADED, "disk is full")
                .then(target, HealthStatus.DEGRADED, "disk is full")
                .then(target, HealthStatus.UNHEALTHY, "disk is full")
                .then(target, HealthStatus.UNHEALTHY, "it is gone")
                .then(target, HealthStatus.UNHEALTHY, "it is gone");

        assertThat(history.letters()).isEqualTo("T.CC.");
        assertThat(history.transitions())
                .extracting(transition -> transition.alert().message())
                .containsExactly(
                        "Service api is degraded: disk is full",
                        "Service api is unhealthy: disk is full",
                        "Service api is unhealthy: it is gone");
        assertThat(history.transitions())
                .extracting(transition -> transition.alert().triggeredAt())
                .containsOnly(History.START);
    }

    @Test
    void severity_followsACriticalityThatIsChanged() {
        History history = new History()
                .then(History.target(false, Thresholds.DEFAULT), HealthStatus.UNHEALTHY, "it is gone")
                .then(History.target(true, Thresholds.DEFAULT), HealthStatus.UNHEALTHY, "it is gone");

        assertThat(history.letters()).isEqualTo("TC");
        assertThat(history.state().activeAlert().orElseThrow().severity()).isEqualTo(Severity.CRITICAL);
        assertThat(history.transitions().get(1).reason()).contains("warning");
    }

    @Test
    void transitions_sayWhenAndWhy() {
        History history = History.of(History.target(2, 2, 3), statuses("uuhh"));

        assertThat(history.transitions())
                .satisfiesExactly(
                        triggered -> {
                            assertThat(triggered.at()).isEqualTo(History.at(1));
                            assertThat(triggered.reason())
                                    .contains("2 checks in a row")
                                    .contains("failure-threshold is 2");
                        },
                        resolved -> {
                            assertThat(resolved.at()).isEqualTo(History.at(3));
                            assertThat(resolved.alert().resolvedAt()).hasValue(History.at(3));
                            assertThat(resolved.reason())
                                    .contains("2 healthy checks in a row")
                                    .contains("recovery-threshold is 2");
                        });
        assertThat(history.state().activeAlert()).isEmpty();
    }

    @Test
    void reasons_ofOneCheck_countNoRow() {
        History history = History.of(History.target(1, 1, 3), statuses("uh"));

        assertThat(history.transitions())
                .extracting(Transition::reason)
                .containsExactly(
                        "1 check not healthy: it is unhealthy; failure-threshold is 1",
                        "1 healthy check; recovery-threshold is 1");
    }

    @Test
    void reason_ofAnUnknownServicesAlert_namesItsThreshold() {
        History history = History.of(History.target(1, 1, 2), statuses("??"));

        assertThat(history.transitions().get(0).reason()).contains("unknown-threshold is 2");
    }

    @ParameterizedTest
    @CsvSource({
        "ud,    unhealthy, degraded",
        "uhd,   unhealthy, degraded",
        "d?,    degraded,  unknown",
    })
    void change_tellsTheStatusBeforeAndNow(String checks, String was, String is) {
        History history = History.of(History.target(1, 2, 3), statuses(checks));

        assertThat(history.transitions().get(1).why().facts())
                .containsEntry("was", was)
                .containsEntry("is", is);
    }

    @Test
    void change_ofTheCauseAlone_tellsTheSameStatusTwice() {
        HealthTarget target = History.target(1, 3, 3);
        History history = new History()
                .then(target, HealthStatus.UNHEALTHY, "disk is full")
                .then(target, HealthStatus.HEALTHY, "")
                .then(target, HealthStatus.UNHEALTHY, "it is gone");

        assertThat(history.letters()).isEqualTo("T.C");
        assertThat(history.transitions().get(1).why().facts())
                .containsEntry("was", "unhealthy")
                .containsEntry("is", "unhealthy");
    }

    @Test
    void why_listsTheChecksThatCounted() {
        History history = History.of(History.target(3, 2, 3), statuses("hdu?hh"));

        assertThat(history.transitions().get(0).why().checks())
                .containsExactly(
                        new CountedCheck(History.at(1), HealthStatus.DEGRADED),
                        new CountedCheck(History.at(2), HealthStatus.UNHEALTHY),
                        new CountedCheck(History.at(3), HealthStatus.UNKNOWN));
        assertThat(history.transitions().get(0).why().rule()).isEqualTo("unknown-threshold");
        assertThat(history.transitions().get(1).why().checks())
                .extracting(CountedCheck::timestamp)
                .containsExactly(History.at(4), History.at(5));
    }

    @Test
    void since_isTheFirstCheckOfThePresentStatus() {
        History history = History.of(History.target(1, 1, 3), statuses("hhuuud"));

        assertThat(history.decisions())
                .extracting(decision -> decision.state().since().orElseThrow())
                .containsExactly(
                        History.at(0), History.at(0), History.at(2), History.at(2), History.at(2), History.at(5));
    }

    @Test
    void since_ofAServiceThatWasNeverKnown_isItsFirstCheck() {
        History history = History.of(History.target(1, 1, 3), statuses("??"));

        assertThat(history.state().since()).hasValue(History.START);
    }

    @Test
    void streak_atItsLimit_staysThere() {
        ServiceState old = new ServiceState(
                "api",
                Optional.of(History.check(0, HealthStatus.UNKNOWN, "gone")),
                Optional.of(History.START),
                Integer.MAX_VALUE,
                0,
                Optional.empty());

        Decision decision = AlertPolicy.standard()
                .decide(History.target(1, 1, 0), old, History.check(1, HealthStatus.UNKNOWN, "gone"));

        assertThat(decision.state().failureStreak()).isEqualTo(Integer.MAX_VALUE);
    }
}
