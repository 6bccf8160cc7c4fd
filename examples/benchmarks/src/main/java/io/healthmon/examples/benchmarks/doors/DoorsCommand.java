package io.healthmon.examples.benchmarks.doors;

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
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench doors}: the API under attack while services are checked. */
@Command(
        name = "doors",
        mixinStandardHelpOptions = true,
        description = {
            "Attacks the API of the packaged monitor at work: slow connections, endless bodies, guesses at passwords and keys, and many",
            "heavy queries at once; and looks at the checks' slots, at an alert and at /health meanwhile, calm and attacked. Services,",
            "web hook and attacker are in this process, so that they share the machine with the monitor."
        })
public final class DoorsCommand implements Callable<Integer> {

    private static final int SLOW = 1_000;
    private static final int QUERIES = 200;

    @Option(names = "--services", defaultValue = "1000", description = "how many services; default ${DEFAULT-VALUE}")
    private int services;

    @Option(
            names = "--interval",
            defaultValue = "1s",
            description = "between two checks of one; default ${DEFAULT-VALUE}")
    @SuppressWarnings("NullAway.Init")
    private Duration interval;

    @Option(names = "--each", defaultValue = "20s", description = "how long an attack lasts; default ${DEFAULT-VALUE}")
    @SuppressWarnings("NullAway.Init")
    private Duration each;

    @Option(names = "--folder", description = "for database, log and data, which stay; default one that is deleted")
    private @Nullable Path folder;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Report report = new Report(spec.commandLine().getOut());
        Machine.describe(report);
        report.section("doors");
        report.line("services", "%d every %d ms; each attack %d s", services, interval.toMillis(), each.toSeconds());
        try (WorkFolder work = WorkFolder.of(Optional.ofNullable(folder));
                WebHook hook = new WebHook(() -> Manner.TAKE)) {
            ClusterTemplate template = ClusterTemplate.make(work.path().resolve("template"));
            Path home = Path.of(System.getProperty("healthmon.home", "."));
            Alerting alerting = new Alerting(Optional.of(hook.url()), Duration.ofSeconds(1), 0);
            try (Rig rig = Rig.of(
                    new Rig.Setup(home, work.path().resolve("run"), template, services, interval, false, alerting))) {
                DoorsRun run = new DoorsRun(rig, hook, interval, each);
                run.start();
                Map<String, Attack> attacks = attacks();
                for (Map.Entry<String, Attack> attack : attacks.entrySet()) {
                    print(report, attack.getKey(), run.under(attack.getValue()));
                }
            }
        }
        return 0;
    }

    private static Map<String, Attack> attacks() {
        Map<String, Attack> attacks = new LinkedHashMap<>();
        attacks.put("calm", (port, until, tally) -> {});
        attacks.put(SLOW + " slow connections", new SlowConnections(SLOW));
        attacks.put("bodies of 1 GB", new LargeBodies());
        attacks.put("guesses", ManyRequests.guesses());
        attacks.put(QUERIES + " heavy queries at once", ManyRequests.queries(QUERIES));
        attacks.put("calm again", (port, until, tally) -> {});
        return attacks;
    }

    private void print(Report report, String name, DoorsRun.Seen seen) {
        report.line(name, "%d sent: %s", seen.outcomes().total(), seen.outcomes());
        report.line("  slots left out", "%d", seen.leftOut());
        report.line(
                "  checks off their slots", "%s (p50 / p99 / max)", seen.slots().milliseconds());
        report.line(
                "  an alert told after",
                "%s",
                seen.alert().isPresent()
                        ? String.format(Locale.ROOT, "%.0f ms", seen.alert().getAsLong() / 1e6)
                        : "never");
        report.line("  /health answers after", "%s, %d failed", seen.health().milliseconds(), seen.healthFailed());
        report.line("  cores of the monitor", "%.2f", seen.cpu());
    }
}
