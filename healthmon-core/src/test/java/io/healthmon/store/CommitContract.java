package io.healthmon.store;

import static io.healthmon.HealthStatus.DEGRADED;
import static io.healthmon.HealthStatus.HEALTHY;
import static io.healthmon.HealthStatus.UNHEALTHY;
import static io.healthmon.store.WatchedService.batch;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.healthmon.alert.Alert;
import io.healthmon.alert.ServiceState;
import io.healthmon.alert.Transition;
import io.healthmon.alert.Why;
import io.healthmon.check.Checks;
import io.healthmon.check.Reason;
import io.healthmon.check.http.BodyFormat;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.evaluate.Evaluation;
import io.healthmon.store.StoredGap.Kind;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How every {@link Store} records batches. */
abstract class CommitContract extends ContractTest {

    @Test
    void everyFieldOfACheck_isReadBack() {
        ObjectNode components = JsonNodeFactory.instance.objectNode().put("word", "degraded");
        components.put("number", new BigDecimal("1.50")).put("large", Long.MAX_VALUE);
        components.putNull("nothing").putObject("nested").put("status", "up");
        CheckResult check = new CheckResult(
                "stream-bot",
                T0,
                Duration.ofMillis(1234),
                Evaluation.of(
                        DEGRADED,
                        Reason.COMPONENT,
                        "component word is degraded",
                        Checks.of(components),
                        Optional.of(BodyFormat.DROPWIZARD_HEALTH)));
        writer.commit(batch(bot.step(check)));
        assertThat(history()).containsExactly(check);
    }

    @Test
    void batch_keepsItsOrderAndGetsIncreasingIds() {
        List<Step> steps = batch(
                bot.step(HEALTHY, at(0)),
                minio.step(HEALTHY, at(0)),
                bot.step(UNHEALTHY, at(1)),
                bot.step(HEALTHY, at(2)));
        List<RecordedStep> recorded = writer.commit(steps);
        assertThat(recorded).extracting(RecordedStep::step).containsExactlyElementsOf(steps);
        List<Long> ids =
                recorded.stream().map(step -> step.checkId().orElseThrow()).toList();
        assertThat(ids).isSorted().doesNotHaveDuplicates();
        long next = writer.commit(batch(minio.step(HEALTHY, at(3))))
                .get(0)
                .checkId()
                .orElseThrow();
        assertThat(next).isGreaterThan(ids.get(3));
        assertThat(history(Optional.of("stream-bot")))
                .extracting(StoredCheck::id)
                .containsExactly(ids.get(3), ids.get(2), ids.get(0));
    }

    @Test
    void sameBatchAgain_isStoredOnceAndAnsweredAlike() {
        List<Step> steps = batch(bot.step(UNHEALTHY, at(0)), minio.step(HEALTHY, at(0)));
        List<RecordedStep> first = writer.commit(steps);
        assertThat(writer.commit(List.copyOf(steps))).isEqualTo(first);
        assertThat(history()).hasSize(2);
        assertThat(alerts(Optional.empty())).hasSize(1);
    }

    @Test
    void stepsThatAWriterBeforeOfTheSameOriginRecorded_areNotRecordedAgain() {
        UUID origin = UUID.randomUUID();
        List<NumberedStep> first = Pen.numbered(1, batch(bot.step(UNHEALTHY, at(0)), minio.step(HEALTHY, at(0))));
        store.openWriter(origin).commit(first);

        StoreWriter next = store.openWriter(origin);
        assertThat(next.recordedUpTo()).isEqualTo(2);
        List<NumberedStep> both = new ArrayList<>(first);
        both.addAll(Pen.numbered(5, batch(bot.step(UNHEALTHY, at(1)))));
        List<RecordedStep> recorded = next.commit(both);

        assertThat(recorded).extracting(step -> step.checkId().isPresent()).containsExactly(false, false, true);
        assertThat(next.recordedUpTo()).isEqualTo(5);
        assertThat(history()).hasSize(3);
        assertThat(alerts(Optional.empty())).hasSize(1);
        assertThat(next.states()).contains(recorded(bot));
    }

    @Test
    void numbersOfAnotherOrigin_sayNothingOfThisOne() {
        store.openWriter(UUID.randomUUID()).commit(Pen.numbered(1, batch(bot.step(HEALTHY, at(0)))));
        StoreWriter other = store.openWriter(UUID.randomUUID());
        assertThat(other.recordedUpTo()).isZero();
        other.commit(Pen.numbered(1, batch(bot.step(HEALTHY, at(1)))));
        assertThat(history()).hasSize(2);
    }

    @Test
    void stepWithoutACheck_changesTheStateAlone() {
        writer.commit(batch(bot.step(UNHEALTHY, at(0))));
        Alert resolved = bot.state().activeAlert().orElseThrow().resolved(at(5));
        var state = new ServiceState(
                "stream-bot", bot.state().lastCheck(), bot.state().since(), 1, 0, Optional.empty());
        var transition = new Transition(
                Transition.Kind.RESOLVED, resolved, at(5), Why.of("unwatched", "the service is no longer watched"));
        RecordedStep recorded = writer.commit(List.of(new Step(Optional.empty(), state, List.of(transition))))
                .get(0);
        assertThat(recorded.checkId()).isEmpty();
        assertThat(recorded.alertId())
                .hasValue(alerts(Optional.of(false)).get(0).id());
        assertThat(history()).hasSize(1);
        assertThat(writer.states()).containsExactly(new RecordedState(state, rowOf("stream-bot")));
    }

