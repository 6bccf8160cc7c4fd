package io.healthmon.examples.benchmarks;

import io.healthmon.examples.benchmarks.doors.DoorsCommand;
import io.healthmon.examples.benchmarks.farm.FarmCommand;
import io.healthmon.examples.benchmarks.faults.FaultsCommand;
import io.healthmon.examples.benchmarks.kills.KillsCommand;
import io.healthmon.examples.benchmarks.load.LoadCommand;
import io.healthmon.examples.benchmarks.micro.JmhCommand;
import io.healthmon.examples.benchmarks.page.PageCommand;
import io.healthmon.examples.benchmarks.page.PicturesCommand;
import io.healthmon.examples.benchmarks.reads.ReadsCommand;
import io.healthmon.examples.benchmarks.reads.ReplayCommand;
import io.healthmon.examples.benchmarks.store.StoreCommand;
import io.healthmon.examples.benchmarks.storm.StormCommand;
import io.healthmon.javalin.standalone.Logging;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench}: what the monitor costs, one command for each question. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures the monitor and prints the figures with those of the machine.",
        subcommands = {
            DoorsCommand.class,
            FarmCommand.class,
            FaultsCommand.class,
            KillsCommand.class,
            LoadCommand.class,
            PageCommand.class,
            PicturesCommand.class,
            StoreCommand.class,
            StormCommand.class,
            ReadsCommand.class,
            ReplayCommand.class,
            JmhCommand.class
        })
public final class Bench implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] args) {
        Logging.configure();
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Bench())
                .registerConverter(Duration.class, new Durations())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((exception, line, result) -> failed(line, exception));
    }

    private static int failed(CommandLine line, Exception exception) {
        LoggerFactory.getLogger(Bench.class).debug("a benchmark failed", exception);
        line.getErr().println("bench: " + exception.getMessage());
        return 1;
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
