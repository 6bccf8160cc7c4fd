package io.healthmon.javalin.auth;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that is there while somebody has to log in or bring a key. A host that starts while its store is away knows by it whether this
 * machine may ask without. Says no more than that.
 */
public final class ClosedMarker {

    private static final Logger LOG = LoggerFactory.getLogger(ClosedMarker.class);

    private final Path file;

    /** This file. */
    public ClosedMarker(Path file) {
        this.file = file;
    }

    boolean isThere() {
        return Files.exists(file);
    }

    void set(boolean closed) {
        try {
            if (closed) {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.createFile(file);
            } else {
                Files.deleteIfExists(file);
            }
        } catch (FileAlreadyExistsException fine) {
            LOG.debug("{} is there", file);
        } catch (IOException e) {
            LOG.warn(
                    "{} could not be written; it tells the next start, should the store be away then, who may ask: {}",
                    file,
                    e.toString());
        }
    }
}
