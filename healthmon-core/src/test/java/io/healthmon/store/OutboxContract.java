package io.healthmon.store;

import static io.healthmon.HealthStatus.UNHEALTHY;
import static io.healthmon.store.WatchedService.batch;
import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthStatus;
import io.healthmon.alert.Acknowledgement;
import io.healthmon.alert.Alert;
import io.healthmon.alert.Severity;
import io.healthmon.notify.Delivery;
import io.healthmon.notify.Notification;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** How every {@link Store} keeps what is to be sent. */
abstract class OutboxContract extends ContractTest {

    private final Alert alert = new Alert("stream-bot", Severity.CRITICAL, "it is down", at(0), Optional.empty());

    private Notification notification(String channel, Notification.Kind kind, Instant at) {
        Alert its = kind == Notification.Kind.RESOLVED ? alert.resolved(at) : alert;
        return new Notification(channel, kind, its, HealthStatus.DEGRADED, at, "because", Map.of());
    }

    private Notification trigger(String channel) {
        return notification(channel, Notification.Kind.TRIGGERED, at(0));
    }

    private static Delivery delivery(Notification of, int attempt, Delivery.Outcome outcome, Instant at) {
        return new Delivery(
                of.key(),
                of.channel(),
                of.about(),
                attempt,
                outcome,
                at,
                Duration.ofMillis(250),
                "it said so",
                Optional.empty());
    }

    private static Delivery inDigest(Delivery delivery, String digest) {
        return new Delivery(
                delivery.key(),
                delivery.channel(),
                delivery.alert(),
                delivery.attempt(),
                delivery.outcome(),
                delivery.at(),
                delivery.took(),
                delivery.detail(),
                Optional.of(digest));
    }

    /** A step of the service that does nothing but this. */
    private Step step(List<Notification> notifications, Delivery... deliveries) {
        return new Step(
                Optional.empty(),
                bot.state(),
                List.of(),
                List.of(),
                notifications,
                Arrays.asList(deliveries),
                Optional.empty());
    }

    private void commit(Step... steps) {
        writer.commit(batch(steps));
    }

    private List<String> pendingKeys() {
        return writer.pendingNotifications().stream()
                .map(entry -> entry.notification().key())
                .toList();
    }

    @Test
    void everyFieldOfANotification_isReadBack() {
        String hostile = "'; \"{0}\" \\ NULL {} 💥 ?";
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("team", "core");
        labels.put("a", hostile);
        labels.put("", "");
        Notification full = new Notification(
                "pager",
                Notification.Kind.RESOLVED,
                new Alert(
                        "stream-bot",
                        Severity.WARNING,
                        hostile,
                        at(0),
                        Optional.of(at(60).plusNanos(1_000)),
                        true,
                        Optional.of(new Acknowledgement("ann", at(30), hostile)),
                        new TreeSet<>(List.of("pager", "a, b", "mail"))),
                HealthStatus.UNKNOWN,
                at(61).plusNanos(123_456_000),
                hostile,
                labels);

        commit(step(List.of(full, trigger("mail"))));

        assertThat(writer.pendingNotifications())
                .containsExactly(OutboxEntry.pending(full), OutboxEntry.pending(trigger("mail")));
        assertThat(writer.pendingNotifications().get(0).notification().labels().keySet())
                .containsExactly("team", "a", "");
    }

    @Test
    void pendingOnes_keepTheOrderOfRecording_andThoseOfANextWriterToo() {
        commit(step(List.of(trigger("b"), trigger("a"))), step(List.of(trigger("c"))));
        writer = Pen.open(store);

        assertThat(pendingKeys())
                .containsExactly(
                        trigger("b").key(), trigger("a").key(), trigger("c").key());
    }

    @Test
    void sameKeyAgain_isNotPutInAgain() {
        commit(step(List.of(trigger("mail"))));
        commit(step(List.of(), delivery(trigger("mail"), 1, Delivery.Outcome.SENT, at(1))));

        commit(step(List.of(trigger("mail"), trigger("pager"))), step(List.of(trigger("pager"))));

        assertThat(pendingKeys()).containsExactly(trigger("pager").key());
    }

    @Test
    void failedAttempts_areCounted_andItStaysPending() {
        commit(step(List.of(trigger("mail"))));

        commit(
                step(List.of(), delivery(trigger("mail"), 1, Delivery.Outcome.FAILED, at(1))),
                step(List.of(), delivery(trigger("mail"), 4, Delivery.Outcome.FAILED, at(9))));

        assertThat(writer.pendingNotifications())
                .containsExactly(new OutboxEntry(
                        trigger("mail"), OutboxEntry.Status.PENDING, 4, Optional.empty(), Optional.empty()));
    }

