package io.healthmon.javalin.standalone.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the command line says over the file.
 *
 * @param host {@code --host}
 * @param port {@code --port}
 * @param dataDir {@code --data-dir}
 */
public record Overrides(Optional<String> host, Optional<Integer> port, Optional<Path> dataDir) {
    /** The file stands as it is. */
    public static final Overrides NONE = new Overrides(Optional.empty(), Optional.empty(), Optional.empty());
}
