package io.healthmon.examples.benchmarks.rig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL server that can be stopped, killed and started again. Not thread-safe. */
public final class Postgres implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 120;
    private static final int FULL_DISK_MEGABYTES = 160;

    private final ClusterTemplate template;
    private final Path cluster;
    private final Path log;
    private final List<String> prefix;
    private final int port;
    private final @Nullable SmallDisk disk;
    private final Thread hook = new Thread(this::killProcesses);
    private @Nullable Process process;

    private Postgres(ClusterTemplate template, Path folder, @Nullable SmallDisk disk) throws IOException {
        this.template = template;
        this.disk = disk;
        this.log = Files.createDirectories(folder).resolve("postgresql.log");
        this.port = Ports.choose();
        this.prefix = new ArrayList<>();
        this.cluster = folder.resolve(disk == null ? "cluster" : "disk").resolve(disk == null ? "" : "cluster");
        if (disk != null) {
            prefix.addAll(disk.entrance());
        }
        if (disk != null || System.getProperty("user.name", "").equals("root")) {
            // PostgreSQL refuses to be root; without a mapping, root does not look like it.
            prefix.addAll(List.of("unshare", "--user"));
        }
        command(
                "cp",
                "-a",
                template.cluster().toString(),
                disk == null
                        ? cluster.toString()
                        : disk.root().resolve("cluster").toString());
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** A server of its own on a copy of {@code template} in {@code folder}; not started yet. */
    public static Postgres copyOf(ClusterTemplate template, Path folder) throws IOException {
        return new Postgres(template, folder, null);
    }

    /** The same, with all its files on a filesystem that {@link #fillDisk} can fill. */
    static Postgres onSmallDisk(ClusterTemplate template, Path folder) throws IOException {
        SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), FULL_DISK_MEGABYTES);
        try {
            return new Postgres(template, folder, disk);
        } catch (IOException | RuntimeException e) {
            disk.close();
            throw e;
        }
    }

    private static void command(String... command) throws IOException {
        try {
            Process process = new ProcessBuilder(command).inheritIO().start();
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + " failed, as it says above");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Starts it, or starts it again. Blocks until it answers, recovery from a crash included. */
    public void start() throws IOException {
        if (process != null && process.isAlive()) {
            awaitAnswer();
            return;
        }
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(
                template.program().toString(),
                "-D",
                cluster.toString(),
                "-c",
                "port=" + port,
                "-c",
                "logging_collector=off",
                "-c",
                "shared_buffers=32MB",
                "-c",
                "min_wal_size=32MB",
                "-c",
                "max_wal_size=48MB"));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        awaitAnswer();
    }

    private void awaitAnswer() throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            try {
                number("select 1");
                return;
            } catch (IllegalStateException notYet) {
                if (System.nanoTime() - deadline > 0 || process == null || !process.isAlive()) {
                    throw new IOException("PostgreSQL does not start, see " + log, notYet);
                }
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
    }

    /** Stops it as {@code pg_ctl stop -m fast} does: connections are ended, open transactions rolled back. */
    public void stop() throws IOException {
        if (process != null && process.isAlive()) {
            command("kill", "-INT", Long.toString(process.pid()));
            await();
        }
    }

    /** As {@code kill -9} of all its processes: the next start has to recover. */
    public void kill() {
        killProcesses();
        await();
    }

    private void killProcesses() {
        Process running = process;
        if (running != null) {
            List<ProcessHandle> children = running.descendants().toList();
            running.destroyForcibly();
            children.forEach(ProcessHandle::destroyForcibly);
            children.forEach(child -> child.onExit().join());
        }
    }

    private void await() {
        try {
            if (process != null && !process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                killProcesses();
            }
        } catch (InterruptedException e) {
            killProcesses();
            Thread.currentThread().interrupt();
        }
    }

    /** Leaves no byte free on its disk. */
    public void fillDisk() throws IOException {
        disk().fill();
    }

    /** Makes room again, and starts it if it did not survive. */
    public void freeDisk() throws IOException {
        disk().free();
        start();
    }

    private SmallDisk disk() {
        if (disk == null) {
            throw new IllegalStateException("it has no disk of its own");
        }
        return disk;
    }

    /** Where it listens itself. */
    public int port() {
        return port;
    }

    /** A connection of its own, past any proxy. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres", template.user(), template.password());
    }

    /** The one number that {@code sql} selects. */
    public long number(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException("could not run: " + sql, e);
        }
    }

    /** Runs statements, each for itself. */
    public void run(List<String> statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("could not run: " + statements, e);
        }
    }

    ClusterTemplate template() {
        return template;
    }

    @Override
    public void close() throws IOException {
        try (SmallDisk itsDisk = disk) {
            kill();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // It runs already.
        }
    }
}
