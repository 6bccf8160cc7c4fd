package io.healthmon.javalin.standalone;

import io.healthmon.javalin.standalone.config.Config;
import io.healthmon.javalin.standalone.config.DatabaseConfig;
import io.healthmon.store.spool.Spool;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where results wait while the host's database is away: the folder {@code spool} of {@code data-dir}. */
final class OwnSpool {

    private static final Logger LOG = LoggerFactory.getLogger(OwnSpool.class);

    private OwnSpool() {}

    /**
     * Opens it; empty if none is wanted, or none makes sense, since memory is never away.
     *
     * @throws StartException if it can't be opened
     */
    static Optional<Spool> open(Config config) {
        if (config.spoolMax() == 0 || config.database() instanceof DatabaseConfig.Memory) {
            return Optional.empty();
        }
        try {
            return Optional.of(Spool.open(config.dataDir().resolve("spool"), config.spoolMax()));
        } catch (IOException e) {
            throw new StartException(
                    "data-dir: results can't wait there while the database is away: " + sentence(e)
                            + "; give another folder, or spool-max: 0 to do without",
                    e);
        }
    }

    /** The message of a file system's exception is often the file's name alone. */
    private static String sentence(IOException e) {
        String message = String.valueOf(e.getMessage());
        return message.contains(" ") ? message : e.getClass().getSimpleName() + " " + message;
    }

    static void close(Spool spool) {
        try {
            spool.close();
        } catch (IOException e) {
            LOG.warn("the spool could not be closed: {}", e.getMessage());
        }
    }
}
