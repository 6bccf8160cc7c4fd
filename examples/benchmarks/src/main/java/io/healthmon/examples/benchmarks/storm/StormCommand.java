package io.healthmon.examples.benchmarks.storm;

import io.healthmon.examples.benchmarks.machine.Machine;
import io.healthmon.examples.benchmarks.machine.Report;
import io.healthmon.examples.benchmarks.machine.WorkFolder;
import io.healthmon.examples.benchmarks.rig.Alerting;
import io.healthmon.examples.benchmarks.rig.ClusterTemplate;
import io.healthmon.examples.benchmarks.rig.Rig;
import io.healthmon.examples.benchmarks.rig.WebHook;
import io.healthmon.examples.benchmarks.rig.WebHook.Manner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench storm}: all services fail at once. */
@Command(
        name = "storm",
        mixinStandardHelpOptions = true,
        description = {
            "Lets all services of the packaged monitor fail at once, and be well again: how soon a web hook is told, in how many",
            "messages, and whether checks keep their slots meanwhile. The services and the web hook are in this process."
        })
public final class StormCommand implements Callable<Integer> {

    @Option(names = "--services", defaultValue = "3000", description = "how many services; default ${DEFAULT-VALUE}")
    private int services;

    @Option(names = "--critical", defaultValue = "10", description = "how many are critical; default ${DEFAULT-VALUE}")
    private int critical;

    @Option(
            names = "--interval",
            defaultValue = "30s",
            description = "between two checks of one; default ${DEFAULT-VALUE}")
    @SuppressWarnings("NullAway.Init")
    private Duration interval;

    @Option(names = "--storms", defaultValue = "5", description = "how often; default ${DEFAULT-VALUE}")
    private int storms;

    @Option(
            names = "--calm",
            defaultValue = "3",
            description = "how many intervals before, to compare with; default ${DEFAULT-VALUE}")
    private int calm;

    @Option(names = "--digest-interval", defaultValue = "30s", description = "of the channel; default ${DEFAULT-VALUE}")
    @SuppressWarnings("NullAway.Init")
    private Duration digestInterval;

    @Option(names = "--folder", description = "for database, log and data, which stay; default one that is deleted")
    private @Nullable Path folder;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (services < 1 || critical < 0 || critical > services || storms < 1 || calm < 1) {
            throw new ParameterException(
                    spec.commandLine(), "there must be a service, a storm, and not more critical ones than services");
        }
        Report report = new Report(spec.commandLine().getOut());
        Machine.describe(report);
        report.section("storm");
        report.line(
                "services",
                "%d every %d s, %d of them critical; digests every %d s",
                services,
                interval.toSeconds(),
                critical,
                digestInterval.toSeconds());
        try (WorkFolder work = WorkFolder.of(Optional.ofNullable(folder));
                WebHook hook = new WebHook(() -> Manner.TAKE)) {
            ClusterTemplate template = ClusterTemplate.make(work.path().resolve("template"));
            Path home = Path.of(System.getProperty("healthmon.home", "."));
            Alerting alerting = new Alerting(Optional.of(hook.url()), digestInterval, critical);
            try (Rig rig = Rig.of(
                    new Rig.Setup(home, work.path().resolve("run"), template, services, interval, false, alerting))) {
                return run(
                        report,
                        new StormRun(
                                rig,
                                hook,
                                interval,
                                digestInterval.multipliedBy(5).dividedBy(2),
                                critical));
            }
        }
    }

    private int run(Report report, StormRun run) throws Exception {
        report.line(
                "checks off their slots, calm",
                "%s (p50 / p99 / max)",
                run.calm(calm).milliseconds());
        report.line("slots left out, calm", "%d", run.skipped());
        List<StormResult> results = new ArrayList<>();
        for (int i = 1; i <= storms; i++) {
            StormResult result = run.storm();
            results.add(result);
            report.line(
                    "storm " + i,
                    "first message after %.0f ms, %s, told in %d messages %s, the largest of %d KB; well again in %d %s",
                    result.firstMessageNanos() / 1e6,
                    critical(result.firstCriticalNanos()),
                    result.sizes().size(),
                    result.sizes(),
                    result.largestBytes() / 1024,
                    result.resolveSizes().size(),
                    result.resolveSizes());
            report.line(
                    "  each service told after",
                    "%s (p50 / p99 / max)",
                    result.waits().seconds());
            report.line("  checks off their slots", "%s", result.slots().milliseconds());
        }
        Times first =
                new Times(results.stream().map(StormResult::firstMessageNanos).toList());
        report.line("first message after", "%s (p50 / p99 / max) over %d storms", first.milliseconds(), storms);
        Times ofCritical = new Times(results.stream()
                .flatMap(result -> result.firstCriticalNanos().stream().boxed())
                .toList());
        report.line("first critical after", "%s", ofCritical.milliseconds());
        report.line("slots left out", "%d", run.skipped());
        return 0;
    }

    private static String critical(OptionalLong nanos) {
        return nanos.isPresent()
                ? String.format(java.util.Locale.ROOT, "first critical after %.0f ms", nanos.getAsLong() / 1e6)
                : "none critical";
    }
}
