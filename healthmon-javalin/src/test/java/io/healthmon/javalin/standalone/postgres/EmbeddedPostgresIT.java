package io.healthmon.javalin.standalone.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The server for real: every test has a folder of its own, and leaves no process behind. */
@Execution(ExecutionMode.CONCURRENT)
class EmbeddedPostgresIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    @TempDir
    static Path template;

    /** Unpacking takes seconds: the tests share one unpacked copy, by a link. */
    @BeforeAll
    static void unpackOnce() {
        Layout layout = Layout.make(template);
        Binaries.install(layout, new Commands(layout.home(), layout.commandLog()));
    }

    @BeforeEach
    void linkBinaries() throws IOException {
        Files.createDirectories(home());
        Path bin = binaries(template.resolve("postgres"));
        Files.createSymbolicLink(home().resolve(bin.getFileName()), bin);
    }

    private static Path binaries(Path home) throws IOException {
        try (Stream<Path> children = Files.list(home)) {
            return children.filter(child -> child.getFileName().toString().startsWith("bin-18-"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private Path dataDir() {
        return folder.resolve("a folder");
    }

    private Path home() {
        return dataDir().resolve("postgres");
    }

    /** Whatever a test did to its server, this stops it. */
    @AfterEach
    void stopWhatRuns() {
        Postmaster.read(home().resolve("data-18"))
                .filter(server -> server.runs(home().resolve("data-18")))
                .flatMap(Postmaster::process)
                .ifPresent(process -> {
                    process.destroyForcibly();
                    await().atMost(PATIENCE).until(() -> !process.isAlive());
                });
    }

    @Test
    void server_startedAgain_keepsRowsAndPort() throws SQLException {
        String url;
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(dataDir())) {
            url = postgres.url();
            execute(postgres, "create table t as select 42 as answer");
        }
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(dataDir())) {
            assertThat(query(postgres, "select answer from t")).isEqualTo("42");
            assertThat(postgres.url()).isEqualTo(url);
        }
    }

    @Test
    void server_hasSettingsForDataThatMustLast() throws SQLException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(dataDir())) {
            assertThat(query(postgres, "show fsync")).isEqualTo("on");
            assertThat(query(postgres, "show synchronous_commit")).isEqualTo("on");
            assertThat(query(postgres, "show full_page_writes")).isEqualTo("on");
            assertThat(query(postgres, "show listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(query(postgres, "show unix_socket_directories")).isEmpty();
            assertThat(query(postgres, "show max_connections")).isEqualTo("30");
            assertThat(query(postgres, "show server_encoding")).isEqualTo("UTF8");
            assertThat(query(postgres, "show timezone")).isEqualTo("UTC");
            assertThat(query(postgres, "select string_agg(distinct auth_method, ' ') from pg_hba_file_rules"))
                    .isEqualTo("scram-sha-256");
        }
    }

    @Test
    void server_withoutThePassword_staysClosed_andItsFilesToo() throws IOException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(dataDir())) {
            assertThatThrownBy(() -> DriverManager.getConnection(postgres.url(), postgres.user(), "guess"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
            assertThatThrownBy(() -> DriverManager.getConnection(postgres.url(), postgres.user(), null))
                    .isInstanceOf(SQLException.class);
            assertThat(postgres.password().reveal()).hasSize(43);
            assertThat(permissions(home())).isEqualTo("rwx------");
            assertThat(permissions(home().resolve("password"))).isEqualTo("rw-------");
        }
    }

    @Test
    void server_killed_isStartedAgainInItsPlace_withWhatWasCommitted() throws SQLException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(dataDir())) {
            execute(postgres, "create table t as select 42 as answer");
            long killed = postgres.pid();
            kill(killed);

            await().atMost(PATIENCE).until(() -> postgres.pid() != killed);
            assertThat(query(postgres, "select answer from t")).isEqualTo("42");
        }
    }

    @Test
    void monitorAndServerKilled_nextStartRecovers() throws IOException, SQLException {
        Process monitor = startMonitor();
        long left = Long.parseLong(firstLine(monitor).split(" ")[1]);
        EmbeddedPostgres.Access access = EmbeddedPostgres.find(dataDir()).orElseThrow();
        try (Connection connection = DriverManager.getConnection(
                        access.url(), access.user(), access.password().reveal());
                Statement statement = connection.createStatement()) {
            statement.execute("create table t as select 42 as answer");
        }
        monitor.destroyForcibly();
        await().atMost(PATIENCE).until(() -> !monitor.isAlive());
        kill(left);

        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(dataDir())) {
            assertThat(query(postgres, "select answer from t")).isEqualTo("42");
        }
    }

    @Test
    void monitorKilled_itsServerIsUsedOn() throws IOException, SQLException {
        Process monitor = startMonitor();
        String[] told = firstLine(monitor).split(" ");
        monitor.destroyForcibly();
        await().atMost(PATIENCE).until(() -> !monitor.isAlive());

        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(dataDir())) {
            assertThat(postgres.url()).isEqualTo(told[0]);
            assertThat(postgres.pid()).isEqualTo(Long.parseLong(told[1]));
            assertThat(query(postgres, "select 1")).isEqualTo("1");
        }
        assertThat(EmbeddedPostgres.find(dataDir())).isEmpty();
    }

    @Test
    void monitorKilled_itsServerStuck_isReplaced() throws IOException, SQLException, InterruptedException {
        Process monitor = startMonitor();
        long left = Long.parseLong(firstLine(monitor).split(" ")[1]);
        monitor.destroyForcibly();
        await().atMost(PATIENCE).until(() -> !monitor.isAlive());
        new ProcessBuilder("kill", "-STOP", Long.toString(left)).start().waitFor();

        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(dataDir())) {
            assertThat(postgres.pid()).isNotEqualTo(left);
            assertThat(query(postgres, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void pidFile_ofAProcessThatIsSomethingElse_isForgotten() throws IOException, SQLException {
        EmbeddedPostgres.start(dataDir()).close();
        Files.writeString(
                home().resolve("data-18/postmaster.pid"),
                ProcessHandle.current().pid() + "\n" + home().resolve("data-18") + "\n1\n5432\n\n127.0.0.1\n\nready\n");

        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(dataDir())) {
            assertThat(query(postgres, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void dataDir_inUse_namesTheProcess() throws IOException {
        Process monitor = startMonitor();
        try {
            firstLine(monitor);
            assertThatExceptionOfType(EmbeddedPostgresException.class)
                    .isThrownBy(() -> EmbeddedPostgres.start(dataDir()))
                    .withMessage("data-dir " + dataDir() + " is in use by process " + monitor.pid()
                            + "; stop it, or name another data-dir");
        } finally {
            monitor.destroyForcibly();
            await().atMost(PATIENCE).until(() -> !monitor.isAlive());
        }
    }

    @Test
    void dataDir_inUseByThisProcess_isRefusedToo_andFreeAfterwards() {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(dataDir())) {
            assertThat(postgres.pid()).isPositive();
            assertThatExceptionOfType(EmbeddedPostgresException.class)
                    .isThrownBy(() -> EmbeddedPostgres.start(dataDir()))
                    .withMessageContaining(
                            "is in use by process " + ProcessHandle.current().pid());
        }
        EmbeddedPostgres.start(dataDir()).close();
    }

    @Test
    void cluster_ofAnotherMajorVersion_isLeftAlone() throws IOException {
        Files.createDirectories(home().resolve("data-17"));

        assertThatExceptionOfType(EmbeddedPostgresException.class)
                .isThrownBy(() -> EmbeddedPostgres.start(dataDir()))
                .withMessageContaining("data-17 was made by another major version than 18");
        assertThat(home().resolve("data-18")).doesNotExist();
    }

    @Test
    void cluster_thatSaysAnotherVersion_isRefused() throws IOException {
        Files.writeString(Files.createDirectories(home().resolve("data-18")).resolve("PG_VERSION"), "16\n");
        Files.writeString(home().resolve("password"), "secret\n");

        assertThatExceptionOfType(EmbeddedPostgresException.class)
                .isThrownBy(() -> EmbeddedPostgres.start(dataDir()))
                .withMessageContaining("data-18 was made by another major version than 18");
    }

    @Test
    void passwordFile_lostOrWrong_saysSo() throws IOException {
        EmbeddedPostgres.start(dataDir()).close();
        Files.writeString(home().resolve("password"), "another\n");

        assertThatExceptionOfType(EmbeddedPostgresException.class)
                .isThrownBy(() -> EmbeddedPostgres.start(dataDir()))
                .withMessageContaining("does not accept the password in ")
                .withMessageNotContaining("another");

        Files.delete(home().resolve("password"));
        assertThatExceptionOfType(EmbeddedPostgresException.class)
                .isThrownBy(() -> EmbeddedPostgres.start(dataDir()))
                .withMessageContaining("password is missing");
    }

    @Test
    void cluster_damaged_saysWhatPostgresSays() throws IOException {
        EmbeddedPostgres.start(dataDir()).close();
        Files.delete(home().resolve("data-18/global/pg_control"));

        assertThatExceptionOfType(EmbeddedPostgresException.class)
                .isThrownBy(() -> EmbeddedPostgres.start(dataDir()))
                .withMessageContaining("could not start in data-dir " + dataDir())
                .withMessageContaining("pg_control");
    }

    @Test
    void binaries_missingOrDamaged_areUnpacked() throws IOException, SQLException {
        Path link = binaries(home());
        Files.delete(link);
        Files.createDirectories(link.resolve("bin"));

        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(dataDir())) {
            assertThat(query(postgres, "select 1")).isEqualTo("1");
        }
        assertThat(binaries(home()).resolve("bin/postgres")).isExecutable();
    }

    @Test
    void close_twice_isOne() {
        EmbeddedPostgres postgres = EmbeddedPostgres.start(dataDir());
        postgres.close();
        postgres.close();

        assertThat(EmbeddedPostgres.find(dataDir())).isEmpty();
        assertThatThrownBy(() -> query(postgres, "select 1")).isInstanceOf(SQLException.class);
    }

    private Process startMonitor() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        StartAndWait.class.getName(),
                        dataDir().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String firstLine(Process process) throws IOException {
        BufferedReader reader = process.inputReader();
        String line = reader.readLine();
        assertThat(line).as("what the monitor printed").isNotNull();
        return line;
    }

    private static void kill(long pid) {
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        process.destroyForcibly();
        await().atMost(PATIENCE).until(() -> !process.isAlive());
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static void execute(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static Connection connect(EmbeddedPostgres postgres) throws SQLException {
        return DriverManager.getConnection(
                postgres.url(), postgres.user(), postgres.password().reveal());
    }
}
