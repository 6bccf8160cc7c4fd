package io.healthmon.javalin.standalone.postgres;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where things lie.
 *
 * @param dataDir the host's folder, as it was named: for messages
 * @param home the server's part of it, a real path that only its owner may enter
 */
record Layout(Path dataDir, Path home) {

    /** The major version whose binaries are brought, and whose files a cluster consists of. */
    static final String MAJOR = "18";

    /** {@code pg_ctl} hands the path to a shell in double quotes, and a settings file takes it in single ones. */
    private static final Pattern UNSAFE = Pattern.compile("[\"'`$\\\\\\p{Cntrl}]");

    private static final Pattern CLUSTER = Pattern.compile("data-\\d+");

    /** Makes the folders. */
    static Layout make(Path dataDir) {
        if (Files.exists(dataDir) && !Files.isDirectory(dataDir)) {
            throw new EmbeddedPostgresException("data-dir " + dataDir + " is a file, not a folder; name another one");
        }
        if (UNSAFE.matcher(dataDir.toAbsolutePath().toString()).find()) {
            throw new EmbeddedPostgresException(
                    "data-dir " + dataDir + " holds a quote, $, backslash or control character, which PostgreSQL cannot"
                            + " take; name another one");
        }
        try {
            Path home = Files.createDirectories(dataDir.resolve("postgres")).toRealPath();
            Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
            Layout layout = new Layout(dataDir, home);
            Files.createDirectories(layout.log());
            return layout;
        } catch (FileAlreadyExistsException e) {
            throw new EmbeddedPostgresException(e.getFile() + " is a file, not a folder; move it away", e);
        } catch (IOException e) {
            throw Failures.io("data-dir " + dataDir + " cannot be written", e);
        }
    }

    /** The folders as a monitor has made them; empty if none has. */
    static Optional<Layout> find(Path dataDir) {
        try {
            return Optional.of(new Layout(dataDir, dataDir.resolve("postgres").toRealPath()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    Path cluster() {
        return home.resolve("data-" + MAJOR);
    }

    Path log() {
        return home.resolve("log");
    }

    Path startLog() {
        return log().resolve("start.log");
    }

    Path commandLog() {
        return log().resolve("command.log");
    }

    Path password() {
        return home.resolve("password");
    }

    Path port() {
        return home.resolve("port");
    }

    Path lock() {
        return home.resolve("lock");
    }

    /** A cluster that another major version made; empty if there is none, or one of ours beside it. */
    Optional<Path> foreignCluster() throws IOException {
        if (Files.exists(cluster())) {
            return Optional.empty();
        }
        try (Stream<Path> children = Files.list(home)) {
            return children.filter(child ->
                            CLUSTER.matcher(child.getFileName().toString()).matches())
                    .findFirst();
        }
    }
}
