package io.healthmon.internal;

import static io.healthmon.internal.ManualChecks.target;
import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthStatus;
import io.healthmon.HealthTarget;
import io.healthmon.MonitorListener;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.store.StoredCheck;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PipelineSlotsTest {

    private static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final Duration HOUR = Duration.ofHours(1);

    /** Hears when, on the monotonic clock, slots were used and left out. */
    private static final class Heard implements MonitorListener {
        private final List<Duration> lags = new ArrayList<>();
        private final List<Skip> skips = new ArrayList<>();

        @Override
        public void onSlot(HealthTarget target, Duration lag) {
            lags.add(lag);
        }

        @Override
        public void onSkipped(HealthTarget target, Skip why) {
            skips.add(why);
        }
    }

    private final Heard heard = new Heard();

    private static List<Instant> times(PipelineHarness monitor, String service) {
        return monitor.store.log(service).stream()
                .map(StoredCheck::check)
                .map(CheckResult::timestamp)
                .toList();
    }

    @Test
    void checks_undisturbed_comeOnTheGridWithTheServicesPhase() {
        PipelineHarness monitor =
                PipelineHarness.setup().start(target("a").build(), target("b").build());

        monitor.advance(Duration.ofMinutes(10));
        monitor.flush();

        for (String service : List.of("a", "b")) {
            long phase = SlotGrid.of(service, INTERVAL).phaseMicros();
            assertThat(times(monitor, service))
                    .hasSize(20)
                    .allSatisfy(at -> assertThat((ChronoUnit.MICROS.between(Instant.EPOCH, at) - phase)
                                    % (INTERVAL.toNanos() / 1_000))
                            .isZero());
        }
        assertThat(times(monitor, "a")).doesNotContainAnyElementsOf(times(monitor, "b"));
    }

    @Test
    void slot_whileACheckIsUnderWay_isLeftOutAndCounted() {
        PipelineHarness monitor =
                PipelineHarness.setup().listener(heard).start(target("a").build());
        monitor.checks.hang("a");
        monitor.advance(
                SlotGrid.of("a", INTERVAL).untilNext(monitor.time.wall()).minusSeconds(1));
        monitor.check("a");

        monitor.advance(Duration.ofSeconds(2));

        assertThat(monitor.checks.started("a")).isEqualTo(1);
        assertThat(monitor.pipeline.statistics().skippedBusy()).isEqualTo(1);
        assertThat(heard.skips).containsExactly(MonitorListener.Skip.BUSY);
        assertThat(heard.lags).isEmpty();
    }

    @Test
    void slot_aLittleLate_isUsedAndItsLagTold() {
        PipelineHarness monitor =
                PipelineHarness.setup().listener(heard).start(target("a").build());

        monitor.stall(SlotGrid.of("a", INTERVAL).untilNext(monitor.time.wall()).plusSeconds(10));
        monitor.advance(Duration.ofSeconds(1));

        assertThat(monitor.checks.started("a")).isEqualTo(1);
        assertThat(heard.lags).containsExactly(Duration.ofSeconds(10));
    }

    @Test
    void slots_afterALongStall_areLeftOutCountedAndTheGridGoesOn() {
        PipelineHarness monitor =
                PipelineHarness.setup().listener(heard).start(target("a").build());

        monitor.stall(SlotGrid.of("a", INTERVAL).untilNext(monitor.time.wall()).plusSeconds(75));
        monitor.advance(Duration.ofSeconds(1));

        assertThat(monitor.checks.started("a")).isZero();
        assertThat(monitor.pipeline.statistics().skippedLate())
                .as("the slot 75 s ago, and those 45 s and 15 s ago")
                .isEqualTo(3);
        assertThat(heard.skips).containsExactly(MonitorListener.Skip.LATE);

        monitor.advance(INTERVAL);

        assertThat(monitor.checks.started("a")).isEqualTo(1);
        assertThat(heard.lags).containsExactly(Duration.ZERO);
    }

    @Test
    void slots_thatCameDueDuringAStall_areUsedInTurn() {
        HealthTarget[] targets = IntStream.range(0, 1_000)
                .mapToObj(i -> target("service-" + i).build())
                .toArray(HealthTarget[]::new);
        PipelineHarness monitor = PipelineHarness.setup().listener(heard).start(targets);
        monitor.advance(INTERVAL);
        assertThat(heard.lags).hasSizeBetween(980, 1_000);
        heard.lags.clear();

        monitor.stall(Duration.ofSeconds(10));
        monitor.advance(Duration.ofMillis(100));
        assertThat(heard.lags).hasSizeBetween(10, 20);

        monitor.advance(Duration.ofMillis(9_900));
        assertThat(heard.lags).hasSizeBetween(600, 720);
        assertThat(heard.skips).isEmpty();
    }

    @Test
    void services_thatHang_costNobodyElseASlot() {
        HealthTarget[] targets = IntStream.range(0, 1_000)
                .mapToObj(i -> target("service-" + i).build())
                .toArray(HealthTarget[]::new);
        PipelineHarness monitor = PipelineHarness.setup().start(targets);
        IntStream.range(0, 200).forEach(i -> monitor.checks.hang("service-" + i));

        monitor.advance(HOUR);
        monitor.flush();

        for (int i = 200; i < 1_000; i++) {
            assertThat(times(monitor, "service-" + i)).as("service-" + i).hasSize(120);
        }
        for (int i = 0; i < 200; i++) {
            assertThat(monitor.checks.started("service-" + i)).isEqualTo(120);
            assertThat(monitor.store.log("service-" + i)).allSatisfy(row -> {
                assertThat(row.check().evaluation().status()).isEqualTo(HealthStatus.UNHEALTHY);
                assertThat(row.check().responseTime()).isEqualTo(Duration.ofSeconds(10));
            });
        }
        assertThat(monitor.pipeline.statistics().skippedBusy()).isZero();
        assertThat(monitor.pipeline.statistics().skippedLate()).isZero();
    }

    @Test
    void check_whileOneIsUnderWay_joinsIt() {
        PipelineHarness monitor = PipelineHarness.setup().start(target("a").build());
        var answer = monitor.checks.pending("a");

        CompletableFuture<CheckResult> first = monitor.check("a");
        CompletableFuture<CheckResult> second = monitor.check("a");
        answer.complete(monitor.checks.observation("a", HealthStatus.HEALTHY));
        monitor.lanes.settle();

        assertThat(first.join()).isEqualTo(second.join());
        assertThat(monitor.checks.started("a")).isEqualTo(1);
        monitor.flush();
        assertThat(monitor.recorded("a")).containsExactly(1);
    }

    @Test
    void check_cancelledByOneCaller_stillEndsForTheOther() {
        PipelineHarness monitor = PipelineHarness.setup().start(target("a").build());
        var answer = monitor.checks.pending("a");

        monitor.check("a").cancel(true);
        CompletableFuture<CheckResult> other = monitor.check("a");
        answer.complete(monitor.checks.observation("a", HealthStatus.HEALTHY));
        monitor.lanes.settle();

        assertThat(other).isCompleted();
    }

    @Test
    void clock_thatIsSlewedBack_doesNotUseASlotTwice() {
        PipelineHarness monitor = PipelineHarness.setup().start(target("a").build());

        for (int i = 0; i < 60; i++) {
            monitor.advance(Duration.ofSeconds(10));
            monitor.time.jumpWall(Duration.ofMillis(-2));
        }

        assertThat(monitor.checks.started("a")).isBetween(19, 20);
    }

    @Test
    void clock_thatJumpsBackAnHour_neitherStopsChecksNorTheirOrder() {
        PipelineHarness monitor = PipelineHarness.setup().start(target("a").build());

        monitor.advance(Duration.ofMinutes(5));
        monitor.time.jumpWall(HOUR.negated());
        monitor.advance(Duration.ofMinutes(5));
        monitor.flush();

        assertThat(monitor.checks.started("a")).isBetween(19, 21);
        assertThat(times(monitor, "a"))
                .hasSize(monitor.checks.started("a"))
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void clock_thatJumpsAheadAnHour_neitherStopsChecksNorMakesSlotsUp() {
        PipelineHarness monitor = PipelineHarness.setup().start(target("a").build());

        monitor.advance(Duration.ofMinutes(5));
        monitor.time.jumpWall(HOUR);
        monitor.advance(Duration.ofMinutes(5));

        assertThat(monitor.checks.started("a")).isBetween(19, 21);
        assertThat(monitor.pipeline.statistics().skippedLate()).isZero();
    }

    @Test
    void restart_anyTime_keepsTheSlots() {
        PipelineHarness first = PipelineHarness.setup().start(target("a").build());
        first.advance(Duration.ofMinutes(3));

        PipelineHarness second = first.restarted().start(target("a").build());
        second.advance(Duration.ofMinutes(3));
        second.flush();

        List<Instant> times = times(second, "a");
        assertThat(times).hasSize(12);
        assertThat(Duration.between(times.get(0), times.get(11))).isEqualTo(INTERVAL.multipliedBy(11));
    }
}
