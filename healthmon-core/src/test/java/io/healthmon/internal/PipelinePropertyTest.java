package io.healthmon.internal;

import static io.healthmon.internal.ManualChecks.target;
import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthStatus;
import io.healthmon.HealthTarget;
import io.healthmon.internal.FlakyStore.Mood;
import io.healthmon.store.StoredAlert;
import io.healthmon.target.AlertRules;
import io.healthmon.target.Flapping;
import io.healthmon.target.Thresholds;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever the store does and whenever the process dies: the log is complete and in order, and the alerts are its fold. */
class PipelinePropertyTest {

    private static final Duration RETRIES = Duration.ofSeconds(6);

    private static HealthTarget service(int failure, int recovery, int unknown, AlertRules rules) {
        return target("a")
                .thresholds(new Thresholds(failure, recovery, unknown))
                .rules(rules)
                .build();
    }

    /** Checks outside the grid, failures that come too early, and perhaps an alert that is held open. */
    private static AlertRules rules(Random lot, boolean flapping) {
        return new AlertRules(
                Duration.ofSeconds(lot.nextInt(5)),
                lot.nextBoolean() ? Optional.of(Duration.ofMillis(400)) : Optional.empty(),
                Optional.empty(),
                flapping && lot.nextBoolean() ? Optional.of(Flapping.DEFAULT) : Optional.empty(),
                List.of());
    }

    private static void checkRandomly(PipelineHarness monitor, Random lot, int times) {
        for (int i = 0; i < times; i++) {
            monitor.checks.answer("a", HealthStatus.values()[lot.nextInt(4)]);
            monitor.check("a");
            monitor.advance(Duration.ofMillis(lot.nextInt(1_500)));
        }
    }

    private static void bringEverythingHome(PipelineHarness monitor) {
        monitor.store.be(Mood.FINE);
        monitor.advance(RETRIES);
        monitor.flush();
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.MIXIN)
    void store_withAnyMoods_getsEveryCheckOnceAndInOrder(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 3) int failure,
            @ForAll @IntRange(min = 1, max = 3) int recovery,
            @ForAll @IntRange(max = 3) int unknown) {
        Random lot = new Random(seed);
        HealthTarget service = service(failure, recovery, unknown, rules(lot, true));
        PipelineHarness monitor = PipelineHarness.setup().seed(seed).start(service);

        monitor.store.be(() -> Mood.values()[lot.nextInt(3)]);
        checkRandomly(monitor, lot, 40);
        bringEverythingHome(monitor);

        assertThat(monitor.recorded("a"))
                .isEqualTo(IntStream.rangeClosed(1, monitor.checks.answered("a"))
                        .boxed()
                        .toList());
        Replay.assertFoldOfLog(monitor.store, service);
        assertThat(monitor.state("a")).isEqualTo(monitor.store.state("a"));
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.MIXIN)
    void start_withTheStoreAway_neitherRepeatsNorLosesATransition(
            @ForAll long seed,
            @ForAll @IntRange(max = 5) int before,
            @ForAll @IntRange(max = 8) int away,
            @ForAll @IntRange(max = 5) int after,
            @ForAll @IntRange(min = 1, max = 3) int failure,
            @ForAll @IntRange(min = 1, max = 3) int recovery) {
        Random lot = new Random(seed);
        HealthTarget service = service(failure, recovery, 2, rules(lot, true));
        PipelineHarness first = PipelineHarness.setup().seed(seed).start(service);
        checkRandomly(first, lot, before);
        first.flush();

        first.store.be(Mood.AWAY);
        PipelineHarness second = first.restarted().seed(seed + 1).start(service);
        checkRandomly(second, lot, away);
        second.store.be(Mood.FINE);
        checkRandomly(second, lot, after);
        bringEverythingHome(second);

        assertThat(second.recorded("a"))
                .isEqualTo(IntStream.rangeClosed(1, second.checks.answered("a"))
                        .boxed()
                        .toList());
        Replay.assertFoldOfLog(second.store, service);
        assertThat(second.pipeline.states().service("a").orElseThrow().day().total())
                .isEqualTo(second.recorded("a").size());
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.MIXIN)
    void restart_atAnyMoment_leavesOneAlertThatIsResolvedOnce(@ForAll long seed, @ForAll boolean answersLost) {
        Random lot = new Random(seed);
        HealthTarget service = service(1 + lot.nextInt(2), 1, 3, rules(lot, false));
        PipelineHarness monitor = PipelineHarness.setup().seed(seed).start(service);
        for (int life = 0; life < 5; life++) {
            monitor.store.be(() -> answersLost && lot.nextBoolean() ? Mood.ANSWER_LOST : Mood.FINE);
            checkRandomly(monitor, lot, lot.nextInt(8));
            monitor.checks.answer("a", HealthStatus.UNHEALTHY);
            monitor.pipeline.checkNow("a");
            for (int tasks = lot.nextInt(8); tasks > 0; tasks--) {
                monitor.lanes.step();
            }
            monitor = monitor.restarted().seed(lot.nextLong()).start(service);
        }
        bringEverythingHome(monitor);
        monitor.check("a");
        monitor.check("a");
        monitor.flush();
        Replay.assertFoldOfLog(monitor.store, service);
        assertThat(monitor.store.alertsOf("a"))
                .filteredOn(row -> row.alert().active())
                .hasSize(1);

        monitor.checks.answer("a", HealthStatus.HEALTHY);
        monitor.advance(Duration.ofSeconds(1));
        monitor.check("a");
        monitor.flush();

        Replay.assertFoldOfLog(monitor.store, service);
        List<StoredAlert> alerts = monitor.store.alertsOf("a");
        assertThat(alerts)
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.alert().resolvedAt()).isPresent());
        assertThat(monitor.recorded("a")).doesNotHaveDuplicates().isSorted();
        assertThat(monitor.pipeline.states().service("a").orElseThrow().day().total())
                .isEqualTo(monitor.recorded("a").size());
    }
}