    @Test
    void gap_countsNeitherWay() {
        writer.commit(batch(bot.step(HEALTHY, at(0))));
        Gap gap = new Gap(at(1), at(59), 3);
        writer.commit(batch(bot.step(HEALTHY, at(60)).with(gap), minio.step(HEALTHY, at(60))));
        assertThat(history()).hasSize(3);
        assertThat(store.count("stream-bot", at(0), at(61)).total()).isEqualTo(2);
    }

    @Test
    void gaps_areReadBack_newestFirst() {
        Unobserved slept = new Unobserved(at(60), at(900));
        writer.commit(batch(
                bot.step(HEALTHY, at(60)).with(new Gap(at(1), at(59), 3)),
                minio.step(HEALTHY, at(61)).with(Gap.of(at(30)))));
        writer.commit(batch(bot.step(HEALTHY, at(900)).afterUnobserved(Optional.of(slept))));

        StoredGap givenUp = new StoredGap("stream-bot", StoredGap.Kind.GIVEN_UP, at(1), at(59), 3);
        StoredGap notObserved = new StoredGap("stream-bot", StoredGap.Kind.NOT_OBSERVED, at(60), at(900), 0);
        assertThat(gaps(Optional.of("stream-bot"), at(0), 10)).containsExactly(notObserved, givenUp);
        assertThat(gaps(Optional.of("stream-bot"), at(59), 1)).containsExactly(notObserved);
        assertThat(gaps(Optional.of("stream-bot"), at(60), 10)).containsExactly(notObserved);
        assertThat(gaps(Optional.empty(), at(0), 10))
                .extracting(StoredGap::service)
                .containsExactly("stream-bot", "stream-bot", "minio");
        assertThat(store.count("stream-bot", at(0), at(901)).total()).isEqualTo(2);
    }

    @Test
    void gaps_areReadBack_upToAMoment() {
        writer.commit(batch(
                bot.step(HEALTHY, at(60)).with(new Gap(at(1), at(59), 3)),
                bot.step(HEALTHY, at(120)).with(new Gap(at(61), at(119), 2))));

        assertThat(store.gaps(new GapReader.GapQuery(Optional.empty(), at(0), Optional.of(at(61)), 10)))
                .extracting(StoredGap::to)
                .containsExactly(at(59));
    }

    /** By the monitor's own fault: there is a gap without a check, also of a service of which nothing is known yet. */
    @Test
    void gapWithoutACheck_keepsTheStateAndItsKind() {
        writer.commit(batch(bot.step(HEALTHY, at(0))));
        ServiceState known = bot.state();
        ServiceState fresh = ServiceState.initial("fresh");
        writer.commit(batch(
                new Step(Optional.empty(), known, List.of(), Optional.of(Gap.of(Kind.HELD_UP, at(30)))),
                new Step(Optional.empty(), fresh, List.of(), Optional.of(Gap.of(Kind.MONITOR_FAULT, at(31))))));

        assertThat(gaps(Optional.empty(), at(0), 10))
                .containsExactly(
                        new StoredGap("fresh", Kind.MONITOR_FAULT, at(31), at(31), 1),
                        new StoredGap("stream-bot", Kind.HELD_UP, at(30), at(30), 1));
        assertThat(history()).hasSize(1);
        assertThat(writer.states())
                .contains(new RecordedState(known, rowOf("stream-bot")))
                .contains(new RecordedState(fresh, OptionalLong.empty()));
        assertThat(store.count("stream-bot", at(0), at(61)).total()).isEqualTo(1);
    }

    private List<StoredGap> gaps(Optional<String> service, Instant since, int limit) {
        return store.gaps(new GapReader.GapQuery(service, since, limit));
    }

    @Test
    void largeBatch_isStoredWhole() {
        List<Step> steps = IntStream.range(0, 2_000)
                .mapToObj(i -> new WatchedService("service-" + i).step(i % 3 == 0 ? UNHEALTHY : HEALTHY, at(0)))
                .toList();
        assertThat(writer.commit(steps)).hasSize(2_000);
        assertThat(writer.states()).hasSize(2_000);
        assertThat(store.activeAlerts()).isEqualTo(667);
    }

    @Test
    void textThatIsHardToStore_isReadBackAsItWas() {
        String hostile = "'; drop table service_health_checks; -- {\"a\",NULL} \\ \" 💥 ${x} :p ? {0} ";
        String name = "n".repeat(100);
        ObjectNode object = JsonNodeFactory.instance.objectNode().put(hostile, hostile);
        object.put("null", "NULL")
                .put("", "\\N")
                .put("control", "\u0001\u0000\uD83D")
                .put("e", "💥".repeat(600));
        WatchedService service = new WatchedService(name);
        CheckResult check = service.check(
                T0,
                Evaluation.of(
                        UNHEALTHY,
                        new Reason("r".repeat(50)),
                        (hostile + "💥".repeat(500)),
                        Checks.of(object),
                        Optional.empty()));
        writer.commit(batch(service.step(check)));
        assertThat(history()).containsExactly(check);
        assertThat(check.evaluation().message().orElseThrow()).hasSizeGreaterThan(490);
        assertThat(writer.states()).containsExactly(recorded(service));
        assertThat(alerts(Optional.of(true)).get(0).alert().message())
                .startsWith("Service " + name + " is unhealthy: ';");
    }
}
