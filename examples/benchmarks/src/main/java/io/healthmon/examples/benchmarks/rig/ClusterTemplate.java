package io.healthmon.examples.benchmarks.rig;

import io.healthmon.examples.benchmarks.machine.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A PostgreSQL cluster to copy, made by the product itself.
 *
 * @param program the server's program
 * @param cluster its files, at rest
 * @param user who owns it
 * @param password to prove it
 */
public record ClusterTemplate(Path program, Path cluster, String user, String password) {

    /** Makes one in {@code folder}. Blocks for some seconds. */
    public static ClusterTemplate make(Path folder) throws IOException {
        try (PostgresServer server = PostgresServer.start(folder)) {
            Path process = Path.of("/proc", Long.toString(PostgresServer.pid(folder)));
            return new ClusterTemplate(
                    Files.readSymbolicLink(process.resolve("exe")),
                    Files.readSymbolicLink(process.resolve("cwd")),
                    server.user(),
                    server.password());
        }
    }

    /** The password stays out of it. */
    @Override
    public String toString() {
        return cluster.toString();
    }
}
