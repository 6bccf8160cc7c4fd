package io.healthmon.javalin.standalone.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Who PostgreSQL runs as, since it refuses to be root.
 *
 * @param prefix what comes before a command to make it so
 * @param owner the user that its files must belong to; empty if that is nothing we could change
 */
record RunAs(List<String> prefix, Optional<Integer> owner) {

    private static final int ROOT = 0;
    private static final int NOBODY = 65_534;
    private static final Duration SHORT = Duration.ofSeconds(10);

    /** Whoever we are, if we are not root. */
    private static final RunAs OURSELVES = new RunAs(List.of(), Optional.empty());

    /** Root that does not look like it: a user namespace without a mapping. Containers often forbid it. */
    private static final RunAs NAMESPACE = new RunAs(List.of("unshare", "-U"), Optional.of(ROOT));

    private static final RunAs SETPRIV = new RunAs(
            List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"), Optional.of(NOBODY));

    private static final RunAs RUNUSER = new RunAs(List.of("runuser", "-u", "nobody", "--"), Optional.of(NOBODY));

    static RunAs choose(Commands commands) {
        try {
            if (Folders.owner(Path.of("/proc/self")) != ROOT) {
                return OURSELVES;
            }
        } catch (IOException e) {
            throw Failures.io("/proc cannot be read, which tells who healthmon runs as", e);
        }
        for (RunAs way : List.of(NAMESPACE, SETPRIV, RUNUSER)) {
            if (commands.run(SHORT, way.prefix, List.of("true")).ok()) {
                return way;
            }
        }
        throw new EmbeddedPostgresException(
                "the embedded PostgreSQL does not run as root, and neither unshare nor setpriv nor"
                        + " runuser can change that here; run healthmon as another user, or set database.url to a server of your own");
    }
}
