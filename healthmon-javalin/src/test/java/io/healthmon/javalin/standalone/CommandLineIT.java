package io.healthmon.javalin.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the packaged jar: what they print, and their exit codes. */
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
        assertThat(ended.out()).contains("run", "check", "test", "Exit codes");
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

    private void run(String... arguments) throws IOException, InterruptedException {
        ended = PackagedJar.run(dir, arguments);
    }

    private String config(String yaml) throws IOException {
        return Files.writeString(dir.resolve("healthmon.yml"), yaml).toString();
    }
}
