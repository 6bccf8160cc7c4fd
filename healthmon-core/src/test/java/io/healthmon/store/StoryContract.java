package io.healthmon.store;

import static io.healthmon.HealthStatus.DEGRADED;
import static io.healthmon.HealthStatus.HEALTHY;
import static io.healthmon.HealthStatus.UNHEALTHY;
import static io.healthmon.store.WatchedService.batch;
import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.alert.Alert;
import io.healthmon.alert.AlertKey;
import io.healthmon.alert.CountedCheck;
import io.healthmon.alert.Suppression;
import io.healthmon.alert.Transition;
import io.healthmon.alert.Why;
import io.healthmon.notify.Delivery;
import io.healthmon.store.AlertReader.SuppressionQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link Store} tells of an alert's life, and of what did not happen. */
abstract class StoryContract extends ContractTest {

    private static Why why(int seconds) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("the-longer-name", "1");
        facts.put("a", "2");
        return new Why(
                "some-rule",
                facts,
                List.of(new CountedCheck(at(seconds), UNHEALTHY), new CountedCheck(at(seconds + 1), DEGRADED)),
                "it is so at " + seconds);
    }

    private static Suppression suppression(String service, Optional<AlertKey> alert, int seconds) {
        return new Suppression(
                service, Suppression.Cause.DEPENDENCY, Optional.of("stream-bot"), alert, at(seconds), why(seconds));
    }

    private static Step with(Step step, Suppression... suppressions) {
        return new Step(
                step.check(),
                step.state().withHeld(Optional.of(suppressions[0].held())),
                step.transitions(),
                List.of(suppressions),
                List.of(),
                List.of(),
                Optional.empty());
    }

    private List<Suppression> suppressions(Optional<String> service, Instant since, int limit) {
        return store.suppressions(new SuppressionQuery(service, since, limit));
    }

    @Test
    void story_tellsStepsAndWhatTheAlertLists_inOrder() {
        Step opened = bot.step(UNHEALTHY, at(0));
        Alert alert = bot.state().activeAlert().orElseThrow();
        Suppression child = suppression("minio", Optional.of(AlertKey.of(alert)), 10);
        Suppression unlisted = suppression("minio", Optional.empty(), 11);
        Transition transition = opened.transitions().get(0);
        Transition explained = new Transition(transition.kind(), alert, transition.at(), why(0));
        Step explainedStep = new Step(opened.check(), opened.state(), List.of(explained));
        long id = writer.commit(batch(explainedStep, with(minio.step(HEALTHY, at(10)), child, unlisted)))
                .get(0)
                .alertId()
                .orElseThrow();
        Step resolved = bot.step(HEALTHY, at(20));
        writer.commit(batch(resolved));

        AlertStory story = store.story(id).orElseThrow();

        assertThat(story.alert())
                .isEqualTo(new StoredAlert(id, resolved.transitions().get(0).alert()));
        assertThat(story.events())
                .containsExactly(
                        AlertEvent.Happened.of(explained),
                        new AlertEvent.KeptBack(child),
                        AlertEvent.Happened.of(resolved.transitions().get(0)));
        assertThat(story.events().get(0).why().facts().keySet()).containsExactly("the-longer-name", "a");
        assertThat(story.notifications()).isEmpty();
        assertThat(story.deliveries()).isEmpty();
    }

    @Test
    void unknownId_hasNoStory() {
        assertThat(store.story(77)).isEmpty();
    }

    @Test
    void suppressions_areFoundByServiceAndTime_newestFirst() {
        writer.commit(batch(bot.step(UNHEALTHY, at(0))));
        AlertKey alert = AlertKey.of(bot.state().activeAlert().orElseThrow());
        Suppression first = suppression("minio", Optional.of(alert), 1);
        Suppression second = suppression("minio", Optional.empty(), 2);
        Suppression third = suppression("redis", Optional.of(alert), 3);
        writer.commit(batch(
                with(minio.step(HEALTHY, at(1)), first),
                with(minio.step(HEALTHY, at(2)), second),
                with(new WatchedService("redis").step(HEALTHY, at(3)), third)));

        assertThat(suppressions(ALL, at(0), 10)).containsExactly(third, second, first);
        assertThat(suppressions(ALL, at(2), 10)).containsExactly(third, second);
        assertThat(suppressions(ALL, at(0), 1)).containsExactly(third);
        assertThat(suppressions(Optional.of("minio"), at(0), 10)).containsExactly(second, first);
    }

    @Test
    void suppressionOfAnAlertThatIsNotThere_isListedByNone() {
        Suppression lost = suppression("minio", Optional.of(new AlertKey("stream-bot", at(0))), 1);
        writer.commit(batch(with(minio.step(HEALTHY, at(1)), lost)));
        assertThat(suppressions(ALL, at(0), 10)).containsExactly(lost.listedBy(Optional.empty()));
    }

    /** Whatever steps tell: the state is that after the last one, and each alert's story is what they told of it, in order. */
    @Test
    void whateverIsRecorded_isRead() {
        Random lot = new Random(5);
        EventfulService a = new EventfulService("a", lot);
        EventfulService b = new EventfulService("b", lot);
        List<Step> all = new ArrayList<>();
        List<Step> batch = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            batch.add((lot.nextBoolean() ? a : b).step(at(i)));
            if (lot.nextInt(20) == 0 || i == 599) {
                writer.commit(batch);
                all.addAll(batch);
                batch = new ArrayList<>();
            }
        }

        assertThat(writer.states()).extracting(RecordedState::state).containsExactlyInAnyOrder(a.state(), b.state());
        List<StoredAlert> alerts = alerts(Optional.empty());
        assertThat(alerts).hasSizeGreaterThan(50);
        for (StoredAlert alert : alerts) {
            AlertKey key = AlertKey.of(alert.alert());
            List<Transition> transitions = all.stream()
                    .flatMap(step -> step.transitions().stream())
                    .filter(transition -> AlertKey.of(transition.alert()).equals(key))
                    .toList();
            AlertStory story = store.story(alert.id()).orElseThrow();
            assertThat(story.alert().alert())
                    .isEqualTo(transitions.get(transitions.size() - 1).alert());
            assertThat(story.events())
                    .isEqualTo(transitions.stream().map(AlertEvent.Happened::of).toList());
            assertThat(story.deliveries())
                    .containsExactlyInAnyOrderElementsOf(all.stream()
                            .flatMap(step -> step.deliveries().stream())
                            .filter(delivery -> delivery.alert().equals(key))
                            .toList());
            assertThat(story.notifications()).isEqualTo(entries(all, key));
        }
        assertThat(writer.pendingNotifications())
                .isEqualTo(entries(all, null).stream()
                        .filter(entry -> entry.status() == OutboxEntry.Status.PENDING)
                        .toList());
    }

    private static List<OutboxEntry> entries(List<Step> steps, @Nullable AlertKey key) {
        Map<String, OutboxEntry> entries = new LinkedHashMap<>();
        for (Step step : steps) {
            step.notifications().forEach(one -> entries.put(one.key(), OutboxEntry.pending(one)));
            for (Delivery delivery : step.deliveries()) {
                entries.computeIfPresent(delivery.key(), (any, entry) -> entry.after(delivery));
            }
        }
        return entries.values().stream()
                .filter(entry -> key == null || entry.notification().about().equals(key))
                .toList();
    }
}
