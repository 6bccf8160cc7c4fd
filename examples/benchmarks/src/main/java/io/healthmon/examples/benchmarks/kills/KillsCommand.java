package io.healthmon.examples.benchmarks.kills;

import io.healthmon.examples.benchmarks.machine.Machine;
import io.healthmon.examples.benchmarks.machine.Report;
import io.healthmon.examples.benchmarks.machine.WorkFolder;
import io.healthmon.examples.benchmarks.rig.Alerting;
import io.healthmon.examples.benchmarks.rig.ClusterTemplate;
import io.healthmon.examples.benchmarks.rig.Rig;
import io.healthmon.examples.benchmarks.rig.WebHook;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench kills}: kill -9 at random moments under load. */
@Command(
        name = "kills",
        mixinStandardHelpOptions = true,
        description = {
            "Kills the packaged monitor (SIGKILL) at random moments under load, while its database is there, refuses, resets or",
            "swallows, and the web hook that it tells of alerts fails now and then. Holds what the services answered, what a reader of",
            "the API was shown and what the web hook was told against what the tables hold. Exit code 1 if anything that was shown is",
            "missing, anything is there twice, more is lost than one batch's time, or an alert was not told, out of order, or twice",
            "under keys that differ."
        })
public final class KillsCommand implements Callable<Integer> {

    private static final Duration DIGEST_INTERVAL = Duration.ofSeconds(1);

    @Option(names = "--kills", defaultValue = "200", description = "how many; default ${DEFAULT-VALUE}")
    private int kills;

    @Option(names = "--services", defaultValue = "100", description = "how many services; default ${DEFAULT-VALUE}")
    private int services;

    @Option(
            names = "--interval",
            defaultValue = "500ms",
            description = "between two checks of one; default ${DEFAULT-VALUE}")
    @SuppressWarnings("NullAway.Init")
    private Duration interval;

    @Option(names = "--seed", description = "of the moments; default another each time, which is printed")
    private @Nullable Long seed;

    @Option(names = "--folder", description = "for database, log and data, which stay; default one that is deleted")
    private @Nullable Path folder;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Report report = new Report(spec.commandLine().getOut());
        Machine.describe(report);
        report.section("kills");
        long moments = seed == null ? System.nanoTime() : seed;
        report.line("load", "%d services every %d ms; seed %d", services, interval.toMillis(), moments);
        try (WorkFolder work = WorkFolder.of(Optional.ofNullable(folder));
                WebHook hook = new WebHook(KillRun.manners(moments))) {
            ClusterTemplate template = ClusterTemplate.make(work.path().resolve("template"));
            Path home = Path.of(System.getProperty("healthmon.home", "."));
            Alerting alerting = new Alerting(Optional.of(hook.url()), DIGEST_INTERVAL, services / 20);
            try (Rig rig = Rig.of(
                    new Rig.Setup(home, work.path().resolve("run"), template, services, interval, false, alerting))) {
                return print(report, KillRun.of(rig, hook, kills, moments, KillRun.ONE_BATCH, progress()));
            }
        }
    }

    private Runnable progress() {
        PrintWriter err = spec.commandLine().getErr();
        AtomicInteger done = new AtomicInteger();
        return () -> {
            if (done.incrementAndGet() % 20 == 0) {
                err.printf("bench: %d of %d kills%n", done.get(), kills);
                err.flush();
            }
        };
    }

    private static int print(Report report, KillResult result) {
        report.line("kills", "%d", result.kills());
        report.line("recorded", "%d checks, %d alerts", result.checks(), result.alerts());
        report.line(
                "seen by a reader",
                "%d answers of services in %d looks at the status of everything",
                result.seen(),
                result.looks());
        report.line(
                "held up",
                "%d checks in a gap, because the monitor was held up; %d answers came in them",
                result.heldUp(),
                result.unheard());
        report.line(
                "lost, and never seen",
                "%d answers; the oldest came %d ms before its kill",
                result.unseenLost(),
                result.oldestLostMillis());
        report.line(
                "told to a web hook",
                "%d triggers, resolves and so on in %d messages; %d of them again, under the same key; it had cut %d off",
                result.told(),
                result.messages(),
                result.duplicates(),
                result.cut());
        result.problems().forEach(problem -> report.line("", "PROBLEM %s", problem));
        return result.problems().isEmpty() ? 0 : 1;
    }
}
