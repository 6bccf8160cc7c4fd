package io.healthmon.javalin.standalone;

import io.healthmon.javalin.standalone.config.ConfigLoader;
import io.healthmon.javalin.standalone.config.LoadedConfig;
import io.healthmon.javalin.standalone.config.Overrides;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what to run with; shared by all commands. */
public final class ConfigOption {

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "the configuration, YAML")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(names = "--host", paramLabel = "ADDRESS", description = "overrides server.host")
    private @Nullable String host;

    @Option(names = "--port", paramLabel = "PORT", description = "overrides server.port; 0 takes a free one")
    private @Nullable Integer port;

    @Option(names = "--data-dir", paramLabel = "DIR", description = "overrides data-dir")
    private @Nullable Path dataDir;

    LoadedConfig load() {
        return ConfigLoader.ofClassPath()
                .load(
                        file,
                        new Overrides(
                                Optional.ofNullable(host), Optional.ofNullable(port), Optional.ofNullable(dataDir)));
    }
}
