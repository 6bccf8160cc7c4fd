package io.healthmon.javalin.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged jar with its embedded PostgreSQL, through stops of every kind. */
@Isolated("its checks have half a second")
class StandaloneIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(10);

    @TempDir
    Path dir;

    private SwitchableTarget target;
    private Path config;
    private ApiClient api;

    @BeforeEach
    void describe() throws IOException {
        target = new SwitchableTarget();
        int port = ApiClient.freePort();
        api = new ApiClient(port);
        config = Files.writeString(
                dir.resolve("healthmon.yml"), """
                server: { port: %d }
                data-dir: %s
                spool-max: 16MB
                api-keys: [ { name: test, key: %s } ]
                defaults: { interval: 500ms, timeout: 400ms }
                services:
                  bot: { url: "%s", critical: true, failure-threshold: 2 }
                  postgres: { type: postgres, critical: true, interval: 5s, timeout: 4s }
                """.formatted(port, dir.resolve("data"), ApiClient.KEY, target.url()));
    }

    @AfterEach
    void stopTarget() {
        target.close();
    }

    @Test
    void run_terminated_exits0AndKeepsItsHistory() throws Exception {
        try (PackagedJar jar = start()) {
            await().atMost(PATIENCE).until(() -> history() >= 3);
            jar.terminate();
            PackagedJar.Ended ended = jar.ended();
            assertThat(ended.code()).isZero();
            assertThat(ended.err()).contains("stopped").doesNotContain("\tat ");
        }
        try (PackagedJar jar = start()) {
            assertThat(history()).isGreaterThanOrEqualTo(3);
            jar.terminate();
            assertThat(jar.ended().code()).isZero();
        }
    }

    @Test
    void run_terminatedUnderLoad_endsWithin10s() throws Exception {
        StringBuilder services = new StringBuilder(Files.readString(config));
        for (int i = 0; i < 300; i++) {
            services.append("  bot-%d: { url: \"%s\" }%n".formatted(i, target.url()));
        }
        Files.writeString(config, services);
        try (PackagedJar jar = start()) {
            await().atMost(PATIENCE).until(() -> history() >= 10);
            jar.terminate();
            assertThat(jar.endedWithin(STOP).code()).isZero();
        }
    }

    /** From the first sign of life on, through unpacking, set-up and start of the server. */
    @ParameterizedTest
    @ValueSource(strings = {"data", "data/postgres/data-18.new", "data/postgres/data-18/postmaster.pid"})
    void run_terminatedWhileItStarts_exits0AndTheNextStartWorks(String sign) throws Exception {
        try (PackagedJar jar = PackagedJar.start(dir, List.of(), "run", "--config", config.toString())) {
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> Files.exists(dir.resolve(sign)));
            jar.terminate();
            PackagedJar.Ended ended = jar.endedWithin(STOP);
            assertThat(ended.code()).as(ended.err()).isZero();
            assertThat(ended.err()).contains("stopped").doesNotContain("\tat ", "healthmon: ");
        }
        try (PackagedJar jar = start()) {
            await().atMost(PATIENCE).until(() -> history() >= 1);
            jar.terminate();
            assertThat(jar.endedWithin(STOP).code()).isZero();
        }
    }

    @Test
    void run_killedWhileAnAlertIsActive_hasOneAlertAfterwardsAndResolvesIt() throws Exception {
        long id;
        long before;
        try (PackagedJar jar = start()) {
            await().atMost(PATIENCE).until(() -> history() >= 1);
            target.healthy(false);
            await().atMost(PATIENCE).until(() -> alerts("active").size() == 1);
            id = alerts("active").get(0).path("id").asLong();
            before = history();
            jar.kill();
        }
        try (PackagedJar jar = start()) {
            await().atMost(PATIENCE).until(() -> history() >= before + 3);
            assertThat(alerts("all")).hasSize(1);
            JsonNode alert = alerts("active").get(0);
            assertThat(alert.path("id").asLong()).isEqualTo(id);
            assertThat(alert.path("severity").asText()).isEqualTo("critical");
            assertThat(alert.path("message").asText()).startsWith("Service bot is unhealthy: ");

            target.healthy(true);
            await().atMost(PATIENCE).until(() -> alerts("active").isEmpty());
            assertThat(alerts("all")).hasSize(1);
            assertThat(alerts("resolved").get(0).path("id").asLong()).isEqualTo(id);
            jar.terminate();
            assertThat(jar.ended().code()).isZero();
        }
    }

    @Test
    void run_withACertificateOfItsOwn_answersOverTlsAlone_andTheHealthcheckFindsIt() throws Exception {
        int port = ApiClient.freePort();
        Files.writeString(config, """
                server: { port: %d, tls: self-signed }
                database: { url: memory }
                data-dir: %s
                services: {}
                """.formatted(port, dir.resolve("data")));
        try (PackagedJar jar = PackagedJar.start(dir, List.of(), "run", "--config", config.toString())) {
            await().atMost(PATIENCE).until(() -> Probe.healthy("http://127.0.0.1:" + port + "/health") || !jar.alive());
            assertThat(jar.err())
                    .containsPattern("SHA-256 fingerprint is ([0-9A-F]{2}:){31}[0-9A-F]{2}")
                    .contains("answering on https://127.0.0.1:" + port);
            assertThat(Files.readString(dir.resolve("data/tls/certificate.pem")))
                    .contains("BEGIN CERTIFICATE");
            jar.terminate();
            assertThat(jar.ended().code()).isZero();
        }
    }

    private PackagedJar start() throws IOException {
        PackagedJar jar = PackagedJar.start(dir, List.of(), "run", "--config", config.toString());
        await().atMost(PATIENCE).until(() -> api.ready() || !jar.alive());
        assertThat(jar.alive()).as(jar.err()).isTrue();
        return jar;
    }

    private long history() throws IOException {
        return api.get("/api/health/history?service=bot&limit=1000")
                .path("count")
                .asLong();
    }

    private List<JsonNode> alerts(String status) throws IOException {
        return api.get("/api/health/alerts?service=bot&status=" + status)
                .path("alerts")
                .valueStream()
                .toList();
    }
}
