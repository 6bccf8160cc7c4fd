package io.healthmon.store;

import static io.healthmon.HealthStatus.DEGRADED;
import static io.healthmon.HealthStatus.HEALTHY;
import static io.healthmon.HealthStatus.UNHEALTHY;
import static io.healthmon.HealthStatus.UNKNOWN;
import static io.healthmon.store.WatchedService.batch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.healthmon.HealthStatus;
import io.healthmon.alert.Alert;
import io.healthmon.alert.ServiceState;
import io.healthmon.alert.Severity;
import io.healthmon.alert.Transition;
import io.healthmon.check.Checks;
import io.healthmon.check.Reason;
import io.healthmon.check.http.BodyFormat;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.evaluate.Evaluation;
import io.healthmon.store.AlertReader.AlertQuery;
import io.healthmon.store.CheckReader.HistoryQuery;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What every {@link Store} does, except for counting ({@link UptimeContract}). Extend it to prove yours. */
public abstract class StoreContract {

    static final Instant T0 = Instant.parse("2026-03-01T10:00:00.123456Z");
    private static final Optional<String> ALL = Optional.empty();

    private Store store;
    private StoreWriter writer;
    private final WatchedService bot = new WatchedService("stream-bot");
    private final WatchedService minio = new WatchedService("minio");

    /** A new, empty store that keeps checks for seven days; closed after each test. */
    protected abstract Store newStore();

    @BeforeEach
    final void open() {
        store = newStore();
        writer = store.openWriter();
    }

    @AfterEach
    final void close() {
        store.close();
    }

    private static Instant at(int seconds) {
        return T0.plusSeconds(seconds);
    }

    private List<CheckResult> history() {
        return history(ALL).stream().map(StoredCheck::check).toList();
    }

    private List<StoredCheck> history(Optional<String> service) {
        return store.history(new HistoryQuery(service, Instant.EPOCH, 1000));
    }

    /** What the store keeps of a service: its state, and the row of its newest check. */
    private RecordedState recorded(WatchedService service) {
        return new RecordedState(service.state(), rowOf(service.state().service()));
    }

    private OptionalLong rowOf(String service) {
        return OptionalLong.of(history(Optional.of(service)).get(0).id());
    }

    private List<StoredAlert> alerts(Optional<Boolean> active) {
        return store.alerts(new AlertQuery(active, ALL, 1000));
    }

    @Nested
    class Commit {

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
        void noSteps_isNothing() {
            assertThat(writer.commit(List.of())).isEmpty();
            assertThat(writer.states()).isEmpty();
        }

