package io.healthmon.store;

import static io.healthmon.HealthStatus.DEGRADED;
import static io.healthmon.HealthStatus.HEALTHY;
import static io.healthmon.HealthStatus.UNHEALTHY;
import static io.healthmon.store.WatchedService.batch;
import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.alert.Acknowledgement;
import io.healthmon.alert.Alert;
import io.healthmon.alert.Severity;
import io.healthmon.alert.Transition;
import io.healthmon.alert.Why;
import io.healthmon.store.AlertReader.AlertQuery;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How every {@link Store} keeps alerts. */
abstract class AlertContract extends ContractTest {

    @Test
    void triggeredChangedResolved_isOneAlertWithOneId() {
        RecordedStep opened = writer.commit(batch(bot.step(DEGRADED, at(0)))).get(0);
        assertThat(alerts(Optional.of(true)))
                .containsExactly(new StoredAlert(
                        opened.alertId().orElseThrow(),
                        new Alert(
                                "stream-bot",
                                Severity.CRITICAL,
                                "Service stream-bot is degraded: it says degraded",
                                at(0),
                                Optional.empty())));
        RecordedStep changed = writer.commit(batch(bot.step(UNHEALTHY, at(30)))).get(0);
        assertThat(alerts(Optional.of(true)).get(0).alert().message())
                .isEqualTo("Service stream-bot is unhealthy: it says unhealthy");
        RecordedStep unchanged =
                writer.commit(batch(bot.step(UNHEALTHY, at(60)))).get(0);
        RecordedStep resolved = writer.commit(batch(bot.step(HEALTHY, at(90)))).get(0);
        assertThat(List.of(changed.alertId(), resolved.alertId())).containsOnly(opened.alertId());
        assertThat(unchanged.alertId()).isEmpty();
        assertThat(alerts(Optional.of(true))).isEmpty();
        assertThat(alerts(Optional.of(false)).get(0).alert().resolvedAt()).contains(at(90));
    }

    @Test
    void whoSeesToIt_flappingAndChannels_areKept_tillTheEnd() {
        Step opened = bot.step(UNHEALTHY, at(0));
        Alert told = bot.state().activeAlert().orElseThrow().toldTo(List.of("mail", "a, \"b\" {}"));
        writer.commit(batch(step(opened, Transition.Kind.TRIGGERED, told)));
        assertThat(alerts(Optional.of(true)).get(0).alert()).isEqualTo(told);
        Alert seen = told.acknowledged(new Acknowledgement("ann", at(3), "it's the switch; 💥"))
                .flapping(true);
        writer.commit(
                batch(step(new Step(Optional.empty(), opened.state(), List.of()), Transition.Kind.ACKNOWLEDGED, seen)));
        assertThat(alerts(Optional.of(true)).get(0).alert()).isEqualTo(seen);
        assertThat(Pen.open(store).states().get(0).state().activeAlert()).contains(seen);
        Step healthy = bot.step(HEALTHY, at(9));
        Alert over = seen.resolved(at(9));

        Pen.open(store)
                .commit(List.of(new Step(
                        healthy.check(),
                        healthy.state(),
                        List.of(new Transition(Transition.Kind.RESOLVED, over, at(9), Why.of("r", "s"))))));

        assertThat(alerts(Optional.of(false)).get(0).alert()).isEqualTo(over);
    }

    private static Step step(Step cause, Transition.Kind kind, Alert alert) {
        return new Step(
                cause.check(),
                cause.state().with(Optional.of(alert)),
                List.of(new Transition(kind, alert, alert.triggeredAt(), Why.of("r", "s"))));
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
