package io.healthmon.internal;

import static io.healthmon.internal.ManualChecks.target;
import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthStatus;
import io.healthmon.HealthTarget;
import io.healthmon.alert.Alert;
import io.healthmon.replay.Finding;
import io.healthmon.replay.Fired;
import io.healthmon.replay.ReplayReport;
import io.healthmon.replay.ReplayRequest;
import io.healthmon.replay.Replays;
import io.healthmon.replay.Verdict;
import io.healthmon.target.AlertRules;
import io.healthmon.target.Flapping;
import io.healthmon.target.Thresholds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What a monitor recorded, replayed under the rules that it had, fires what it recorded. */
class ReplayPropertyTest {

    private static final int MINUTES = 60;

    private static HealthTarget service(int number, Random lot) {
        HealthTarget.Builder builder = target("s" + number)
                .critical(lot.nextBoolean())
                .interval(Duration.ofSeconds(10 + 10L * lot.nextInt(3)))
                .timeout(Duration.ofSeconds(5))
                .thresholds(new Thresholds(1 + lot.nextInt(3), 1 + lot.nextInt(3), lot.nextInt(4)))
                .rules(new AlertRules(
                        Duration.ofSeconds(60L * lot.nextInt(3)),
                        lot.nextBoolean() ? Optional.of(Duration.ofSeconds(3)) : Optional.empty(),
                        lot.nextBoolean() ? Optional.of(Duration.ofMinutes(1)) : Optional.empty(),
                        lot.nextBoolean() ? Optional.of(Flapping.DEFAULT) : Optional.empty(),
                        parents(number, lot)));
        return builder.build();
    }

    /** Of those before it, so that there is no cycle. */
    private static List<String> parents(int number, Random lot) {
        return IntStream.range(0, number)
                .filter(other -> lot.nextInt(3) == 0)
                .mapToObj(other -> "s" + other)
                .toList();
    }

    /** Statuses last for a while, and then change. */
    private static void live(PipelineHarness monitor, List<HealthTarget> services, Random lot) {
        for (int i = 0; i < MINUTES * 6; i++) {
            HealthTarget one = services.get(lot.nextInt(services.size()));
            monitor.checks.answer(one.name(), status(lot));
            monitor.advance(Duration.ofMillis(lot.nextInt(20_000)));
        }
        monitor.flush();
    }

    private static HealthStatus status(Random lot) {
        return lot.nextBoolean() ? HealthStatus.HEALTHY : HealthStatus.values()[lot.nextInt(4)];
    }

    @Property(tries = 60, edgeCases = EdgeCasesMode.MIXIN)
    void log_replayedUnderTheRulesThatItHad_firesWhatWasRecorded(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int services) {
        Random lot = new Random(seed);
        List<HealthTarget> targets = new ArrayList<>();
        for (int i = 0; i < services; i++) {
            targets.add(service(i, lot));
        }
        PipelineHarness monitor = PipelineHarness.setup().seed(seed).start(targets.toArray(HealthTarget[]::new));
        live(monitor, targets, lot);

        ReplayReport report = Replays.run(
                monitor.store,
                ReplayRequest.of(
                        targets,
                        monitor.time.wall().minus(Duration.ofDays(1)),
                        monitor.time.wall().plusSeconds(60)),
                Replays.Progress.NONE);

        assertThat(report.log().late()).isZero();
        assertThat(report.log().faults()).isZero();
        assertThat(report.findings()).allSatisfy(ReplayPropertyTest::assertSame);
        assertThat(report.total().differences()).isZero();
        assertThat(report.total().fired()).isEqualTo(report.total().recorded());
    }

    private static void assertSame(Finding finding) {
        assertThat(finding.verdict()).isEqualTo(Verdict.SAME);
        assertThat(finding.fired().map(Fired::alert).map(ReplayPropertyTest::untold))
                .isEqualTo(finding.recorded().map(ReplayPropertyTest::untold));
    }

    /** Whom it was told is no matter of the log. */
    private static Alert untold(Alert alert) {
        return new Alert(
                alert.service(),
                alert.severity(),
                alert.message(),
                alert.triggeredAt(),
                alert.resolvedAt(),
                alert.flapping(),
                alert.acknowledgement(),
                new TreeSet<>());
    }
}
