package io.healthmon.javalin.standalone.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A server as its {@code postmaster.pid} tells.
 *
 * @param pid its process
 * @param port where it listens
 */
record Postmaster(long pid, int port) {

    private static final String FILE = "postmaster.pid";
    private static final int PORT_LINE = 3;

    /** What the file of a cluster says; empty if there is none, or one that is not yet written to its end. */
    static Optional<Postmaster> read(Path cluster) {
        try {
            List<String> lines = Files.readAllLines(cluster.resolve(FILE), StandardCharsets.UTF_8);
            if (lines.size() <= PORT_LINE) {
                return Optional.empty();
            }
            return Optional.of(new Postmaster(
                    Long.parseLong(lines.get(0).strip()),
                    Integer.parseInt(lines.get(PORT_LINE).strip())));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Its process; a zombie that nobody has reaped yet counts as one. */
    Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
    }

    /**
     * True if the process is this cluster's server. A number may have gone to another process since, above all in a
     * container, where numbers start anew; but a server's working directory is its cluster.
     */
    boolean runs(Path cluster) {
        if (process().isEmpty()) {
            return false;
        }
        Path proc = Path.of("/proc", Long.toString(pid));
        try {
            return Files.readSymbolicLink(proc.resolve("cwd")).equals(cluster);
        } catch (NoSuchFileException e) {
            return false; // gone, or a zombie
        } catch (IOException e) {
            return refuseToGuess(proc, cluster);
        }
    }

    /** True if the file names a process that does not run the cluster: PostgreSQL would take it for a live server. */
    boolean misleads(Path cluster) {
        return process().isPresent() && !runs(cluster);
    }

    /** True if no process works in the cluster: neither a server nor a child that has outlived one. */
    static boolean deserted(Path cluster) throws IOException {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                if (worksIn(process, cluster)) {
                    return false;
                }
            }
        }
        return true;
    }

    static void forget(Path cluster) throws IOException {
        Files.deleteIfExists(cluster.resolve(FILE));
    }

    private static boolean worksIn(Path process, Path cluster) {
        try {
            return Files.readSymbolicLink(process.resolve("cwd")).equals(cluster);
        } catch (IOException e) {
            return false; // gone, or somebody else's, who could not work in our folder
        }
    }

    private boolean refuseToGuess(Path proc, Path cluster) {
        try {
            if (Files.readString(proc.resolve("comm")).strip().equals("postgres")) {
                throw new EmbeddedPostgresException("process " + pid + " is a PostgreSQL server and may be that of "
                        + cluster + ", but healthmon may not look at it; stop it, or run healthmon as the same user");
            }
        } catch (IOException e) {
            return false; // gone
        }
        return false;
    }
}
