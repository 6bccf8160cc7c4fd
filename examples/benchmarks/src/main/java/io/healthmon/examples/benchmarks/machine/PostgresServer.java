package io.healthmon.examples.benchmarks.machine;

import io.healthmon.javalin.standalone.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;

/** The product's embedded PostgreSQL, with its settings, and what it says of itself. Closing it stops it. */
public final class PostgresServer implements AutoCloseable {

    private final EmbeddedPostgres server;
    private final ProcessTree processes;

    private PostgresServer(EmbeddedPostgres server, long pid) {
        this.server = server;
        this.processes = new ProcessTree(pid);
    }

    /** Starts the server of {@code dataDir}, which is made if it is not there. Blocks for some seconds. */
    public static PostgresServer start(Path dataDir) throws IOException {
        EmbeddedPostgres server = EmbeddedPostgres.start(dataDir);
        return new PostgresServer(server, pid(dataDir));
    }

    /** The process of the server that runs in {@code dataDir}, whoever started it. */
    public static long pid(Path dataDir) throws IOException {
        try (Stream<Path> files = Files.walk(dataDir, 3)) {
            Path file = files.filter(path -> path.endsWith("postmaster.pid"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no server runs in " + dataDir));
            return Long.parseLong(Files.readAllLines(file).get(0).strip());
        }
    }

    /** A JDBC URL without credentials. */
    public String url() {
        return server.url();
    }

    /** Who to be there. */
    public String user() {
        return server.user();
    }

    /** To prove it. */
    public String password() {
        return server.password().reveal();
    }

    /** The server's processes. */
    public ProcessTree processes() {
        return processes;
    }

    /** A connection of its own. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), user(), password());
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

    /** Runs one statement. */
    public void run(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("could not run: " + sql, e);
        }
    }

    /** Adds the server to a report. */
    public void describe(Report report) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("select current_setting('server_version'), current_setting('fsync'),"
                                + " current_setting('synchronous_commit'), current_setting('shared_buffers')")) {
            rows.next();
            report.line(
                    "PostgreSQL",
                    "%s, fsync %s, synchronous_commit %s, shared_buffers %s",
                    rows.getString(1),
                    rows.getString(2),
                    rows.getString(3),
                    rows.getString(4));
        } catch (SQLException e) {
            throw new IllegalStateException("the server does not say what it is", e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
