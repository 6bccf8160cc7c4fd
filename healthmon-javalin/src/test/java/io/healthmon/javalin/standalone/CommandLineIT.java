package io.healthmon.javalin.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.healthmon.HealthStatus;
import io.healthmon.access.AccessStore;
import io.healthmon.access.Role;
import io.healthmon.access.SealingKey;
import io.healthmon.access.SealingKeys;
import io.healthmon.access.SecretBox;
import io.healthmon.access.User;
import io.healthmon.javalin.standalone.postgres.EmbeddedPostgres;
import io.healthmon.jdbc.PostgresStore;
import io.healthmon.store.Pen;
import io.healthmon.store.Store;
import io.healthmon.store.WatchedService;
import io.healthmon.target.Secret;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands of the packaged jar: what they print, and their exit codes. */
@Execution(ExecutionMode.CONCURRENT)
class CommandLineIT {

    @TempDir
    Path dir;

    private PackagedJar.Ended ended = new PackagedJar.Ended(0, "", "");

    @AfterEach
    void noCommand_everPrintsAStackTrace() {
        assertThat(ended.err() + ended.out()).doesNotContain("\tat ").doesNotContain("Exception in thread");
    }

    @Test
    void version_printsItself_exits0() throws Exception {
        run("--version");
        assertThat(ended.code()).isZero();
        assertThat(ended.out()).startsWith("healthmon 0.");
    }

    @Test
    void help_namesEveryCommand_exits0() throws Exception {
        run("--help");
        assertThat(ended.code()).isZero();
        assertThat(ended.out())
                .contains("run", "check", "test", "notify-test", "rebuild", "replay", "rekey", "Exit codes");
    }

    @Test
    void usage_wrong_exits2() throws Exception {
        run();
        assertThat(ended.code()).isEqualTo(2);
        run("runn");
        assertThat(ended.code()).isEqualTo(2);
        run("run");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("--config");
    }

    @Test
    void check_validFile_printsItEffectiveAndMasked() throws Exception {
        run("check", "--config", config("""
                api-keys:
                  - name: grafana
                    key: a-secret-to-be-masked
                services:
                  stream-bot:
                    url: http://stream-bot:5000/health
                    critical: true
                  cache:
                    type: redis
                    url: redis://:hunter2hunter2@redis:6379/0
                """));
        assertThat(ended.code()).isZero();
        assertThat(ended.out())
                .contains("stream-bot", "interval: 30s", "timeout: 10s", "***")
                .doesNotContain("a-secret-to-be-masked", "hunter2");
    }

