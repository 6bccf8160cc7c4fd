package io.healthmon.javalin.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.healthmon.javalin.Browser;
import io.healthmon.javalin.Client;
import io.healthmon.javalin.standalone.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Users and keys of the packaged jar, from the command line and by the first start's token. */
@Execution(ExecutionMode.CONCURRENT)
class AccessCommandsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PASSWORD = "correct horse battery";

    @TempDir
    Path dir;

    private PackagedJar.Ended ended = new PackagedJar.Ended(0, "", "");

    private int run(String... arguments) throws IOException, InterruptedException {
        ended = PackagedJar.run(dir, arguments);
        assertThat(ended.out() + ended.err()).doesNotContain("\tat ", PASSWORD, "argon2");
        return ended.code();
    }

    private String config(int port, String database) throws IOException {
        return Files.writeString(
                        dir.resolve("healthmon.yml"),
                        "server: { port: %d }%n%s%nspool-max: 16MB%n".formatted(port, database))
                .toString();
    }

    private static String database(EmbeddedPostgres server) {
        return "database: { url: \"%s\", user: \"%s\", password: \"%s\" }"
                .formatted(server.url(), server.user(), server.password().reveal());
    }

    private String passwordFile(String password) throws IOException {
        return Files.writeString(dir.resolve("password"), password + "\n").toString();
    }

    @Test
    void usersAndKeys_madeBesideARunningMonitor_getIn_andOutAgain() throws Exception {
        int port = ApiClient.freePort();
        try (EmbeddedPostgres server = EmbeddedPostgres.start(dir.resolve("server"))) {
            String config = config(port, database(server));
            assertThat(run(
                            "user",
                            "add",
                            "anna",
                            "--role",
                            "admin",
                            "--password-file",
                            passwordFile(PASSWORD),
                            "--config",
                            config))
                    .as(ended.err())
                    .isZero();
            assertThat(ended.out()).isEqualTo("user anna added as admin\n");
            try (PackagedJar jar = PackagedJar.start(dir, List.of(), "run", "--config", config)) {
                awaitReady(port, jar);
                assertThat(jar.err()).doesNotContain("no users yet");
                Browser anna = new Browser(port);
                assertThat(anna.logIn("anna", PASSWORD).status()).isEqualTo(200);

                assertThat(run("user", "disable", "anna", "--config", config)).isEqualTo(1);
                assertThat(ended.err()).contains("last enabled administrator");
                assertThat(run(
                                "user",
                                "add",
                                "bert",
                                "--role",
                                "viewer",
                                "--password-file",
                                passwordFile(PASSWORD),
                                "--config",
                                config))
                        .isZero();
                Browser bert = new Browser(port);
                assertThat(bert.logIn("bert", PASSWORD).status()).isEqualTo(200);
                assertThat(run("user", "disable", "bert", "--config", config)).isZero();
                await().atMost(Duration.ofSeconds(5))
                        .until(() -> bert.get("/api/health/status").status() == 401);
                assertThat(run("user", "list", "--config", config)).isZero();
                assertThat(ended.out())
                        .containsPattern("anna +admin +enabled")
                        .containsPattern("bert +viewer +disabled");

                assertThat(run("key", "add", "grafana", "--scope", "read", "--expires", "90d", "--config", config))
                        .isZero();
                String key = ended.out().strip();
                assertThat(key).matches("hm_[a-z2-7]{8}_[A-Za-z0-9_-]{43}");
                Client grafana = new Client(port, "X-API-Key", key);
                await().atMost(Duration.ofSeconds(5))
                        .until(() -> grafana.get("/api/health/status").status() == 200);
                assertThat(grafana.get("/api/users").status()).isEqualTo(403);
                String prefix = key.substring(3, 11);
                assertThat(run("key", "list", "--config", config)).isZero();
                assertThat(ended.out()).contains(prefix, "grafana", "valid").doesNotContain(key);
                assertThat(run("key", "revoke", prefix, "--config", config)).isZero();
                await().atMost(Duration.ofSeconds(5))
                        .until(() -> grafana.get("/api/health/status").status() == 401);

                assertThat(anna.get("/api/audit").response().body())
                        .contains("user.created", "key.created", "key.revoked", "login.succeeded", "command line");
                jar.terminate();
                assertThat(jar.ended().code()).isZero();
            }
        }
    }

    /** Two of its own users of one data-dir: the monitor, which runs its server, and the command. */
    @Test
    void usersAndKeys_ofTheEmbeddedDatabaseOfARunningMonitor_getIn_andOutAgain() throws Exception {
        int port = ApiClient.freePort();
        String config = config(port, "data-dir: " + dir.resolve("data"));
        try (PackagedJar jar = PackagedJar.start(dir, List.of(), "run", "--config", config)) {
            awaitReady(port, jar);
            assertThat(run(
                            "user",
                            "add",
                            "anna",
                            "--role",
                            "admin",
                            "--password-file",
                            passwordFile(PASSWORD),
                            "--config",
                            config))
                    .as(ended.err())
                    .isZero();
            Browser anna = new Browser(port);
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> anna.logIn("anna", PASSWORD).status() == 200);
            assertThat(run("key", "add", "grafana", "--scope", "read", "--config", config))
                    .as(ended.err())
                    .isZero();
            String key = ended.out().strip();
            Client grafana = new Client(port, "X-API-Key", key);
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> grafana.get("/api/health/status").status() == 200);
            assertThat(run("key", "revoke", key.substring(3, 11), "--config", config))
                    .isZero();
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> grafana.get("/api/health/status").status() == 401);
            assertThat(jar.alive()).isTrue();
            jar.terminate();
            assertThat(jar.ended().code()).isZero();
        }
    }

    @Test
    void tokenOfTheFirstStart_makesTheFirstUser_whoLogsInByThePage() throws Exception {
        int port = ApiClient.freePort();
        String config = config(port, "database: { url: memory }");
        try (PackagedJar jar = PackagedJar.start(dir, List.of(), "run", "--config", config)) {
            awaitReady(port, jar);
            String token = jar.err()
                    .lines()
                    .filter(line -> line.contains("no users yet"))
                    .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                    .findFirst()
                    .orElseThrow();
            Browser browser = new Browser(port);
            assertThat(browser.get("/login").header("Location")).isEqualTo("/setup");
            assertThat(browser.form("/setup", Map.of("token", token, "name", "anna", "password", PASSWORD))
                            .status())
                    .isEqualTo(303);
            assertThat(browser.get("/api/health/status").status()).isEqualTo(401);
            assertThat(browser.form(
                                    "/login",
                                    Map.of("name", "anna", "password", PASSWORD, "next", "/api/health/status"))
                            .header("Location"))
                    .isEqualTo("/api/health/status");
            assertThat(browser.get("/api/health/status").status()).isEqualTo(200);
            jar.terminate();
            assertThat(jar.ended().err()).doesNotContain(PASSWORD);
        }
    }

    @Test
    void whatCantBeDone_exits1_andWrongUsage2() throws Exception {
        String config = config(0, "database: { url: memory }");
        assertThat(run("user", "list", "--config", config)).isEqualTo(1);
        assertThat(ended.err()).contains("database.url", "memory").hasLineCount(1);

        assertThat(run("user")).isEqualTo(2);
        assertThat(run("user", "add", "anna", "--config", config)).isEqualTo(2);
        assertThat(ended.err()).contains("--role");
        assertThat(run("user", "add", "anna", "--role", "king", "--config", config))
                .isEqualTo(2);
        assertThat(ended.err()).contains("viewer, operator, admin");
        assertThat(run("key", "add", "k", "--scope", "all", "--config", config)).isEqualTo(2);
        assertThat(run("key", "add", "k", "--scope", "admin", "--service", "a", "--config", config))
                .isEqualTo(2);
    }

    private void awaitReady(int port, PackagedJar jar) throws IOException {
        ApiClient api = new ApiClient(port);
        await().atMost(PATIENCE).until(() -> api.ready() || !jar.alive());
        assertThat(jar.alive()).as(jar.err()).isTrue();
    }
}
