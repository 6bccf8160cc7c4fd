package io.healthmon.examples.benchmarks.store;

import io.healthmon.examples.benchmarks.machine.ChildJvm;
import io.healthmon.examples.benchmarks.machine.Machine;
import io.healthmon.examples.benchmarks.machine.PostgresServer;
import io.healthmon.examples.benchmarks.machine.Report;
import io.healthmon.examples.benchmarks.machine.WorkFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench store}: what a stored check costs. */
@Command(
        name = "store",
        mixinStandardHelpOptions = true,
        description = {
            "Inserts rows into the product's tables, with their partitions and indexes, by each way that PostgreSQL offers",
            "and by the product's own, and prints rows per second and CPU time per row. Each batch is a transaction. Then puts",
            "them into the product's spool, as while the database is away."
        })
public final class StoreCommand implements Callable<Integer> {

    @Option(names = "--rows", defaultValue = "200000", description = "to insert by each way; default ${DEFAULT-VALUE}")
    private int rows;

    @Option(
            names = "--batch",
            split = ",",
            defaultValue = "100,1000",
            description = "rows in a batch; default ${DEFAULT-VALUE}")
    @SuppressWarnings("NullAway.Init")
    private List<Integer> batches;

    @Option(names = "--services", defaultValue = "1000", description = "that the rows are of; default ${DEFAULT-VALUE}")
    private int services;

    @Option(names = "--data-dir", description = "a folder for the database, which stays; default one that is deleted")
    private @Nullable Path dataDir;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (rows < 1 || services < 1 || batches.stream().anyMatch(batch -> batch < 1 || batch > 100_000)) {
            throw new ParameterException(
                    spec.commandLine(), "--rows and --services must be at least 1, --batch 1 to 100000");
        }
        Report report = new Report(spec.commandLine().getOut());
        Machine.describe(report);
        report.line("JVM", "%s", Machine.version(ChildJvm.ourJava()));
        try (WorkFolder folder = WorkFolder.of(Optional.ofNullable(dataDir));
                PostgresServer server = PostgresServer.start(folder.path());
                StoreRun run = new StoreRun(server, services)) {
            server.describe(report);
            for (int batch : batches) {
                report.section(rows + " rows in batches of " + batch);
                for (StoreRun.Way way : run.ways()) {
                    StoreRun.Cost cost = run.measure(way, rows, batch);
                    report.line(
                            way.name(),
                            "%,8.0f rows/s, µs per row: client %.1f, PostgreSQL %.1f",
                            cost.rowsPerSecond(),
                            cost.clientMicros(),
                            cost.databaseMicros());
                }
                SpoolRun.Cost spool = SpoolRun.measure(folder.path().resolve("bench-spool"), rows, batch, services);
                report.line(
                        "the product's spool, for comparison",
                        "%,8.0f rows/s, µs per row: %.1f, bytes per row: %.0f; read again: %,.0f rows/s, µs per row: %.1f",
                        spool.appendedPerSecond(),
                        spool.appendMicros(),
                        spool.bytes(),
                        spool.readPerSecond(),
                        spool.readMicros());
            }
        }
        return 0;
    }
}
