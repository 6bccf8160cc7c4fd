package io.healthmon.examples.benchmarks.faults;

import io.healthmon.examples.benchmarks.machine.Machine;
import io.healthmon.examples.benchmarks.machine.Report;
import io.healthmon.examples.benchmarks.machine.WorkFolder;
import io.healthmon.examples.benchmarks.rig.ClusterTemplate;
import io.healthmon.examples.benchmarks.rig.Rig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench faults}: the database away in every way that it can be. */
@Command(
        name = "faults",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the packaged monitor under load against a PostgreSQL that is stopped, killed, cut off, made read-only, locked,",
            "filled up or slowed down, and holds every answer that the services gave against what the table holds afterwards.",
            "Exit code 1 if one is missing or there twice, an alert is, a slot was left out, or the API did not answer as it should."
        })
public final class FaultsCommand implements Callable<Integer> {

    /** On a machine that does all this at once, some are. */
    private static final double SKIPPED_ALLOWED = 0.01;

    @Option(names = "--each", defaultValue = "60s", description = "how long an outage lasts; default ${DEFAULT-VALUE}")
    @SuppressWarnings("NullAway.Init")
    private Duration each;

    @Option(names = "--services", defaultValue = "100", description = "how many services; default ${DEFAULT-VALUE}")
    private int services;

    @Option(
            names = "--interval",
            defaultValue = "500ms",
            description = "between two checks of one; default ${DEFAULT-VALUE}")
    @SuppressWarnings("NullAway.Init")
    private Duration interval;

    @Option(
            names = "--at-once",
            defaultValue = "2",
            description = "how many faults at a time; default ${DEFAULT-VALUE}")
    private int atOnce;

    @Option(names = "--fault", description = "${COMPLETION-CANDIDATES}; may be repeated; default all")
    private @Nullable List<Fault> faults;

    @Option(names = "--folder", description = "for databases, logs and data, which stay; default one that is deleted")
    private @Nullable Path folder;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Report report = new Report(spec.commandLine().getOut());
        Machine.describe(report);
        report.section("faults");
        report.line(
                "load", "%d services every %d ms, each outage %d s", services, interval.toMillis(), each.toSeconds());
        boolean good = true;
        ExecutorService lanes = Executors.newFixedThreadPool(atOnce);
        try (WorkFolder work = WorkFolder.of(Optional.ofNullable(folder))) {
            ClusterTemplate template = ClusterTemplate.make(work.path().resolve("template"));
            Map<Fault, Future<FaultResult>> running = new TreeMap<>();
            for (Fault fault : faults == null ? List.of(Fault.values()) : faults) {
                running.put(fault, lanes.submit(() -> run(fault, template, work.path())));
            }
            for (Map.Entry<Fault, Future<FaultResult>> entry : running.entrySet()) {
                good &= print(report, entry.getKey(), entry.getValue());
            }
        } finally {
            lanes.shutdownNow();
        }
        return good ? 0 : 1;
    }

    private FaultResult run(Fault fault, ClusterTemplate template, Path work) throws Exception {
        Path home = Path.of(System.getProperty("healthmon.home", "."));
        Path itsFolder = work.resolve(name(fault));
        try (Rig rig = Rig.of(new Rig.Setup(home, itsFolder, template, services, interval, fault.smallDisk()))) {
            return FaultRun.of(fault, rig, each);
        }
    }

    private static boolean print(Report report, Fault fault, Future<FaultResult> running) throws InterruptedException {
        List<String> problems = new ArrayList<>();
        try {
            FaultResult result = running.get();
            report.line(
                    name(fault),
                    "%d checks, %d alerts, %d unanswered, %d while the monitor was held up, %d given up at the end, %d slots left out;"
                            + " noticed after %d ms, all recorded after %d ms; slowest answer from memory %d ms, store %d ms",
                    result.checks(),
                    result.alerts(),
                    result.unanswered(),
                    result.heldUp(),
                    result.abandoned(),
                    result.skipped(),
                    result.noticedMillis(),
                    result.recoveredMillis(),
                    result.slowestMemoryMillis(),
                    result.slowestStoreMillis());
            problems.addAll(result.problems());
            if (result.skipped() > result.checks() * SKIPPED_ALLOWED) {
                problems.add("slots left out: " + result.skipped() + " of " + result.checks());
            }
        } catch (ExecutionException e) {
            problems.add(String.valueOf(e.getCause()));
        }
        problems.forEach(problem -> report.line("", "PROBLEM %s", problem));
        return problems.isEmpty();
    }

    private static String name(Fault fault) {
        return fault.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
