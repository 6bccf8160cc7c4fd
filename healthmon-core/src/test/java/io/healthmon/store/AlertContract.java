package io.healthmon.store;

import static io.healthmon.HealthStatus.DEGRADED;
import static io.healthmon.HealthStatus.HEALTHY;
import static io.healthmon.HealthStatus.UNHEALTHY;
import static io.healthmon.store.WatchedService.batch;
import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.alert.Alert;
import io.healthmon.alert.Severity;
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
