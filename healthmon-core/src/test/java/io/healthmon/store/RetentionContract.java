package io.healthmon.store;

import static io.healthmon.HealthStatus.HEALTHY;
import static io.healthmon.HealthStatus.UNHEALTHY;
import static io.healthmon.store.WatchedService.batch;
import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.alert.Suppression;
import io.healthmon.alert.Why;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.notify.Delivery;
import io.healthmon.notify.Notification;
import io.healthmon.store.AlertReader.SuppressionQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link Store} forgets, and what not. */
abstract class RetentionContract extends ContractTest {

    @Test
    void checksOlderThanTheRetention_areDropped_theirCountsAndStateStay() {
        writer.commit(batch(bot.step(UNHEALTHY, T0), bot.step(HEALTHY, at(1))));
        Instant now = T0.plus(Duration.ofDays(9));
        writer.commit(batch(minio.step(HEALTHY, now)));
        store.maintain(now);
        assertThat(history()).extracting(CheckResult::service).containsExactly("minio");
        assertThat(writer.states()).extracting(RecordedState::state).contains(bot.state());
        assertThat(alerts(Optional.of(false))).hasSize(1);
        assertThat(store.count("stream-bot", T0, now).total()).isEqualTo(2);
    }

    @Test
    void checksWithinTheRetention_stay() {
        writer.commit(batch(bot.step(HEALTHY, T0)));
        store.maintain(T0.plus(Duration.ofDays(7)).minusSeconds(1));
        assertThat(history()).hasSize(1);
    }

    @Test
    void countsAndResolvedAlertsAfter400Days_areForgotten_activeOnesStay() {
        writer.commit(batch(bot.step(UNHEALTHY, T0), bot.step(HEALTHY, at(1)), minio.step(UNHEALTHY, at(1))));
        store.maintain(T0.plus(Duration.ofDays(402)));
        assertThat(Hours.of(store, Instant.EPOCH)).isEmpty();
        assertThat(alerts(Optional.empty()))
                .extracting(row -> row.alert().service())
                .containsExactly("minio");
        assertThat(store.activeAlerts()).isEqualTo(1);
    }

    @Test
    void whatIsToldOfAlerts_isForgottenWithThem_notThatOfActiveOnes() {
        Suppression unlisted = new Suppression(
                "redis",
                Suppression.Cause.MAINTENANCE,
                Optional.of("tonight"),
                Optional.empty(),
                at(1),
                Why.of("maintenance", "it is being mended"));
        writer.commit(batch(toldAndSent(bot.step(UNHEALTHY, T0), unlisted), bot.step(HEALTHY, at(1))));
        writer.commit(batch(toldAndSent(minio.step(UNHEALTHY, at(1)), unlisted)));
        long resolved = alerts(Optional.of(false)).get(0).id();
        long active = alerts(Optional.of(true)).get(0).id();

        store.maintain(T0.plus(Duration.ofDays(402)));

        assertThat(store.story(resolved)).isEmpty();
        assertThat(store.suppressions(new SuppressionQuery(ALL, Instant.EPOCH, 10)))
                .isEmpty();
        AlertStory story = store.story(active).orElseThrow();
        assertThat(story.events()).hasSize(1);
        assertThat(story.notifications()).hasSize(1);
        assertThat(story.deliveries()).hasSize(1);
        assertThat(writer.openDigests()).isEqualTo(story.notifications());
    }

    /** The step with its alert told to a channel, in a digest, and something that no alert lists. */
    private static Step toldAndSent(Step step, Suppression suppression) {
        Notification told = new Notification(
                "mail",
                Notification.Kind.TRIGGERED,
                step.state().activeAlert().orElseThrow(),
                UNHEALTHY,
                at(1),
                "because",
                Map.of());
        Delivery sent = new Delivery(
                told.key(),
                "mail",
                told.about(),
                1,
                Delivery.Outcome.SENT,
                at(2),
                Duration.ZERO,
                "250",
                Optional.of("digest"));
        return new Step(
                step.check(),
                step.state(),
                step.transitions(),
                List.of(suppression),
                List.of(told),
                List.of(sent),
                Optional.empty());
    }

    @Test
    void again_changesNothing() {
        writer.commit(batch(bot.step(HEALTHY, T0)));
        store.maintain(at(1));
        store.maintain(at(2));
        writer.commit(batch(bot.step(HEALTHY, at(3))));
        assertThat(history()).hasSize(2);
    }
}