    @Test
    void check_unknownKey_exits1WithPlaceAndSuggestion() throws Exception {
        run("check", "--config", config("""
                services:
                  stream-bot:
                    url: http://stream-bot:5000/health
                    intervall: 5s
                """));
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).contains("healthmon.yml:4:5: ", "intervall", "interval");
    }

    @Test
    void test_serviceThatAnswers_printsWhatWasFound() throws Exception {
        try (SwitchableTarget target = new SwitchableTarget()) {
            target.healthy(false);
            run("test", "bot", "--config", config("""
                    database: { url: memory }
                    services:
                      bot: { url: "%s" }
                    """.formatted(target.url())));
        }
        assertThat(ended.code()).isZero();
        assertThat(ended.out()).contains("unhealthy", "database");
    }

    @Test
    void test_ownDatabaseThatDoesNotRun_saysSo() throws Exception {
        run("test", "postgres", "--config", config("""
                data-dir: %s
                spool-max: 16MB
                services:
                  postgres: { type: postgres }
                """.formatted(dir.resolve("data"))));
        assertThat(ended.code()).isZero();
        assertThat(ended.out()).contains("unknown", "connect");
    }

    @Test
    void test_unknownService_exits1NamingThoseThereAre() throws Exception {
        run("test", "bott", "--config", config("services: { bot: { url: 'http://127.0.0.1:1/' } }"));
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).contains("bott", "bot");
    }

    @Test
    void notifyTest_channelThatTakesIt_printsItsAnswer_exits0() throws Exception {
        try (Receiver receiver = new Receiver(200, "thank you")) {
            run("notify-test", "ops", "--config", channel(receiver.url()));

            assertThat(receiver.bodies()).singleElement().asString().contains("test message", "\"kind\":\"notice\"");
        }
        assertThat(ended.code()).isZero();
        assertThat(ended.out()).contains("channel: ops", "result:  taken", "thank you");
        assertThat(ended.out() + ended.err()).doesNotContain("a-secret-path", "sign-with-this");
    }

    @Test
    void notifyTest_channelThatDoesNot_printsWhy_exits1() throws Exception {
        try (Receiver receiver = new Receiver(404, "no such hook")) {
            run("notify-test", "ops", "--config", channel(receiver.url()));
        }
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.out()).contains("result:  refused", "404", "no such hook");

        run("notify-test", "ops", "--config", channel("http://127.0.0.1:1/a-secret-path"));
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.out()).contains("result:  failed");
        assertThat(ended.out() + ended.err()).doesNotContain("a-secret-path", "sign-with-this");
    }

    @Test
    void notifyTest_unknownChannel_exits1NamingThoseThereAre() throws Exception {
        run("notify-test", "opps", "--config", channel("http://127.0.0.1:1/"));
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).contains("opps", "there are: ops");

        run("notify-test", "--config", channel("http://127.0.0.1:1/"));
        assertThat(ended.code()).isEqualTo(2);
    }

    private String channel(String url) throws IOException {
        return config("channels: { ops: { type: webhook, url: '%s', secret: sign-with-this } }".formatted(url));
    }

    @Test
    void run_withAChannel_tellsOfTheAlertAndOfItsEnd() throws Exception {
        int port = ApiClient.freePort();
        ApiClient api = new ApiClient(port);
        try (Receiver receiver = new Receiver(200, "ok");
                SwitchableTarget target = new SwitchableTarget()) {
            target.healthy(false);
            String config = config("""
                    server: { port: %d }
                    database: { url: memory }
                    public-url: https://mon.example.org
                    services: { bot: { url: "%s", critical: true, interval: 1s, timeout: 900ms } }
                    channels: { ops: { type: webhook, url: "%s" } }
                    routes: [ { to: ops, severity: critical } ]
                    """.formatted(port, target.url(), receiver.url()));
            try (PackagedJar jar = PackagedJar.start(dir, List.of(), "run", "--config", config)) {
                awaitKind(receiver, jar, "triggered");
                assertThat(receiver.bodies().get(0)).contains("\"kind\":\"triggered\"", "https://mon.example.org");
                target.healthy(true);
                awaitKind(receiver, jar, "resolved");
                assertThat(api.get("/api/health/channels")
                                .at("/channels/0/failed")
                                .asInt())
                        .isZero();
                jar.terminate();
                ended = jar.endedWithin(Duration.ofSeconds(10));
                assertThat(ended.code()).isZero();
            }
        }
    }

    private static void awaitKind(Receiver receiver, PackagedJar jar, String kind) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !jar.alive()
                        || receiver.bodies().stream().anyMatch(body -> body.contains("\"kind\":\"" + kind + "\"")));
    }

    @Test
    void run_portTaken_exits1SayingSo() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            run("run", "--config", config("""
                    server: { port: %d }
                    database: { url: memory }
                    """.formatted(taken.getLocalPort())));
            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.err()).contains(String.valueOf(taken.getLocalPort()), "taken");
        }
    }

    @Test
    void run_openOnAllAddresses_exits1AskingForAKey() throws Exception {
        run("run", "--host", "0.0.0.0", "--config", config("database: { url: memory }"));
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).contains("api-keys");
    }

    @Test
    void run_dataDirIsAFile_exits1SayingSo() throws Exception {
        Path file = Files.writeString(dir.resolve("file"), "not a folder");
        run("run", "--data-dir", file.toString(), "--config", config("server: { port: 0 }"));
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).contains("data-dir", file.toString());
    }

    @Test
    void run_wrongDatabaseUrl_exits1NamingWhatIsAllowed() throws Exception {
        run("run", "--config", config("database: { url: 'mysql://x' }"));
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).contains("database.url", "embedded", "memory", "jdbc:postgresql://");
    }

    @Test
    void run_hostThatDoesNotResolve_exits1SayingSo() throws Exception {
        run("run", "--config", config("""
                server: { host: no-such-host.invalid, port: 0 }
                database: { url: memory }
                api-keys: [ { name: a, key: a-key-0123456789 } ]
                """));
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err().lines().filter(line -> line.contains("no-such-host.invalid")))
                .hasSize(1);
    }

    @Test
    void run_databaseThatRefusesUs_exits1WithOneLine() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(dir.resolve("server"))) {
            run("run", "--config", database(server.url(), server.user(), "a-wrong-password"));
            startRefused();
            assertThat(ended.err()).doesNotContain("a-wrong-password");

            String right = server.password().reveal();
            run("run", "--config", database(server.url().replace("/postgres", "/nowhere"), server.user(), right));
            startRefused();
            assertThat(ended.err()).contains("nowhere");
            assertThat(ended.err()).doesNotContain(right);

            schemaOfTheFuture(server);
            run("run", "--config", database(server.url(), server.user(), right));
            startRefused();
            assertThat(ended.err()).contains("newer");
        }
    }

    /** A start makes the tables, a row then says that a later release has changed them. */
    private void schemaOfTheFuture(EmbeddedPostgres server) throws SQLException {
        try (Store store = PostgresStore.builder(server.url(), server.user(), server.password())
                .build()) {
            Pen.open(store);
        }
        execute(server, """
                insert into healthmon_schema_history
                    (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
                values (999, '999', 'later', 'SQL', 'V999__later.sql', 1, 'healthmon', 1, true)""");
    }

    private static void execute(EmbeddedPostgres server, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        server.url(), server.user(), server.password().reveal());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void startRefused() {
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err().lines().filter(line -> line.startsWith("healthmon: ")))
                .as(ended.err())
                .singleElement()
                .asString()
                .startsWith("healthmon: database.url: ");
    }

    @Test
    void run_databaseThatDoesNotAnswer_servesAndSaysSo() throws Exception {
        int port = ApiClient.freePort();
        ApiClient api = new ApiClient(port);
        String config = config("""
                server: { port: %d }
                database: { url: "jdbc:postgresql://127.0.0.1:1/x", user: x, password: x }
                spool-max: 16MB
                """.formatted(port));
        try (PackagedJar jar = PackagedJar.start(dir, List.of(), "run", "--config", config)) {
            await().atMost(Duration.ofSeconds(60)).until(() -> api.ready() || !jar.alive());
            assertThat(api.send("GET", "/api/health").statusCode()).isEqualTo(503);
            assertThat(api.get("/api/health").path("checks").path("database").asText())
                    .isEqualTo("unhealthy");
            jar.terminate();
            ended = jar.endedWithin(Duration.ofSeconds(10));
            assertThat(ended.code()).isZero();
        }
    }

    @Test
    void rebuild_tellsWhatDiffers_andPutsItRight() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(dir.resolve("server"))) {
            String config =
                    database(server.url(), server.user(), server.password().reveal());
            run("rebuild", "--config", config);
            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.err()).contains("no tables of healthmon");

            try (Store store = PostgresStore.builder(server.url(), server.user(), server.password())
                    .build()) {
                Pen.open(store);
            }
            run("rebuild", "--config", config);
            assertThat(ended.code()).isZero();
            assertThat(ended.out()).contains("differences: 0\n");

            execute(server, """
                    insert into healthmon_hourly_rollup
                        (service_name, hour, healthy, degraded, unhealthy, unknown, first_at)
                    select 'nobody', closed_to - interval '2 hours', 1, 0, 0, 0, closed_to from healthmon_writer""");
            run("rebuild", "--dry-run", "--config", config);
            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.out()).contains("nobody: there is a rollup of", "differences: 1\n");

            run("rebuild", "--config", config);
            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.out()).contains("differences: 1, put right\n");

            run("rebuild", "--config", config);
            assertThat(ended.code()).isZero();
        }
    }

    @Test
    void rebuild_ownDatabaseThatDoesNotRun_startsIt() throws Exception {
        EmbeddedPostgres.start(dir.resolve("data")).close();
        String config = config("data-dir: %s".formatted(dir.resolve("data")));
        run("rebuild", "--config", config);
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).contains("no tables of healthmon");
        assertThat(EmbeddedPostgres.find(dir.resolve("data"))).isEmpty();
    }

    @Test
    void rebuild_ofMemory_exits1SayingSo() throws Exception {
        run("rebuild", "--config", config("database: { url: memory }"));
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).contains("database.url", "memory");
    }

    @Test
    void rekey_sealsAnewWithTheFirstKey_andSaysWhatItCantOpen() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(dir.resolve("server"))) {
            String plain =
                    database(server.url(), server.user(), server.password().reveal());
            run("rekey", "--config", plain);
            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.err()).contains("no tables of healthmon");

            SealingKey old = key("old", 1);
            try (PostgresStore store = PostgresStore.builder(server.url(), server.user(), server.password())
                    .build()) {
                store.makeTables();
                seal(store.access(), "ann", old);
                seal(store.access(), "bob", key("lost", 2));
            }
            String configured = Files.readString(dir.resolve("healthmon.yml"));
            String keys = "secret-keys: [ {id: new, key: %s}, {id: old, key: %s} ]"
                    .formatted(key("new", 3).key().reveal(), old.key().reveal());
            run("rekey", "--config", config(configured + keys));
            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.out())
                    .contains("sealed anew:          1\n", "were so already:      0\n", "could not be opened:  1\n");
            assertThat(ended.err())
                    .contains("healthmon: the secret of bob's one-time codes: it was sealed with key 'lost'")
                    .doesNotContain("code of");

            execute(server, "delete from healthmon_user where name = 'bob'");
            run("rekey", "--config", config(configured + keys));
            assertThat(ended.code()).isZero();
            assertThat(ended.out()).contains("sealed anew:          0\n", "were so already:      1\n");
        }
    }

    @Test
    void rekey_ofMemory_exits1SayingSo() throws Exception {
        run("rekey", "--config", config("database: { url: memory }"));
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).contains("database.url", "memory");
    }

    private static SealingKey key(String id, int content) {
        byte[] bytes = new byte[SealingKey.BYTES];
        bytes[0] = (byte) content;
        return new SealingKey(id, Secret.of(Base64.getEncoder().encodeToString(bytes)));
    }

    private static void seal(AccessStore store, String name, SealingKey key) {
        User user = new User(
                UUID.randomUUID(),
                name,
                Role.VIEWER,
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.empty(),
                true,
                Instant.EPOCH);
        SecretBox box = new SecretBox(SealingKeys.of(List.of(key)));
        store.add(user.withTotp(Optional.of(box.seal(Secret.of("code of " + name), SecretBox.totpOf(user)))));
    }

    @Test
    void replay_tellsWhatADraftWouldHaveAlerted() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(dir.resolve("server"))) {
            recordAnHour(server);
            String draft =
                    database(server.url(), server.user(), server.password().reveal());
            Files.writeString(dir.resolve("healthmon.yml"), """
                    defaults: { failure-threshold: 3 }
                    services:
                      bot: { url: "http://localhost:1/" }
                      new-one: { url: "http://localhost:1/" }
                    """, StandardOpenOption.APPEND);

            run("replay", "--config", draft, "--since", "1d");
            assertThat(ended.code()).isZero();
            assertThat(ended.out())
                    .contains("would fire:  1 alert\n", "recorded:    2 alerts")
                    .contains("= 0 same, > 0 longer, < 0 shorter, + 1 new, - 2 missing")
                    .contains("Service bot is unhealthy", "failure-threshold is 3")
                    .contains("services that the draft does not have: minio", "no checks:   new-one");

            run("replay", "--config", draft, "--max-alerts", "1");
            assertThat(ended.code()).isZero();
            run("replay", "--config", draft, "--max-alerts", "0", "--json");
            assertThat(ended.code()).isEqualTo(1);
            assertThat(new ObjectMapper()
                            .readTree(ended.out())
                            .at("/total/fired")
                            .asInt())
                    .isEqualTo(1);

            String elsewhere =
                    Files.writeString(dir.resolve("elsewhere.yml"), """
                            database: { url: memory }
                            services:
                              bot: { url: "http://localhost:1/", critical: true }
                            """).toString();
            run("replay", "--config", elsewhere);
            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.err()).contains("database.url", "memory");
            run("replay", "--config", elsewhere, "--database-config", draft);
            assertThat(ended.code()).isZero();
            assertThat(ended.out()).contains("= 2 same");
        }
    }

    @Test
    void replay_usageThatIsWrong_exits2() throws Exception {
        String draft = config("database: { url: memory }");
        for (String[] wrong : new String[][] {{"--since", "yesterday"}, {"--since", "0s"}, {"--max-alerts", "-1"}}) {
            run("replay", "--config", draft, wrong[0], wrong[1]);
            assertThat(ended.code()).isEqualTo(2);
            assertThat(ended.err()).contains(wrong[0]);
        }
    }

    @Test
    void replay_databaseWithoutTables_exits1SayingSo() throws Exception {
        EmbeddedPostgres.start(dir.resolve("data")).close();
        run("replay", "--config", config("data-dir: %s".formatted(dir.resolve("data"))));
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).contains("no tables of healthmon");
    }

    @ParameterizedTest
    @ValueSource(strings = {"replay", "rebuild"})
    void databaseThatNeverWas_exits1AndMakesNone(String command) throws Exception {
        run(command, "--config", config("data-dir: %s".formatted(dir.resolve("mistyped"))));
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).contains("there is no database in data-dir").contains("mistyped");
        assertThat(dir.resolve("mistyped")).doesNotExist();
    }

    /** One that fails twice: once, and for longer than three checks. */
    private static void recordAnHour(EmbeddedPostgres server) {
        try (Store store = PostgresStore.builder(server.url(), server.user(), server.password())
                .build()) {
            Pen pen = Pen.open(store);
            WatchedService bot = new WatchedService("bot");
            Instant from = Instant.now().minus(Duration.ofHours(1));
            String statuses = "hhuhhhuuuuuhhh";
            for (int i = 0; i < statuses.length(); i++) {
                HealthStatus status = statuses.charAt(i) == 'h' ? HealthStatus.HEALTHY : HealthStatus.UNHEALTHY;
                pen.commit(List.of(bot.step(status, from.plusSeconds(30L * i))));
            }
            pen.commit(List.of(new WatchedService("minio").step(HealthStatus.HEALTHY, from)));
        }
    }

    private String database(String url, String user, String password) throws IOException {
        return config("""
                server: { port: 0 }
                database: { url: "%s", user: "%s", password: "%s" }
                spool-max: 16MB
                """.formatted(url, user, password));
    }

    private void run(String... arguments) throws IOException, InterruptedException {
        ended = PackagedJar.run(dir, arguments);
    }

    private String config(String yaml) throws IOException {
        return Files.writeString(dir.resolve("healthmon.yml"), yaml).toString();
    }
}
