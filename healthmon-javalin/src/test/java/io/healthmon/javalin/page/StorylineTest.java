package io.healthmon.javalin.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthStatus;
import io.healthmon.alert.Acknowledgement;
import io.healthmon.alert.Alert;
import io.healthmon.alert.AlertKey;
import io.healthmon.alert.CountedCheck;
import io.healthmon.alert.Severity;
import io.healthmon.alert.Suppression;
import io.healthmon.alert.Transition;
import io.healthmon.alert.Why;
import io.healthmon.check.Checks;
import io.healthmon.check.Reason;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.evaluate.Evaluation;
import io.healthmon.notify.Delivery;
import io.healthmon.notify.Notification;
import io.healthmon.store.AlertEvent;
import io.healthmon.store.AlertStory;
import io.healthmon.store.OutboxEntry;
import io.healthmon.store.StoredAlert;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StorylineTest {

    private static final Instant T = Instant.parse("2026-03-01T14:02:20Z");
    private static final String MESSAGE = "Service redis is unhealthy: no PONG within 2 s";

    private final Alert alert = new Alert("redis", Severity.CRITICAL, MESSAGE, T, Optional.empty());

    private static Instant at(long seconds) {
        return T.plusSeconds(seconds);
    }

    private static Why why(CountedCheck... checks) {
        return new Why(
                "failure-threshold", Map.of("failure-threshold", "3", "streak", "3"), List.of(checks), "3 in a row");
    }

    private static CountedCheck check(long seconds, HealthStatus status) {
        return new CountedCheck(at(seconds), status);
    }

    private static AlertEvent happened(Transition.Kind kind, long seconds, String message, Why why) {
        return new AlertEvent.Happened(kind, at(seconds), Severity.CRITICAL, message, why);
    }

    private AlertEvent triggered() {
        return happened(
                Transition.Kind.TRIGGERED,
                0,
                MESSAGE,
                why(
                        check(-10, HealthStatus.UNKNOWN),
                        check(-5, HealthStatus.UNHEALTHY),
                        check(0, HealthStatus.UNHEALTHY)));
    }

    private static AlertStory story(Alert alert, List<AlertEvent> events) {
        return new AlertStory(new StoredAlert(1, alert), events, List.of(), List.of());
    }

    private static List<Moment> line(AlertStory story) {
        return Storyline.of(story, name -> true, Map.of());
    }

    @Test
    void story_beginsWithTheChecksThatCounted_andWhatTheyFound() {
        CheckResult found = new CheckResult(
                "redis",
                at(-10),
                Duration.ofMillis(3),
                Evaluation.of(
                        HealthStatus.UNKNOWN, Reason.REPORTED, "refused", Checks.error("refused"), Optional.empty()));

        List<Moment> line = Storyline.of(story(alert, List.of(triggered())), name -> true, Map.of(at(-10), found));

        assertThat(line)
                .extracting(Moment::title)
                .containsExactly("Found unknown", "Still unhealthy", "Alert opened, critical");
        assertThat(line).extracting(Moment::mark).containsExactly("unknown", "unhealthy", "unhealthy");
        assertThat(line.get(0).said()).containsExactly("refused", "1 of 3 before an alert.");
        assertThat(line.get(1).said()).containsExactly("2 of 3 before an alert.");
        assertThat(line.get(2).said()).containsExactly("no PONG within 2 s", "3 in a row");
        assertThat(Storyline.begin(story(alert, List.of(triggered())))).isEqualTo(at(-10));
    }

    @Test
    void change_saysWhatIsNow() {
        Why status = new Why("follow", Map.of("was", "unhealthy", "is", "degraded"), List.of(), "was: worse");
        Why severity = new Why("follow", Map.of("severity-was", "warning", "severity-is", "critical"), List.of(), "x");
        Why cause = new Why("follow", Map.of("was", "unhealthy", "is", "unhealthy"), List.of(), "x");
        Why flaps = new Why("flapping", Map.of(), List.of(), "x");

        List<Moment> line = line(story(
                alert,
                List.of(
                        happened(Transition.Kind.CHANGED, 1, "Service redis is degraded: slow", status),
                        happened(Transition.Kind.CHANGED, 2, MESSAGE, severity),
                        happened(Transition.Kind.CHANGED, 3, "Service redis is unhealthy: other", cause),
                        happened(Transition.Kind.CHANGED, 4, "Service redis is unhealthy and flapping: x", flaps),
                        happened(Transition.Kind.CHANGED, 5, MESSAGE, flaps))));

        assertThat(line)
                .extracting(Moment::title)
                .containsExactly(
                        "Now degraded",
                        "Now critical",
                        "Another cause",
                        "It flaps: held open",
                        "It does not flap any more");
        assertThat(line.get(0).mark()).isEqualTo("degraded");
    }

    @Test
    void acknowledgement_namesWhoAndQuotesTheNote_anEarlierOneIsTold() {
        Alert seen = alert.acknowledged(new Acknowledgement("operator", at(20), "disk full"));

        List<Moment> line = line(story(
                seen,
                List.of(
                        happened(Transition.Kind.ACKNOWLEDGED, 10, MESSAGE, Why.of("acknowledged", "bob sees to it")),
                        happened(
                                Transition.Kind.ACKNOWLEDGED,
                                20,
                                MESSAGE,
                                Why.of("acknowledged", "operator sees to it")))));

        assertThat(line.get(0).said()).first().isEqualTo("bob sees to it");
        assertThat(line.get(1).title()).isEqualTo("Acknowledged by operator");
        assertThat(line.get(1).said()).first().isEqualTo("“disk full”");
    }

    @Test
    void keptBack_ofServicesThatMayNotBeSeen_isLeftOut() {
        AlertEvent kept = new AlertEvent.KeptBack(new Suppression(
                "dashboard",
                Suppression.Cause.DEPENDENCY,
                Optional.of("redis"),
                Optional.of(AlertKey.of(alert)),
                at(21),
                why(check(21, HealthStatus.DEGRADED))));
        AlertStory story = story(alert, List.of(triggered(), kept));

        Moment last = line(story).get(3);
        assertThat(last.title()).isEqualTo("dashboard: no alert of its own, it depends on redis");
        assertThat(last.mark()).isEqualTo("degraded");
        assertThat(Storyline.of(story, name -> !name.equals("dashboard"), Map.of()))
                .hasSize(3);
    }

    @Test
    void told_isOneMomentForAllChannels_withAttemptsWhereThereWereSome() {
        Notification slack = notification("slack");
        Notification pager = notification("pager");
        Delivery taken = delivery(slack, 1, Delivery.Outcome.SENT, 1, "HTTP 200");
        Delivery failed = delivery(pager, 1, Delivery.Outcome.FAILED, 1, "HTTP 429");
        Delivery late = delivery(pager, 2, Delivery.Outcome.SENT, 41, "HTTP 202");

        List<Moment> line = line(new AlertStory(
                new StoredAlert(1, alert),
                List.of(triggered()),
                List.of(
                        OutboxEntry.pending(slack).after(taken),
                        OutboxEntry.pending(pager).after(failed).after(late)),
                List.of(taken, failed, late)));

        Moment told = line.get(3);
        assertThat(told.title()).isEqualTo("Told slack, pager");
        assertThat(told.told())
                .extracting(Told::outcome)
                .containsExactly("taken in 212 ms: HTTP 200", "taken at attempt 2");
        assertThat(told.told().get(0).attempts()).isEmpty();
        assertThat(told.told().get(1).attempts())
                .containsExactly(
                        new Told.Attempt(at(1), "failed after 212 ms: HTTP 429"),
                        new Told.Attempt(at(41), "taken after 212 ms: HTTP 202"));
    }

    @Test
    void told_whatNeverArrived_isMarked() {
        Notification slack = notification("slack");
        Delivery dead = delivery(slack, 9, Delivery.Outcome.DEAD, 90, "HTTP 404");

        List<Moment> line = line(new AlertStory(
                new StoredAlert(1, alert),
                List.of(),
                List.of(OutboxEntry.pending(slack).after(dead)),
                List.of(dead)));

        assertThat(line.get(0).told().get(0).bad()).isTrue();
        assertThat(line.get(0).told().get(0).outcome()).isEqualTo("given up after 9 attempts");
    }

    private Notification notification(String channel) {
        return new Notification(
                channel, Notification.Kind.TRIGGERED, alert, HealthStatus.UNHEALTHY, T, "why", Map.of());
    }

    private Delivery delivery(Notification of, int attempt, Delivery.Outcome outcome, long seconds, String detail) {
        return new Delivery(
                of.key(),
                of.channel(),
                of.about(),
                attempt,
                outcome,
                at(seconds),
                Duration.ofMillis(212),
                detail,
                Optional.empty());
    }
}
