package io.healthmon.internal;

import static io.healthmon.internal.ManualChecks.target;

import io.healthmon.HealthStatus;
import io.healthmon.HealthTarget;
import io.healthmon.MonitorListener;
import io.healthmon.alert.Alert;
import io.healthmon.alert.CronReader;
import io.healthmon.alert.MaintenanceWindow;
import io.healthmon.alert.ServiceMatcher;
import io.healthmon.alert.context.ContextOptions;
import io.healthmon.check.Checks;
import io.healthmon.check.Observation;
import io.healthmon.check.Reason;
import io.healthmon.check.Timings;
import io.healthmon.replay.Finding;
import io.healthmon.replay.Fired;
import io.healthmon.replay.ReplayReport;
import io.healthmon.replay.ReplayRequest;
import io.healthmon.replay.Replays;
import io.healthmon.replay.Verdict;
import io.healthmon.store.LogReader;
import io.healthmon.store.RecordedStep;
import io.healthmon.store.Step;
import io.healthmon.target.AlertRules;
import io.healthmon.target.Flapping;
import io.healthmon.target.Thresholds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;

/** What the real pipeline made of services that come and go at random, with rules and surroundings at random. */
public final class RecordedHistory {

    private static final int CHANGES = 300;

    private final Random lot;
    private final List<HealthTarget> targets = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private final ContextOptions context;
    private final PipelineHarness monitor;

    /** One of so many services. */
    public RecordedHistory(long seed, int services) {
        lot = new Random(seed);
        for (int i = 0; i < services; i++) {
            targets.add(service(i));
        }
        PipelineHarness.Setup setup = PipelineHarness.setup();
        Instant begin = PipelineHarness.setup().start().time.wall();
        context = new ContextOptions(windows(begin), canaries(), CronReader.NONE);
        monitor = setup.seed(seed)
                .context(context)
                .listener(new MonitorListener() {
                    @Override
                    public void onStep(RecordedStep step) {
                        steps.add(step.step());
                    }
                })
                .start(targets.toArray(HealthTarget[]::new));
        live();
    }

    private HealthTarget service(int number) {
        return target("s" + number)
                .critical(lot.nextBoolean())
                .interval(Duration.ofSeconds(10 + 10L * lot.nextInt(3)))
                .timeout(Duration.ofSeconds(5))
                .thresholds(new Thresholds(1 + lot.nextInt(3), 1 + lot.nextInt(3), lot.nextInt(4)))
                .rules(new AlertRules(
                        Duration.ofSeconds(60L * lot.nextInt(3)),
                        lot.nextBoolean() ? Optional.of(Duration.ofSeconds(3)) : Optional.empty(),
                        lot.nextBoolean() ? Optional.of(Duration.ofMinutes(1)) : Optional.empty(),
                        lot.nextBoolean() ? Optional.of(Flapping.DEFAULT) : Optional.empty(),
                        parents(number)))
                .build();
    }

    /** Of those before it, so that there is no cycle. */
    private List<String> parents(int number) {
        return IntStream.range(0, number)
                .filter(other -> lot.nextInt(3) == 0)
                .mapToObj(other -> "s" + other)
                .toList();
    }

    private List<MaintenanceWindow> windows(Instant begin) {
        return IntStream.range(0, lot.nextInt(4))
                .mapToObj(number -> {
                    Instant from = begin.plusSeconds(lot.nextInt(3_000));
                    return new MaintenanceWindow(
                            new UUID(1, number),
                            "window-" + number,
                            new ServiceMatcher(
                                    List.of(targets.get(lot.nextInt(targets.size()))
                                            .name()),
                                    Map.of()),
                            "test",
                            "",
                            begin,
                            new MaintenanceWindow.Once(from, from.plusSeconds(30 + lot.nextInt(900))));
                })
                .toList();
    }

    private List<String> canaries() {
        return lot.nextInt(3) == 0
                ? targets.stream()
                        .map(HealthTarget::name)
                        .filter(name -> lot.nextInt(3) == 0)
                        .toList()
                : List.of();
    }

    private void live() {
        for (int i = 0; i < CHANGES; i++) {
            String service = targets.get(lot.nextInt(targets.size())).name();
            HealthStatus status = lot.nextBoolean() ? HealthStatus.HEALTHY : HealthStatus.values()[lot.nextInt(4)];
            if (status == HealthStatus.DEGRADED && lot.nextBoolean()) {
                complain(service);
            } else {
                monitor.checks.answer(service, status);
            }
            monitor.advance(Duration.ofMillis(lot.nextInt(20_000)));
        }
        monitor.flush();
    }

    /** It names a component, which may be a service that is watched. */
    private void complain(String service) {
        String component = lot.nextInt(4) == 0 ? "disk" : "s" + lot.nextInt(targets.size());
        monitor.checks.behave(
                service,
                request -> CompletableFuture.completedFuture(Observation.Statement.of(
                        HealthStatus.DEGRADED,
                        Reason.COMPONENT,
                        component + " is down",
                        Checks.of(Map.of(component, "down")),
                        Timings.NONE)));
    }

    /** The store that it was recorded in. */
    public LogReader log() {
        return monitor.store;
    }

    /** The steps, in the order of recording. */
    public List<Step> steps() {
        return steps;
    }

    /** Asserts that the log that is read from there fires what was recorded there. */
    public ReplayReport assertReplayed(LogReader log) {
        Instant end = monitor.time.wall().plusSeconds(60);
        ReplayReport report = Replays.run(
                log,
                ReplayRequest.of(targets, end.minus(Duration.ofDays(1)), end).in(context.context()),
                Replays.Progress.NONE);
        Assertions.assertThat(report.log().late()).isZero();
        Assertions.assertThat(report.log().displaced()).isZero();
        Assertions.assertThat(report.log().faults()).isZero();
        Assertions.assertThat(report.findings()).allSatisfy(RecordedHistory::assertSame);
        Assertions.assertThat(report.total().differences()).isZero();
        Assertions.assertThat(report.total().fired()).isEqualTo(report.total().recorded());
        Assertions.assertThat(report.total().suppressed())
                .isEqualTo(steps.stream()
                        .mapToLong(step -> step.suppressions().size())
                        .sum());
        return report;
    }

    private static void assertSame(Finding finding) {
        Assertions.assertThat(finding.verdict()).isEqualTo(Verdict.SAME);
        Assertions.assertThat(finding.fired().map(Fired::alert).map(RecordedHistory::untold))
                .isEqualTo(finding.recorded().map(RecordedHistory::untold));
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
