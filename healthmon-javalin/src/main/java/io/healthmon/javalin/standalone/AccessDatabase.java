package io.healthmon.javalin.standalone;

import io.healthmon.access.AccessStore;
import io.healthmon.access.AuditEntry;
import io.healthmon.javalin.standalone.config.Config;
import io.healthmon.javalin.wire.Problem;
import io.healthmon.jdbc.PostgresStore;
import io.healthmon.store.StoreException;
import io.healthmon.time.MonitorClock;
import java.util.Optional;
import java.util.function.Consumer;

/** Users and keys as the command line reaches them: in the configured database, beside a monitor that may be running. */
record AccessDatabase(AccessStore store, MonitorClock clock) {

    /**
     * Does something with it.
     *
     * @return the exit code, 0
     * @throws StartException if it can't be done: one line that says why
     */
    static int use(ConfigOption option, Consumer<AccessDatabase> errand) {
        Config config = option.load().config();
        try (OwnDatabase database = OwnDatabase.besideMonitor(config)) {
            if (!(database.store() instanceof PostgresStore store)) {
                throw new StartException(
                        "database.url: memory ends with its process; users and keys there are made over the API of the"
                                + " running monitor",
                        new IllegalArgumentException("database.url"));
            }
            store.makeTables();
            errand.accept(new AccessDatabase(store.access(), MonitorClock.system()));
            return 0;
        } catch (StoreException e) {
            throw StartFailures.explained(e);
        } catch (Problem refused) {
            throw new StartException(withoutPoint(String.valueOf(refused.getMessage())), refused);
        }
    }

    private static String withoutPoint(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }

    /** Writes down what was done here. */
    void note(String action, String subject) {
        store.audit(new AuditEntry(
                clock.wall(),
                "this machine",
                "command line",
                action,
                Optional.of(subject),
                Optional.of("by the system's user " + System.getProperty("user.name"))));
    }
}
