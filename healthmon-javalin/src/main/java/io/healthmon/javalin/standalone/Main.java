package io.healthmon.javalin.standalone;

import io.healthmon.javalin.standalone.config.ConfigException;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code healthmon}: the command line. Exit codes: 0 done, or stopped by SIGTERM or SIGINT; 1 a configuration or start-up
 * error; 2 wrong usage.
 */
@Command(
        name = "healthmon",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = "Watches services, keeps their history, raises alerts and answers a REST API.",
        subcommands = {
            RunCommand.class,
            CheckCommand.class,
            TestCommand.class,
            NotifyTestCommand.class,
            RebuildCommand.class,
            ReplayCommand.class,
            RekeyCommand.class,
            UserCommand.class,
            KeyCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, or stopped by SIGTERM or SIGINT",
            "1:a configuration or start-up error, printed to standard error",
            "2:wrong usage"
        },
        footer = {"", "./healthmon demo runs a simulated homelab and the monitor that watches it."})
public final class Main implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] args) {
        Logging.configure();
        System.exit(run(args));
    }

    static int run(String... args) {
        return new CommandLine(new Main())
                .setExecutionExceptionHandler((exception, line, result) -> failed(line, exception))
                .execute(args);
    }

    /** No command: that is wrong usage, so say what there is. */
    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(),
                "a command is missing: run, check, test, notify-test, rebuild, replay, rekey, user or key");
    }

    private static int failed(CommandLine line, Exception exception) {
        if (exception instanceof ConfigException errors) {
            errors.messages().forEach(line.getErr()::println);
        } else if (exception instanceof StartException) {
            line.getErr().println("healthmon: " + exception.getMessage());
        } else {
            LoggerFactory.getLogger(Main.class).error("unexpected", exception);
            line.getErr().println("healthmon: an unexpected error ended it; the log above has the details");
        }
        return 1;
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"healthmon " + (version == null ? "(not packaged)" : version)};
        }
    }
}
