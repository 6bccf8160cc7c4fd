package io.healthmon.javalin.standalone;

import io.healthmon.javalin.standalone.config.LoadedConfig;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code check}: is the configuration right, and what does it come to. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = "Validates the configuration and prints it with all defaults, secrets masked.")
final class CheckCommand implements Callable<Integer> {

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        LoadedConfig loaded = config.load();
        loaded.warnings().forEach(spec.commandLine().getErr()::println);
        spec.commandLine().getOut().print(loaded.effective());
        spec.commandLine().getOut().flush();
        return 0;
    }
}
