package io.healthmon.javalin.standalone.config;

import java.util.List;

/**
 * A configuration that was read without an error.
 *
 * @param config the records
 * @param effective the same as YAML with every default written out and secrets as {@code ***}, for people to read
 * @param warnings what is allowed but perhaps not meant, one sentence each
 */
public record LoadedConfig(Config config, String effective, List<String> warnings) {
    public LoadedConfig {
        warnings = List.copyOf(warnings);
    }
}
