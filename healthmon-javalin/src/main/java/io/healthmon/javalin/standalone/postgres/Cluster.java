package io.healthmon.javalin.standalone.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;

/** The server's files: made once, whole or not at all. */
final class Cluster {

    private static final Duration INITDB_LIMIT = Duration.ofMinutes(3);

    private Cluster() {}

    static void prepare(Layout layout, Binaries binaries, Commands commands, RunAs runAs) {
        try {
            if (layout.foreignCluster().isPresent()) {
                throw made(layout.foreignCluster().get());
            }
            if (!Files.exists(layout.cluster())) {
                make(layout, binaries, commands, runAs);
            }
            String version =
                    Files.readString(layout.cluster().resolve("PG_VERSION")).strip();
            if (!version.equals(Layout.MAJOR)) {
                throw made(layout.cluster());
            }
        } catch (IOException e) {
            throw Failures.io(layout.cluster() + " is not a PostgreSQL cluster that can be read", e);
        }
    }

    private static EmbeddedPostgresException made(Path cluster) {
        return new EmbeddedPostgresException(cluster + " was made by another major version than " + Layout.MAJOR
                + ", which this healthmon brings; dump it with its own version, or move it away to start afresh");
    }

    private static void make(Layout layout, Binaries binaries, Commands commands, RunAs runAs) throws IOException {
        Path fresh = layout.cluster().resolveSibling(layout.cluster().getFileName() + ".new");
        Folders.delete(fresh);
        Commands.Result result = commands.run(
                INITDB_LIMIT,
                runAs.prefix(),
                List.of(
                        binaries.program("initdb"),
                        "--pgdata=" + fresh,
                        "--username=" + EmbeddedPostgres.USER,
                        "--pwfile=" + layout.password(),
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--data-checksums"));
        if (!result.ok()) {
            throw new EmbeddedPostgresException("PostgreSQL could not be set up in data-dir " + layout.dataDir() + ": "
                    + Failures.cause(List.of(result.output())));
        }
        Settings.include(fresh);
        Files.move(fresh, layout.cluster(), StandardCopyOption.ATOMIC_MOVE);
    }
}
