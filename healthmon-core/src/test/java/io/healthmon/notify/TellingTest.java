package io.healthmon.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthStatus;
import io.healthmon.alert.Acknowledgement;
import io.healthmon.alert.Alert;
import io.healthmon.alert.ServiceMatcher;
import io.healthmon.alert.ServiceState;
import io.healthmon.alert.Severity;
import io.healthmon.alert.Silence;
import io.healthmon.alert.Suppression;
import io.healthmon.alert.Transition;
import io.healthmon.alert.Why;
import io.healthmon.check.Checks;
import io.healthmon.check.Reason;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.evaluate.Evaluation;
import io.healthmon.notify.Telling.Told;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TellingTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Silence SILENCE = new Silence(
            UUID.fromString("00000000-0000-0000-0000-000000000001"),
            ServiceMatcher.ALL,
            "ann",
            "moving house",
            NOON,
            NOON,
            NOON.plusSeconds(3_600));

    private final Telling telling = new Telling(new Routing(List.of("ops", "mail"), List.of()));
    private ServiceState state = ServiceState.initial("a");
    private Instant now = NOON;
    private Optional<Why> opened = Optional.empty();

    private static Alert alert(HealthStatus status) {
        return new Alert("a", Severity.WARNING, "Service a is " + status.word(), NOON, Optional.empty());
    }

    private ServiceState checked(HealthStatus status, Optional<Alert> alert) {
        Evaluation evaluation = status == HealthStatus.HEALTHY
                ? Evaluation.healthy(Checks.empty(), Optional.empty())
                : Evaluation.of(status, Reason.REPORTED, "it says so", Checks.empty(), Optional.empty());
        return state.after(new CheckResult("a", now, Duration.ZERO, evaluation)).with(alert);
    }

    private static Transition transition(Transition.Kind kind, Alert alert, Instant at, Map<String, String> facts) {
        return new Transition(kind, alert, at, new Why("rule", facts, List.of(), "because"));
    }

    private Told told(
            Telling by, HealthStatus status, Optional<Alert> alert, Optional<Silence> silence, Transition... what) {
        Told told = by.tell(state, checked(status, alert), List.of(what), Map.of("team", "web"), silence, opened, now);
        state = told.state();
        now = now.plusSeconds(30);
        return told;
    }

    private Told opened(Optional<Silence> silence) {
        Alert alert = alert(HealthStatus.DEGRADED);
        return told(
                telling,
                HealthStatus.DEGRADED,
                Optional.of(alert),
                silence,
                transition(Transition.Kind.TRIGGERED, alert, now, Map.of()));
    }

    private Told goesOn(Optional<Silence> silence) {
        return told(telling, HealthStatus.DEGRADED, state.activeAlert(), silence);
    }

    private Told changed(HealthStatus to, Alert alert, Map<String, String> facts) {
        return told(
                telling,
                to,
                Optional.of(alert),
                Optional.empty(),
                transition(Transition.Kind.CHANGED, alert, now, facts));
    }

    private Told resolved(Optional<Silence> silence) {
        Alert over = state.activeAlert().orElseThrow().resolved(now);
        return told(
                telling,
                HealthStatus.HEALTHY,
                Optional.empty(),
                silence,
                transition(Transition.Kind.RESOLVED, over, now, Map.of()));
    }

    private static List<String> said(Told told) {
        return told.notifications().stream()
                .map(its -> its.kind().word() + " " + its.channel())
                .toList();
    }

    @Test
    void alertThatOpens_isToldToItsChannels_whichAreRecordedWithIt() {
        Told told = opened(Optional.empty());

        assertThat(said(told)).containsExactly("triggered mail", "triggered ops");
        assertThat(told.state().activeAlert().orElseThrow().channels()).containsExactly("mail", "ops");
        assertThat(told.transitions().get(0).alert())
                .isEqualTo(told.state().activeAlert().orElseThrow());
        Notification first = told.notifications().get(0);
        assertThat(first.status()).isEqualTo(HealthStatus.DEGRADED);
        assertThat(first.reason()).isEqualTo("because");
        assertThat(first.labels()).containsEntry("team", "web");
        assertThat(said(goesOn(Optional.empty()))).isEmpty();
    }

    @Test
    void alertThatIsToldLate_tellsTheRuleThatOpenedIt() {
        opened(Optional.of(SILENCE));
        opened = Optional.of(new Why(
                "failure-threshold",
                Map.of("failure-threshold", "1"),
                List.of(),
                "1 check not healthy: it is degraded"));

        Told late = goesOn(Optional.empty());

        assertThat(late.notifications())
                .extracting(Notification::reason)
                .containsOnly("told now to mail, ops; active since 2026-01-01T12:00:00Z: 1 check not healthy: it is"
                        + " degraded");
        assertThat(late.transitions().get(0).why().facts())
                .containsEntry("rule", "failure-threshold")
                .containsEntry("failure-threshold", "1");
    }

    @Test
    void silencedAlert_isToldAtTheFirstCheckAfterIt_andResolvedThere() {
        Told silenced = opened(Optional.of(SILENCE));
        assertThat(silenced.notifications()).isEmpty();
        assertThat(silenced.transitions()).hasSize(1);
        Suppression suppression = silenced.suppression().orElseThrow();
        assertThat(suppression.cause()).isEqualTo(Suppression.Cause.SILENCE);
        assertThat(suppression.because()).hasValue(SILENCE.id().toString());
        assertThat(suppression.why().sentence()).isEqualTo("silenced by ann until 2026-01-01T13:00:00Z: moving house");
        assertThat(goesOn(Optional.of(SILENCE)).suppression()).isPresent();

        Told late = goesOn(Optional.empty());

        assertThat(said(late)).containsExactly("triggered mail", "triggered ops");
        assertThat(late.transitions()).extracting(Transition::kind).containsExactly(Transition.Kind.TOLD);
        assertThat(late.suppression()).isEmpty();
        assertThat(said(resolved(Optional.empty()))).containsExactly("resolved mail", "resolved ops");
    }

    @Test
    void resolve_isNeverSilenced_andGoesOnlyWhereTheTriggerWent() {
        opened(Optional.empty());
        assertThat(said(resolved(Optional.of(SILENCE)))).containsExactly("resolved mail", "resolved ops");

        opened(Optional.of(SILENCE));
        assertThat(said(resolved(Optional.of(SILENCE)))).isEmpty();
    }

    @Test
    void channelWhoseTimeBegins_isToldThen() {
        RouteTimes afternoon =
                new RouteTimes(Set.of(DayOfWeek.THURSDAY), LocalTime.of(12, 1), LocalTime.of(13, 0), ZoneOffset.UTC);
        Telling timed = new Telling(new Routing(
                List.of("ops", "mail"),
                List.of(
                        Route.all(List.of("ops")),
                        new Route(List.of("mail"), Set.of(), ServiceMatcher.ALL, Optional.of(afternoon), true, true))));
        Alert alert = alert(HealthStatus.DEGRADED);
        Told first = told(
                timed,
                HealthStatus.DEGRADED,
                Optional.of(alert),
                Optional.empty(),
                transition(Transition.Kind.TRIGGERED, alert, now, Map.of()));
        assertThat(said(first)).containsExactly("triggered ops");
        assertThat(said(told(timed, HealthStatus.DEGRADED, state.activeAlert(), Optional.empty())))
                .isEmpty();

        Told late = told(timed, HealthStatus.DEGRADED, state.activeAlert(), Optional.empty());

        assertThat(said(late)).containsExactly("triggered mail");
        assertThat(late.state().activeAlert().orElseThrow().channels()).containsExactly("mail", "ops");
    }

    @Test
    void change_isToldIfTheStatusIsAnother_notIfItsWordsAre() {
        opened(Optional.empty());
        Alert alert = state.activeAlert().orElseThrow();

        assertThat(said(changed(HealthStatus.DEGRADED, alert.changed(Severity.WARNING, "other words"), Map.of())))
                .isEmpty();
        assertThat(said(changed(HealthStatus.UNHEALTHY, alert.changed(Severity.WARNING, "worse"), Map.of())))
                .containsExactly("changed mail", "changed ops");
        assertThat(said(changed(
                        HealthStatus.DEGRADED,
                        alert.changed(Severity.WARNING, "by its facts the same"),
                        Map.of(Telling.WAS, "degraded", Telling.IS, "degraded"))))
                .isEmpty();
        assertThat(said(changed(
                        HealthStatus.DEGRADED,
                        alert.changed(Severity.WARNING, "by its facts another"),
                        Map.of(Telling.WAS, "unhealthy", Telling.IS, "degraded"))))
                .hasSize(2);
    }

    @Test
    void flapping_isToldWhenItBeginsAndEnds_notWhatHappensMeanwhile() {
        opened(Optional.empty());
        Alert flaps = state.activeAlert().orElseThrow().flapping(true);

        assertThat(said(changed(HealthStatus.UNHEALTHY, flaps, Map.of()))).hasSize(2);
        assertThat(said(changed(HealthStatus.DEGRADED, flaps.changed(Severity.WARNING, "x"), Map.of())))
                .isEmpty();
        assertThat(said(changed(HealthStatus.DEGRADED, flaps.flapping(false), Map.of())))
                .hasSize(2);
    }

    @Test
    void reminder_isNotToldOfWhatIsAcknowledgedOrSilenced() {
        opened(Optional.empty());
        Alert alert = state.activeAlert().orElseThrow();
        Transition due = transition(Transition.Kind.REMINDED, alert, now, Map.of());

        assertThat(said(told(telling, HealthStatus.DEGRADED, Optional.of(alert), Optional.empty(), due)))
                .containsExactly("reminded mail", "reminded ops");
        assertThat(said(told(telling, HealthStatus.DEGRADED, Optional.of(alert), Optional.of(SILENCE), due)))
                .isEmpty();
        Alert seen = alert.acknowledged(new Acknowledgement("ann", now, ""));
        Transition again = transition(Transition.Kind.REMINDED, seen, now, Map.of());
        assertThat(said(told(telling, HealthStatus.DEGRADED, Optional.of(seen), Optional.empty(), again)))
                .isEmpty();
    }

    @Test
    void acknowledgement_isToldToThoseWhoHaveTheAlert_andEndsItsTelling() {
        opened(Optional.of(SILENCE));
        Alert seen = state.activeAlert().orElseThrow().acknowledged(new Acknowledgement("ann", now, "on it"));
        Transition acknowledged = transition(Transition.Kind.ACKNOWLEDGED, seen, now, Map.of());

        assertThat(said(told(telling, HealthStatus.DEGRADED, Optional.of(seen), Optional.empty(), acknowledged)))
                .isEmpty();
        assertThat(said(goesOn(Optional.empty()))).isEmpty();
    }

    @Test
    void policyThatForgetsTheChannels_losesNoResolve() {
        opened(Optional.empty());
        Alert anew = alert(HealthStatus.UNHEALTHY);
        changed(HealthStatus.UNHEALTHY, anew, Map.of());
        assertThat(state.activeAlert().orElseThrow().channels()).containsExactly("mail", "ops");
        Alert over = anew.resolved(now);

        Told told = told(
                telling,
                HealthStatus.HEALTHY,
                Optional.empty(),
                Optional.empty(),
                transition(Transition.Kind.RESOLVED, over, now, Map.of()));

        assertThat(said(told)).containsExactly("resolved mail", "resolved ops");
        assertThat(told.transitions().get(0).alert().channels()).containsExactly("mail", "ops");
    }

    @Test
    void stateWithoutAnAlert_isIdle() {
        assertThat(telling.isIdle(ServiceState.initial("a"), List.of())).isTrue();
        opened(Optional.empty());
        assertThat(telling.isIdle(state, List.of())).isFalse();
        assertThat(new Telling(Routing.NONE).isIdle(state, List.of())).isTrue();
    }
}
