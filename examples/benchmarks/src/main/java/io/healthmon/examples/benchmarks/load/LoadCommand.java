package io.healthmon.examples.benchmarks.load;

import io.healthmon.examples.benchmarks.farm.FarmOptions;
import io.healthmon.examples.benchmarks.machine.ChildJvm;
import io.healthmon.examples.benchmarks.machine.Machine;
import io.healthmon.examples.benchmarks.machine.Report;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench load}: the monitor under load. */
@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        description = {
            "Starts a farm, a PostgreSQL and a monitor, each as a process of its own, and measures what the monitor and",
            "PostgreSQL use, how punctual its slots are, and whether the table holds every answer that the farm served."
        })
public final class LoadCommand implements Callable<Integer> {

    @Option(names = "--services", defaultValue = "1000", description = "how many services; default ${DEFAULT-VALUE}")
    private int services;

    @Option(names = "--hanging", defaultValue = "0", description = "how many of them never answer; default none")
    private int hanging;

    @Option(names = "--degraded", defaultValue = "0", description = "how many answer 503 with a body; default none")
    private int degraded;

    @Option(names = "--refused", defaultValue = "0", description = "how many are not there; default none")
    private int refused;

    @Option(
            names = "--interval",
            defaultValue = "30s",
            description = "between two checks of one; default ${DEFAULT-VALUE}")
    @SuppressWarnings("NullAway.Init")
    private Duration interval;

    @Option(names = "--timeout", description = "of a check; default 10s, or four fifths of a shorter interval")
    private @Nullable Duration timeout;

    @Option(names = "--warm-up", defaultValue = "60s", description = "before measuring; default ${DEFAULT-VALUE}")
    @SuppressWarnings("NullAway.Init")
    private Duration warmUp;

    @Option(names = "--duration", defaultValue = "2m", description = "of measuring; default ${DEFAULT-VALUE}")
    @SuppressWarnings("NullAway.Init")
    private Duration duration;

    @Option(
            names = "--store",
            defaultValue = "postgres",
            description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}")
    @SuppressWarnings("NullAway.Init")
    private StoreKind store;

    @Option(
            names = "--form",
            defaultValue = "embedded",
            description = "embedded: the library in a small program, which also measures its slots and its heap;"
                    + " standalone: the packaged jar with its REST API; default ${DEFAULT-VALUE}")
    @SuppressWarnings("NullAway.Init")
    private LoadOptions.Form form;

    @Option(names = "--java", description = "the java that runs the monitor; default the one that runs this")
    private @Nullable String java;

    @Option(
            names = "--java-options",
            defaultValue = "",
            description =
                    "for the monitor's JVM, separated by spaces; default those of ./healthmon, which stay where these"
                            + " say nothing else")
    @SuppressWarnings("NullAway.Init")
    private String javaOptions;

    @Option(
            names = "--keep-alive",
            description = "let connections carry more than one check; default a fresh one for each")
    private boolean keepAlive;

    @Option(
            names = "--no-numbers",
            description =
                    "leave checks.served out of the bodies, which makes them the seed's, and rows are only counted")
    private boolean withoutNumbers;

    @Option(names = "--farm-sockets", defaultValue = "64", description = "of the farm; default ${DEFAULT-VALUE}")
    private int farmSockets;

    @Option(names = "--farm-threads", defaultValue = "1", description = "of the farm; default ${DEFAULT-VALUE}")
    private int farmThreads;

    @Option(names = "--data-dir", description = "a folder for the database, which stays; default one that is deleted")
    private @Nullable Path dataDir;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    enum StoreKind {
        POSTGRES,
        MEMORY
    }

    @Override
    public Integer call() throws Exception {
        LoadOptions options = options();
        FileHandles.require(hanging + FileHandles.FOR_THE_REST);
        Report report = new Report(spec.commandLine().getOut());
        Machine.describe(report);
        report.line("JVM of the monitor", "%s", Machine.version(options.java()));
        report.line("its options", "%s", String.join(" ", options.javaOptions()));
        report.section("load");
        report.line(
                "services",
                "%d every %s: %d hang, %d degraded, %d refuse",
                services,
                text(interval),
                hanging,
                degraded,
                refused);
        report.line(
                "checks to be made",
                "%.1f/s, timeout %s, connections %s",
                services * 1e3 / interval.toMillis(),
                text(options.timeout()),
                keepAlive ? "kept" : "fresh");
        report.line(
                "form, store",
                "%s, %s",
                form.name().toLowerCase(Locale.ROOT),
                store.name().toLowerCase(Locale.ROOT));
        LoadFigures figures = new LoadRun(
                        options, line -> spec.commandLine().getErr().println("bench: " + line))
                .run(server -> server.describe(report));
        new LoadReport(report, figures).print();
        return 0;
    }

    LoadOptions options() {
        if (interval.compareTo(Duration.ofMillis(100)) < 0) {
            throw new ParameterException(spec.commandLine(), "--interval must be at least 100ms");
        }
        Duration fourFifths = interval.multipliedBy(4).dividedBy(5);
        Duration ten = Duration.ofSeconds(10);
        try {
            LoadOptions options = new LoadOptions(
                    services,
                    hanging,
                    degraded,
                    refused,
                    interval,
                    timeout != null ? timeout : fourFifths.compareTo(ten) < 0 ? fourFifths : ten,
                    warmUp,
                    duration,
                    form,
                    store == StoreKind.POSTGRES,
                    java == null ? ChildJvm.ourJava() : java,
                    LauncherOptions.with(
                            javaOptions.isBlank()
                                    ? List.of()
                                    : List.of(javaOptions.strip().split("\\s+"))),
                    new FarmOptions(farmSockets, 8, farmThreads, keepAlive, !withoutNumbers),
                    Optional.ofNullable(dataDir));
            options.plan(List.of("127.0.0.1:1"), "127.0.0.1:1").targets();
            return options;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private static String text(Duration time) {
        return time.toMillis() % 1_000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }
}
