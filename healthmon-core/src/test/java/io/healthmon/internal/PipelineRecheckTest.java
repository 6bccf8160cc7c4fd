package io.healthmon.internal;

import static io.healthmon.internal.ManualChecks.target;
import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthStatus;
import io.healthmon.HealthTarget;
import io.healthmon.MonitorListener;
import io.healthmon.store.StoredCheck;
import io.healthmon.target.AlertRules;
import io.healthmon.target.Thresholds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Checks outside the grid: while a service is suspect, and where they are asked for. */
class PipelineRecheckTest {

    private static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final Duration RECHECK = Duration.ofSeconds(4);

    private static HealthTarget service(String name, Thresholds thresholds) {
        return target(name)
                .thresholds(thresholds)
                .rules(new AlertRules(
                        Duration.ZERO, Optional.of(RECHECK), Optional.empty(), Optional.empty(), List.of()))
                .build();
    }

    private static PipelineHarness startedAtItsFirstSlot(HealthTarget service) {
        PipelineHarness monitor = PipelineHarness.setup().start(service);
        monitor.advance(SlotGrid.of(service.name(), INTERVAL).untilNext(monitor.time.wall()));
        assertThat(monitor.checks.started(service.name())).isEqualTo(1);
        return monitor;
    }

    /** When checks came, in seconds after the first. */
    private static List<Long> seconds(PipelineHarness monitor, String service) {
        monitor.flush();
        List<Instant> times = monitor.store.log(service).stream()
                .map(StoredCheck::check)
                .map(check -> check.timestamp())
                .toList();
        return times.stream()
                .map(at -> Duration.between(times.get(0), at).toSeconds())
                .toList();
    }

    @Test
    void service_thatFails_isCheckedSoonerUntilItsAlertIsDecided() {
        PipelineHarness monitor = startedAtItsFirstSlot(service("a", new Thresholds(3, 1, 3)));
        monitor.checks.answer("a", HealthStatus.UNHEALTHY);

        monitor.advance(INTERVAL.multipliedBy(3));

        assertThat(seconds(monitor, "a")).containsExactly(0L, 30L, 34L, 38L, 60L, 90L);
        assertThat(monitor.store.alertsOf("a")).hasSize(1);
    }

    @Test
    void service_thatRecovers_isCheckedSoonerUntilItsAlertIsDecided() {
        PipelineHarness monitor = startedAtItsFirstSlot(service("a", new Thresholds(1, 3, 3)));
        monitor.checks.answer("a", HealthStatus.UNHEALTHY);
        monitor.advance(INTERVAL);
        monitor.checks.answer("a", HealthStatus.HEALTHY);

        monitor.advance(INTERVAL.multipliedBy(2));

        assertThat(seconds(monitor, "a")).containsExactly(0L, 30L, 60L, 64L, 68L, 90L);
        assertThat(monitor.state("a").activeAlert()).isEmpty();
    }

    @Test
    void service_whoseFailuresNeverAlert_isNotCheckedSooner() {
        PipelineHarness monitor = startedAtItsFirstSlot(service("a", new Thresholds(3, 1, 0)));
        monitor.checks.answer("a", HealthStatus.UNKNOWN);

        monitor.advance(INTERVAL.multipliedBy(2));

        assertThat(seconds(monitor, "a")).containsExactly(0L, 30L, 60L);
    }

    @Test
    void check_asksForTheNextOnlyOnceItHasEnded() {
        PipelineHarness monitor = startedAtItsFirstSlot(service("a", new Thresholds(3, 1, 3)));
        monitor.checks.hang("a");

        monitor.advance(INTERVAL.plusSeconds(25));

        assertThat(monitor.checks.started("a"))
                .as("30 s, until its deadline 40 s, again 44 s")
                .isEqualTo(3);
    }

    @Test
    void checks_outsideTheGrid_areNoSlots() {
        List<Duration> lags = new ArrayList<>();
        List<MonitorListener.Skip> skips = new ArrayList<>();
        MonitorListener heard = new MonitorListener() {
            @Override
            public void onSlot(HealthTarget target, Duration lag) {
                lags.add(lag);
            }

            @Override
            public void onSkipped(HealthTarget target, Skip why) {
                skips.add(why);
            }
        };
        PipelineHarness monitor = PipelineHarness.setup().listener(heard).start(service("a", new Thresholds(5, 1, 5)));
        monitor.checks.answer("a", HealthStatus.UNHEALTHY);

        monitor.advance(INTERVAL.multipliedBy(3));

        assertThat(lags).hasSize(3).containsOnly(Duration.ZERO);
        assertThat(skips).isEmpty();
        assertThat(monitor.checks.started("a")).isEqualTo(7);
    }

    @Test
    void slot_thatComesFirst_isTheNextCheck() {
        PipelineHarness monitor = startedAtItsFirstSlot(service("a", new Thresholds(20, 1, 20)));
        monitor.advance(Duration.ofSeconds(27));
        monitor.checks.answer("a", HealthStatus.UNHEALTHY);
        monitor.check("a");

        monitor.advance(Duration.ofSeconds(6));

        assertThat(seconds(monitor, "a")).containsExactly(0L, 27L, 30L);
    }

    @Test
    void service_thatIsRemoved_isNotCheckedAgain() {
        PipelineHarness monitor = startedAtItsFirstSlot(service("a", new Thresholds(3, 1, 3)));
        monitor.checks.answer("a", HealthStatus.UNHEALTHY);
        monitor.check("a");

        monitor.pipeline.remove("a");
        monitor.advance(INTERVAL);

        assertThat(monitor.checks.started("a")).isEqualTo(2);
    }

    @Test
    void monitor_thatIsStopped_checksNoMore() {
        PipelineHarness monitor = startedAtItsFirstSlot(service("a", new Thresholds(3, 1, 3)));
        monitor.checks.answer("a", HealthStatus.UNHEALTHY);
        monitor.check("a");

        monitor.pipeline.stop();
        monitor.advance(INTERVAL);

        assertThat(monitor.checks.started("a")).isEqualTo(2);
    }

    @Test
    void services_thatFailTogether_takeNoSlotOfAnother() {
        List<Duration> lags = new ArrayList<>();
        MonitorListener heard = new MonitorListener() {
            @Override
            public void onSlot(HealthTarget target, Duration lag) {
                lags.add(lag);
            }
        };
        HealthTarget[] services = IntStream.range(0, 1_000)
                .mapToObj(i -> service("service-" + i, new Thresholds(3, 1, 3)))
                .toArray(HealthTarget[]::new);
        PipelineHarness monitor = PipelineHarness.setup().listener(heard).start(services);
        monitor.advance(INTERVAL.multipliedBy(2));
        lags.clear();
        IntStream.range(0, 1_000).forEach(i -> monitor.checks.answer("service-" + i, HealthStatus.UNHEALTHY));

        monitor.advance(INTERVAL.multipliedBy(2));

        assertThat(lags).hasSize(2_000).containsOnly(Duration.ZERO);
        monitor.flush();
        assertThat(monitor.store.alertsOf("service-0")).hasSize(1);
    }
}
