package io.healthmon.examples.benchmarks.reads;

import io.healthmon.HealthTarget;
import io.healthmon.examples.benchmarks.machine.Machine;
import io.healthmon.examples.benchmarks.machine.PostgresServer;
import io.healthmon.examples.benchmarks.machine.Report;
import io.healthmon.examples.benchmarks.machine.WorkFolder;
import io.healthmon.replay.ReplayReport;
import io.healthmon.replay.ReplayRequest;
import io.healthmon.replay.Replays;
import io.healthmon.store.LogReader.LogRead;
import io.healthmon.store.LogReader.LogSpan;
import io.healthmon.store.Store;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench replay}: how long it takes to fold a log once more. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a log of 1,000 services, each checked every 30 s up to now, as bench reads does, and reads it from end to end:",
            "once only reading, then replaying it. Rows a second, and the CPU that it took here and in the server."
        })
public final class ReplayCommand implements Callable<Integer> {

    @Option(names = "--rows", defaultValue = "10000000", description = "of the log; default ${DEFAULT-VALUE}")
    private long rows;

    @Option(
            names = "--keep",
            description = "a folder where the log stays for the next run; default one that is deleted")
    private @Nullable Path keep;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (rows < History.SERVICES || rows > ReadsCommand.MAX_ROWS) {
            throw new ParameterException(spec.commandLine(), "--rows must be 1000 to " + ReadsCommand.MAX_ROWS);
        }
        Report report = new Report(spec.commandLine().getOut());
        Machine.describe(report);
        try (WorkFolder folder = WorkFolder.of(Optional.ofNullable(keep));
                PostgresServer server = PostgresServer.start(folder.path().resolve("rows-" + rows))) {
            Instant now = Instant.now();
            new History(server, 2, this::say).make(rows, now);
            server.describe(report);
            try (Store store = History.store(server, History.span(rows))) {
                Instant since = now.minus(History.span(rows));
                measure(
                        report,
                        server,
                        "read",
                        () -> read(store, new LogSpan(since, now)).checks());
                measure(
                        report,
                        server,
                        "replay",
                        () -> replay(report, store, since, now).log().checks());
            }
        }
        return 0;
    }

    private static LogRead read(Store store, LogSpan span) {
        return store.log(span, row -> {});
    }

    private static ReplayReport replay(Report report, Store store, Instant since, Instant until) {
        List<HealthTarget> targets = IntStream.range(0, History.SERVICES)
                .mapToObj(number -> HealthTarget.tcp(History.service(number), "localhost", 1)
                        .build())
                .toList();
        ReplayReport replayed = Replays.run(
                store, ReplayRequest.of(targets, since, until).warmedUpFor(Duration.ZERO), Replays.Progress.NONE);
        report.line("would fire", "%,d alerts", replayed.total().fired());
        return replayed;
    }

    private static void measure(Report report, PostgresServer server, String name, LongSupplier work) {
        double serverBefore = server.processes().cpuSeconds();
        double ownBefore = ownCpuSeconds();
        long startedNanos = System.nanoTime();
        long count = work.getAsLong();
        double seconds = (System.nanoTime() - startedNanos) / 1e9;
        report.line(
                name,
                "%,d rows in %.1f s, %,.0f rows/s; CPU: %.1f s here, %.1f s in the server",
                count,
                seconds,
                count / seconds,
                ownCpuSeconds() - ownBefore,
                server.processes().cpuSeconds() - serverBefore);
    }

    private static double ownCpuSeconds() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime() / 1e9
                : 0;
    }

    private void say(String line) {
        spec.commandLine().getErr().println("bench: " + line);
    }
}
