package io.healthmon.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthTarget;
import io.healthmon.target.AlertRules;
import io.healthmon.target.Thresholds;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplanationTest {

    private static Explanation explanation(HealthTarget target, History history) {
        return AlertPolicy.standard()
                .explain(target, history.state(), History.at(history.statuses().size()));
    }

    @ParameterizedTest(name = "{0}/{1}/{2} {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "1|1|3|''    |no alert; it was not checked yet",
                "1|1|3|h     |no alert; opens with the first check that is not healthy, or after 3 in a row while it is unknown",
                "3|1|3|h     |no alert; opens after 3 checks in a row that are not healthy",
                "2|1|1|h     |no alert; opens after 2 checks in a row that are not healthy, or with the first that is unknown",
                "2|1|0|h     |no alert; opens after 2 checks in a row that are not healthy, but not while it is unknown",
                "3|1|3|hu    |no alert; opens after 2 more checks that are not healthy",
                "3|1|3|huu   |no alert; opens after 1 more check that is not healthy",
                "1|1|0|h?    |no alert; that it is unknown opens none, since unknown-threshold is 0",
                "1|1|3|hu    |active since 2026-01-01T00:00:30Z; resolves after 1 healthy check",
                "1|3|3|hu    |active since 2026-01-01T00:00:30Z; resolves after 3 healthy checks in a row",
                "1|3|3|huh   |active since 2026-01-01T00:00:30Z; resolves after 2 more healthy checks in a row",
                "1|3|3|huhh  |active since 2026-01-01T00:00:30Z; resolves after 1 more healthy check",
            })
    void standard_saysWhatItWaitsFor(int failure, int recovery, int unknown, String checks, String sentence) {
        HealthTarget target = History.target(failure, recovery, unknown);

        assertThat(explanation(target, new History().then(target, checks)).sentences())
                .containsExactly(sentence);
    }

    @Test
    void startPeriod_isNamedUntilItEnds() {
        HealthTarget target = History.target(Thresholds.DEFAULT, History.startPeriod(Duration.ofMinutes(2)));
        History history = new History().then(target, "uu");

        Explanation explanation = explanation(target, history);

        assertThat(explanation.startPeriodUntil()).hasValue(History.START.plusSeconds(120));
        assertThat(explanation.held()).isPresent();
        assertThat(explanation.sentences())
                .contains("start period until 2026-01-01T00:02:00Z: failures before open no alert");
        assertThat(explanation(target, history.then(target, "uuu")).startPeriodUntil())
                .isEmpty();
    }

    @Test
    void flapping_isGivenWithItsBounds() {
        HealthTarget target = History.target(Thresholds.DEFAULT, History.flapping(30, 25));
        History few = new History().then(target, "hhh");
        History calm = new History().then(target, "h".repeat(20));
        History restless = new History().then(target, "uh".repeat(15));

        assertThat(explanation(target, few).sentences()).contains("flapping is judged by 20 checks, and 3 are known");
        assertThat(explanation(target, few).changes()).isEmpty();
        assertThat(explanation(target, calm).sentences()).contains("changes at 0.0 %; flaps above 30 %");
        assertThat(explanation(target, restless).sentences())
                .contains("flapping at 100.0 %; ends below 25 %")
                .anyMatch(sentence ->
                        sentence.contains("resolves once it does not flap any more and its last check was healthy"));
        assertThat(explanation(target, restless).changes()).hasValue(100);
    }

    @Test
    void reminderAndAcknowledgement_areNamed() {
        HealthTarget target = History.target(Thresholds.DEFAULT, History.reminders(Duration.ofMinutes(5)));
        History history = new History().then(target, "uuu");

        assertThat(explanation(target, history).nextReminder()).hasValue(History.START.plusSeconds(300));
        assertThat(explanation(target, history).sentences())
                .contains("told again from 2026-01-01T00:05:00Z on, if it is still active");

        history.with(state -> state.with(state.activeAlert()
                .map(alert -> alert.acknowledged(new Acknowledgement("ada", History.at(2), "on it")))));

        assertThat(explanation(target, history).nextReminder()).isEmpty();
        assertThat(explanation(target, history).sentences())
                .contains("acknowledged by ada at 2026-01-01T00:01:00Z: it is not told again until it is resolved");
    }

    @Test
    void held_isNamedWithItsCause() {
        HealthTarget target = History.target(1, 1, 3);
        History history = new History()
                .then(target, "u")
                .with(state -> state.with(Optional.empty())
                        .withHeld(Optional.of(new Held(
                                Suppression.Cause.MAINTENANCE,
                                Optional.of("backup"),
                                Optional.empty(),
                                History.at(0)))));

        assertThat(explanation(target, history).sentences())
                .containsExactly(
                        "no alert; enough checks in a row were not healthy: opens with the next that nothing keeps from it",
                        "held by maintenance 'backup', since 2026-01-01T00:00:00Z");
    }

    @Test
    void policy_thatDoesNotSay_isShownByItsState() {
        HealthTarget target = History.target(
                Thresholds.DEFAULT,
                new AlertRules(Duration.ofHours(1), Optional.empty(), Optional.empty(), Optional.empty(), List.of()));
        AlertPolicy own = (its, state, check) -> new Decision(state.after(its, check), List.of());

        Explanation explanation = own.explain(target, ServiceState.initial("api"), History.START);

        assertThat(explanation.sentences())
                .containsExactly("no alert", "the policy in use does not say what it waits for");
        assertThat(explanation.opensAt()).isEmpty();
    }
}