        @Test
        void stepWithoutACheck_changesTheStateAlone() {
            writer.commit(batch(bot.step(UNHEALTHY, at(0))));
            Alert resolved = bot.state().activeAlert().orElseThrow().resolved(at(5));
            var state = new ServiceState(
                    "stream-bot", bot.state().lastCheck(), bot.state().since(), 1, 0, Optional.empty());
            var transition =
                    new Transition(Transition.Kind.RESOLVED, resolved, at(5), "the service is no longer watched");
            RecordedStep recorded = writer.commit(List.of(new Step(Optional.empty(), state, List.of(transition))))
                    .get(0);
            assertThat(recorded.checkId()).isEmpty();
            assertThat(recorded.alertId())
                    .hasValue(alerts(Optional.of(false)).get(0).id());
            assertThat(history()).hasSize(1);
            assertThat(writer.states()).containsExactly(new RecordedState(state, rowOf("stream-bot")));
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

    @Nested
    class States {

        @Test
        void neverRecorded_isEmpty() {
            assertThat(writer.states()).isEmpty();
        }

        @Test
        void lastStepOfEachService_isItsState() {
            writer.commit(batch(
                    bot.step(HEALTHY, at(0)),
                    minio.step(HEALTHY, at(0)),
                    bot.step(UNHEALTHY, at(30)),
                    bot.step(DEGRADED, at(60))));
            writer.commit(batch(minio.step(HEALTHY, at(61))));
            assertThat(writer.states()).containsExactlyInAnyOrder(recorded(bot), recorded(minio));
            assertThat(bot.state().activeAlert()).isPresent();
            assertThat(bot.state().failureStreak()).isEqualTo(2);
        }

        @Test
        void nextWriter_findsWhatTheOneBeforeLeft() {
            writer.commit(batch(bot.step(UNKNOWN, at(0)), bot.step(UNKNOWN, at(1)), bot.step(UNKNOWN, at(2))));
            assertThat(store.openWriter().states()).containsExactly(recorded(bot));
            assertThat(bot.state().activeAlert()).isPresent();
        }
    }

    @Nested
    class Fencing {

        @Test
        void writerBefore_mayWriteNoMore() {
            writer.commit(batch(bot.step(HEALTHY, at(0))));
            StoreWriter next = store.openWriter();
            assertThatExceptionOfType(StoreException.Fenced.class)
                    .isThrownBy(() -> writer.commit(batch(minio.step(HEALTHY, at(1)))));
            next.commit(batch(bot.step(HEALTHY, at(1))));
            assertThatExceptionOfType(StoreException.Fenced.class)
                    .isThrownBy(() -> writer.commit(batch(minio.step(HEALTHY, at(2)))));
            assertThat(history()).extracting(CheckResult::service).containsOnly("stream-bot");
        }
    }

    @Nested
    class History {

        @Test
        void newestFirst_acrossServicesAndBatches() {
            writer.commit(batch(bot.step(HEALTHY, at(10)), minio.step(HEALTHY, at(5))));
            writer.commit(batch(minio.step(HEALTHY, at(8)), bot.step(HEALTHY, at(20))));
            assertThat(history()).extracting(CheckResult::timestamp).containsExactly(at(20), at(10), at(8), at(5));
        }

        @Test
        void sameMoment_laterRecordedFirst() {
            writer.commit(batch(bot.step(HEALTHY, at(0)), minio.step(HEALTHY, at(0))));
            assertThat(history()).extracting(CheckResult::service).containsExactly("minio", "stream-bot");
        }

        @Test
        void since_isIncludedToTheMicrosecond() {
            writer.commit(batch(bot.step(HEALTHY, T0), bot.step(HEALTHY, T0.plusNanos(1000))));
            assertThat(store.history(new HistoryQuery(ALL, T0, 10))).hasSize(2);
            assertThat(store.history(new HistoryQuery(ALL, T0.plusNanos(1000), 10)))
                    .hasSize(1);
            assertThat(store.history(new HistoryQuery(ALL, T0.plusNanos(2000), 10)))
                    .isEmpty();
        }

        @Test
        void limit_keepsTheNewest() {
            writer.commit(batch(bot.step(HEALTHY, at(0)), minio.step(HEALTHY, at(1)), bot.step(HEALTHY, at(2))));
            assertThat(store.history(new HistoryQuery(ALL, Instant.EPOCH, 2)))
                    .extracting(row -> row.check().timestamp())
                    .containsExactly(at(2), at(1));
        }

        @Test
        void service_filters_andAnUnknownOneHasNone() {
            writer.commit(batch(bot.step(HEALTHY, at(0)), minio.step(HEALTHY, at(1))));
            assertThat(history(Optional.of("minio")))
                    .extracting(row -> row.check().service())
                    .containsExactly("minio");
            assertThat(history(Optional.of("nobody"))).isEmpty();
        }

        @Test
        void daysApart_areOneLog() {
            Instant later = T0.plus(Duration.ofDays(3));
            writer.commit(batch(bot.step(HEALTHY, T0), bot.step(DEGRADED, later)));
            assertThat(history()).extracting(CheckResult::timestamp).containsExactly(later, T0);
        }
    }

    @Nested
    class Alerts {

        @Test
        void triggeredChangedResolved_isOneAlertWithOneId() {
            RecordedStep opened =
                    writer.commit(batch(bot.step(DEGRADED, at(0)))).get(0);
            assertThat(alerts(Optional.of(true)))
                    .containsExactly(new StoredAlert(
                            opened.alertId().orElseThrow(),
                            new Alert(
                                    "stream-bot",
                                    Severity.CRITICAL,
                                    "Service stream-bot is degraded: it says degraded",
                                    at(0),
                                    Optional.empty())));
            RecordedStep changed =
                    writer.commit(batch(bot.step(UNHEALTHY, at(30)))).get(0);
            assertThat(alerts(Optional.of(true)).get(0).alert().message())
                    .isEqualTo("Service stream-bot is unhealthy: it says unhealthy");
            RecordedStep unchanged =
                    writer.commit(batch(bot.step(UNHEALTHY, at(60)))).get(0);
            RecordedStep resolved =
                    writer.commit(batch(bot.step(HEALTHY, at(90)))).get(0);
            assertThat(List.of(changed.alertId(), resolved.alertId())).containsOnly(opened.alertId());
            assertThat(unchanged.alertId()).isEmpty();
            assertThat(alerts(Optional.of(true))).isEmpty();
            assertThat(alerts(Optional.of(false)).get(0).alert().resolvedAt()).contains(at(90));
        }

        @Test
        void openedAndResolvedInOneBatch_eachTimeIsAnAlertOfItsOwn() {
            List<RecordedStep> recorded = writer.commit(batch(
                    bot.step(UNHEALTHY, at(0)),
                    bot.step(HEALTHY, at(1)),
                    bot.step(UNHEALTHY, at(2)),
                    bot.step(HEALTHY, at(3))));
            assertThat(recorded.get(0).alertId()).isEqualTo(recorded.get(1).alertId());
            assertThat(recorded.get(2).alertId()).isEqualTo(recorded.get(3).alertId());
            assertThat(alerts(Optional.of(false)))
                    .extracting(StoredAlert::id)
                    .containsExactly(
                            recorded.get(2).alertId().orElseThrow(),
                            recorded.get(0).alertId().orElseThrow());
        }

        @Test
        void filters_byStatusServiceAndLimit() {
            writer.commit(batch(
                    bot.step(UNHEALTHY, at(0)),
                    bot.step(HEALTHY, at(1)),
                    bot.step(UNHEALTHY, at(2)),
                    minio.step(UNHEALTHY, at(3))));
            assertThat(store.activeAlerts()).isEqualTo(2);
            assertThat(alerts(Optional.empty()))
                    .extracting(row -> row.alert().triggeredAt())
                    .containsExactly(at(3), at(2), at(0));
            assertThat(store.alerts(new AlertQuery(Optional.of(true), Optional.of("stream-bot"), 10)))
                    .extracting(row -> row.alert().triggeredAt())
                    .containsExactly(at(2));
            assertThat(store.alerts(new AlertQuery(Optional.empty(), ALL, 1)))
                    .extracting(row -> row.alert().service())
                    .containsExactly("minio");
            assertThat(store.alerts(new AlertQuery(Optional.empty(), Optional.of("nobody"), 10)))
                    .isEmpty();
        }
    }

    @Nested
    class Maintain {

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
            assertThat(store.hourlyCounts(Instant.EPOCH)).isEmpty();
            assertThat(alerts(Optional.empty()))
                    .extracting(row -> row.alert().service())
                    .containsExactly("minio");
            assertThat(store.activeAlerts()).isEqualTo(1);
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

    @Test
    void ping_answers() {
        store.ping();
    }

    @Test
    void statuses_areAllReadBack() {
        writer.commit(IntStream.range(0, HealthStatus.values().length)
                .mapToObj(i -> bot.step(HealthStatus.values()[i], at(i)))
                .toList());
        assertThat(history())
                .extracting(check -> check.evaluation().status())
                .containsExactlyInAnyOrder(HealthStatus.values());
    }
}
