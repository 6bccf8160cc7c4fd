package io.healthmon.javalin.standalone;

import io.healthmon.javalin.standalone.config.LoadedConfig;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code run}: the monitor in the foreground, until SIGTERM or SIGINT. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = "Runs the monitor in the foreground. Ready when GET /health answers 200.")
final class RunCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Override
    public Integer call() {
        try (Standalone standalone = Standalone.untilShutdown()) {
            LoadedConfig loaded = config.load();
            loaded.warnings().forEach(LOG::warn);
            if (standalone.start(loaded)) {
                LOG.info(
                        "watching {} services, answering on {}",
                        loaded.config().targets().size(),
                        standalone.url());
            }
            standalone.awaitShutdown();
            return 0;
        }
    }
}