    @Test
    void whatWasQueuedAndSentInOneBatch_isNotPending() {
        commit(
                step(List.of(trigger("mail"))),
                step(
                        List.of(),
                        delivery(trigger("mail"), 1, Delivery.Outcome.FAILED, at(1)),
                        delivery(trigger("mail"), 2, Delivery.Outcome.SENT, at(2))));

        assertThat(writer.pendingNotifications()).isEmpty();
    }

    @Test
    void deadOrDropped_isNotPending_andStaysSo_unlessItWasSentAfterAll() {
        commit(new WatchedService("stream-bot").step(UNHEALTHY, at(0)));
        commit(step(List.of(trigger("a"), trigger("b"))));
        commit(step(
                List.of(),
                delivery(trigger("a"), 3, Delivery.Outcome.DEAD, at(1)),
                delivery(trigger("b"), 1, Delivery.Outcome.DROPPED, at(1))));
        assertThat(writer.pendingNotifications()).isEmpty();

        commit(step(
                List.of(),
                delivery(trigger("a"), 4, Delivery.Outcome.DROPPED, at(2)),
                delivery(trigger("b"), 2, Delivery.Outcome.SENT, at(2))));

        assertThat(story().notifications())
                .containsExactly(
                        new OutboxEntry(trigger("a"), OutboxEntry.Status.DEAD, 4, Optional.empty(), Optional.of(at(1))),
                        new OutboxEntry(
                                trigger("b"), OutboxEntry.Status.SENT, 2, Optional.empty(), Optional.of(at(2))));
    }

    private AlertStory story() {
        return store.story(alerts(Optional.empty()).get(0).id()).orElseThrow();
    }

    @Test
    void triggersInADigest_areOpenUntilTheirResolveIsSent() {
        WatchedService down = new WatchedService("stream-bot");
        commit(down.step(UNHEALTHY, at(0)));
        commit(
                step(List.of(trigger("a"), trigger("b"), trigger("c"))),
                step(
                        List.of(),
                        inDigest(delivery(trigger("a"), 1, Delivery.Outcome.SENT, at(1)), "digest-1"),
                        delivery(trigger("b"), 1, Delivery.Outcome.SENT, at(1)),
                        inDigest(delivery(trigger("c"), 1, Delivery.Outcome.DEAD, at(1)), "digest-2")));
        OutboxEntry sent =
                new OutboxEntry(trigger("a"), OutboxEntry.Status.SENT, 1, Optional.of("digest-1"), Optional.of(at(1)));
        assertThat(writer.openDigests()).containsExactly(sent);

        Step healthy = down.step(HealthStatus.HEALTHY, at(30));
        Notification resolve = notification("a", Notification.Kind.RESOLVED, at(30));
        commit(new Step(
                healthy.check(),
                healthy.state(),
                healthy.transitions(),
                List.of(),
                List.of(resolve),
                List.of(),
                Optional.empty()));
        assertThat(writer.openDigests()).as("its resolve waits").containsExactly(sent);

        commit(step(List.of(), delivery(resolve, 1, Delivery.Outcome.SENT, at(31))));
        assertThat(writer.openDigests()).isEmpty();
    }

    @Test
    void triggersThatNeverArrived_areToldForAsLongAsSomethingMayFollow() {
        WatchedService down = new WatchedService("stream-bot");
        commit(down.step(UNHEALTHY, at(0)));
        commit(
                step(List.of(trigger("a"), trigger("b"), trigger("c"), trigger("d"))),
                step(
                        List.of(),
                        delivery(trigger("a"), 1, Delivery.Outcome.SENT, at(1)),
                        inDigest(delivery(trigger("b"), 1, Delivery.Outcome.DEAD, at(1)), "digest-1"),
                        delivery(trigger("c"), 1, Delivery.Outcome.DROPPED, at(1))));
        assertThat(writer.undelivered())
                .extracting(OutboxEntry::notification)
                .containsExactly(trigger("b"), trigger("c"));

        Step healthy = down.step(HealthStatus.HEALTHY, at(30));
        Notification resolve = notification("b", Notification.Kind.RESOLVED, at(30));
        commit(new Step(
                healthy.check(),
                healthy.state(),
                healthy.transitions(),
                List.of(),
                List.of(resolve),
                List.of(),
                Optional.empty()));
        assertThat(writer.undelivered()).extracting(OutboxEntry::notification).containsExactly(trigger("b"));

        commit(step(List.of(), delivery(resolve, 1, Delivery.Outcome.DROPPED, at(31))));
        assertThat(writer.undelivered()).isEmpty();
    }

    @Test
    void deliveryOfWhatIsNotThere_isNoMatter() {
        commit(step(List.of(), delivery(trigger("mail"), 1, Delivery.Outcome.SENT, at(1))));
        assertThat(writer.pendingNotifications()).isEmpty();
    }
}
