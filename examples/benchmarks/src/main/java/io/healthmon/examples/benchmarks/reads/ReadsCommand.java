package io.healthmon.examples.benchmarks.reads;

import io.healthmon.examples.benchmarks.machine.ChildJvm;
import io.healthmon.examples.benchmarks.machine.Machine;
import io.healthmon.examples.benchmarks.machine.PostgresServer;
import io.healthmon.examples.benchmarks.machine.Report;
import io.healthmon.examples.benchmarks.machine.WorkFolder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench reads}: what reads cost over logs of different lengths. */
@Command(
        name = "reads",
        mixinStandardHelpOptions = true,
        description = {
            "Makes logs of 1,000 services, each checked every 30 s up to now, and reads them through the product: p50 and p99",
            "in milliseconds. A hundred million rows take some 40 GB and, on two cores, about an hour to make."
        })
public final class ReadsCommand implements Callable<Integer> {

    static final long MAX_ROWS = 1_000_000_000;

    @Option(
            names = "--rows",
            split = ",",
            defaultValue = "10000,1000000",
            description = "of each log; default ${DEFAULT-VALUE}")
    @SuppressWarnings("NullAway.Init")
    private List<Long> rows;

    @Option(
            names = "--keep",
            description = "a folder where the logs stay for the next run; default one that is deleted")
    private @Nullable Path keep;

    @Option(
            names = "--parallel",
            defaultValue = "2",
            description = "days that are made at once; default ${DEFAULT-VALUE}")
    private int parallel;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (rows.stream().anyMatch(count -> count < History.SERVICES || count > MAX_ROWS)
                || parallel < 1
                || parallel > 20) {
            throw new ParameterException(
                    spec.commandLine(), "--rows must be 1000 to 1000000000 each, and --parallel 1 to 20");
        }
        Report report = new Report(spec.commandLine().getOut());
        Machine.describe(report);
        report.line("JVM", "%s", Machine.version(ChildJvm.ourJava()));
        try (WorkFolder folder = WorkFolder.of(Optional.ofNullable(keep))) {
            Map<String, Latency> base = new LinkedHashMap<>();
            for (long count : rows) {
                try (PostgresServer server = PostgresServer.start(folder.path().resolve("rows-" + count))) {
                    History history = new History(server, parallel, this::say);
                    history.make(count, Instant.now());
                    if (base.isEmpty()) {
                        server.describe(report);
                    }
                    report.section(server.number("select count(*) from service_health_checks") + " rows, "
                            + server.number("select pg_database_size(current_database()) / 1048576") + " MB");
                    Map<String, Latency> figures = new ReadRun(server, History.span(count)).measure();
                    figures.forEach((name, latency) -> print(report, name, latency, base));
                    figures.forEach(base::putIfAbsent);
                }
            }
        }
        return 0;
    }

    private static void print(Report report, String name, Latency latency, Map<String, Latency> base) {
        Latency first = base.get(name);
        report.line(
                name,
                "p50 %.2f ms, p99 %.2f ms (%d calls)%s",
                latency.p50Millis(),
                latency.p99Millis(),
                latency.calls(),
                first == null
                        ? ""
                        : String.format(
                                Locale.ROOT, ", %.2f × the first log's p99", latency.p99Millis() / first.p99Millis()));
    }

    private void say(String line) {
        spec.commandLine().getErr().println("bench: " + line);
    }
}
