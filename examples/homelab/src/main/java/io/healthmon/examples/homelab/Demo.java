package io.healthmon.examples.homelab;

import io.healthmon.javalin.standalone.Logging;
import io.healthmon.javalin.standalone.Standalone;
import io.healthmon.javalin.standalone.StartException;
import io.healthmon.javalin.standalone.config.Config;
import io.healthmon.javalin.standalone.config.ConfigException;
import io.healthmon.javalin.standalone.config.ConfigLoader;
import io.healthmon.javalin.standalone.config.LoadedConfig;
import io.healthmon.javalin.standalone.config.Overrides;
import io.healthmon.javalin.standalone.config.ServerConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code healthmon demo}: the simulated homelab, and the monitor that watches it, on one machine. */
@Command(
        name = "healthmon demo",
        mixinStandardHelpOptions = true,
        description = "Runs a simulated homelab and the monitor that watches it, until SIGTERM or SIGINT.")
public final class Demo implements Callable<Integer> {

    @Option(names = "--host", paramLabel = "ADDRESS", description = "what the monitor listens on; default 127.0.0.1")
    private @Nullable String host;

    @Option(names = "--port", paramLabel = "PORT", description = "the monitor's port; default 5000")
    private @Nullable Integer port;

    @Option(
            names = "--simulator-port",
            paramLabel = "PORT",
            defaultValue = "5100",
            description = "where services are broken and repaired; they take the four ports after it; default 5100")
    private int simulatorPort;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            defaultValue = Config.DEFAULT_DATA_DIR,
            description = "where the database and the API key are kept; default ${DEFAULT-VALUE}")
    @SuppressWarnings("NullAway.Init")
    private Path dataDir;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** Runs until told to stop. */
    public static void main(String[] args) {
        Logging.configure();
        System.exit(new CommandLine(new Demo())
                .setExecutionExceptionHandler((exception, line, result) -> failed(line, exception))
                .execute(args));
    }

    @Override
    public Integer call() throws Exception {
        try (Standalone standalone = Standalone.untilShutdown();
                Homelab homelab = startHomelab()) {
            String key = DemoKey.of(dataDir);
            int monitorPort = port == null ? ServerConfig.DEFAULT_PORT : port == 0 ? freePort() : port;
            Overrides overrides =
                    new Overrides(Optional.ofNullable(host), Optional.of(monitorPort), Optional.of(dataDir));
            LoadedConfig config =
                    ConfigLoader.ofClassPath().parse("demo", DemoConfig.yaml(homelab, monitorPort, key), overrides);
            if (standalone.start(config)) {
                PrintWriter out = spec.commandLine().getOut();
                out.print(DemoConfig.instructions(standalone.url(), key, homelab));
                out.flush();
            }
            standalone.awaitShutdown();
            return 0;
        }
    }

    /** The monitor watches itself as the dashboard, so its port must be known before it starts. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private Homelab startHomelab() {
        try {
            return Homelab.start(simulatorPort);
        } catch (IOException e) {
            throw new StartException(
                    "can't listen on 127.0.0.1:" + simulatorPort
                            + " and the four ports after it for the simulated homelab;"
                            + " choose others with --simulator-port",
                    e);
        }
    }

    private static int failed(CommandLine line, Exception exception) {
        if (exception instanceof ConfigException errors) {
            errors.messages().forEach(line.getErr()::println);
        } else if (exception instanceof StartException) {
            line.getErr().println("healthmon demo: " + exception.getMessage());
        } else {
            LoggerFactory.getLogger(Demo.class).error("unexpected", exception);
            line.getErr().println("healthmon demo: an unexpected error ended it; the log above has the details");
        }
        return 1;
    }
}
