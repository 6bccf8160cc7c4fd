package io.healthmon.javalin.standalone.config;

import io.healthmon.check.CheckerProvider;
import io.healthmon.time.MonitorClock;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Supplier;

/**
 * Reads a configuration file. In its values <code>${NAME}</code> and <code>${NAME:default}</code> stand for environment
 * variables (<code>$${</code> for a literal <code>${</code>), and in a secret's place {@code file:PATH} for a file's
 * content. Relative paths are taken from the working directory. Immutable, thread-safe; reading blocks.
 */
public final class ConfigLoader {

    private final Map<String, CheckerProvider> providers;
    private final Map<String, String> environment;
    private final Supplier<Instant> now;

    /**
     * A loader.
     *
     * @param providers the kinds of services, by type
     * @param environment the environment variables, mostly {@link System#getenv()}
     */
    public ConfigLoader(Map<String, CheckerProvider> providers, Map<String, String> environment) {
        this(providers, environment, MonitorClock.system()::wall);
    }

    /** One that tells by {@code now} what is over. */
    ConfigLoader(Map<String, CheckerProvider> providers, Map<String, String> environment, Supplier<Instant> now) {
        this.providers = Map.copyOf(providers);
        this.environment = Map.copyOf(environment);
        this.now = now;
    }

    /** A loader for the kinds of services on the class path and the process's environment. */
    public static ConfigLoader ofClassPath() {
        Map<String, CheckerProvider> found = new HashMap<>();
        ServiceLoader.load(CheckerProvider.class).forEach(provider -> found.put(provider.type(), provider));
        return new ConfigLoader(found, System.getenv());
    }

    /**
     * Reads {@code file} and lays {@code overrides} over it.
     *
     * @throws ConfigException if the file cannot be read, or anything in it or in the overrides is wrong
     */
    public LoadedConfig load(Path file, Overrides overrides) {
        Source source = new Source(file.toString(), environment);
        return read(source, YamlFile.read(source, file), overrides);
    }

    /**
     * Reads a configuration that is not in a file of its own.
     *
     * @param name what stands for FILE in errors
     * @throws ConfigException if anything in it or in the overrides is wrong
     */
    public LoadedConfig parse(String name, String yaml, Overrides overrides) {
        return read(new Source(name, environment), yaml, overrides);
    }

    private LoadedConfig read(Source source, String yaml, Overrides overrides) {
        Section root = Section.root(source, YamlFile.parse(source, yaml));
        Config config = new ConfigReader(source, root, overrides, providers, now.get()).read();
        return new LoadedConfig(config, EffectiveConfig.print(root.effective()), source.warnings());
    }
}
