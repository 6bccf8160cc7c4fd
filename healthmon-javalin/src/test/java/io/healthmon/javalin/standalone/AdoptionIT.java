package io.healthmon.javalin.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.healthmon.javalin.standalone.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The packaged jar is pointed at the database of the original service, which was stopped while an alert was active. */
@Isolated("its checks have half a second")
class AdoptionIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** More than a day of a service that was checked every 30 s, and fails since an hour. */
    private static final int CHECKS = 3_000;

    private static final String ORIGINAL = """
            CREATE TABLE service_health_checks (
                id SERIAL NOT NULL,
                service_name VARCHAR(100) NOT NULL,
                status VARCHAR(20) NOT NULL,
                checks JSON,
                response_time_ms INTEGER,
                timestamp TIMESTAMP WITH TIME ZONE NOT NULL,
                PRIMARY KEY (id)
            );
            CREATE INDEX ix_service_health_checks_service_name ON service_health_checks (service_name);
            CREATE INDEX ix_service_health_checks_timestamp ON service_health_checks (timestamp);
            CREATE INDEX idx_service_timestamp ON service_health_checks (service_name, timestamp);
            CREATE INDEX idx_status_timestamp ON service_health_checks (status, timestamp);
            CREATE TABLE service_health_alerts (
                id SERIAL NOT NULL,
                service_name VARCHAR(100) NOT NULL,
                severity VARCHAR(20) NOT NULL,
                message VARCHAR(500) NOT NULL,
                status VARCHAR(20) NOT NULL,
                triggered_at TIMESTAMP WITH TIME ZONE NOT NULL,
                resolved_at TIMESTAMP WITH TIME ZONE,
                PRIMARY KEY (id)
            );
            CREATE INDEX ix_service_health_alerts_service_name ON service_health_alerts (service_name);
            CREATE INDEX ix_service_health_alerts_status ON service_health_alerts (status);
            CREATE INDEX idx_alert_service_status ON service_health_alerts (service_name, status);
            CREATE INDEX idx_alert_triggered ON service_health_alerts (triggered_at);
            INSERT INTO service_health_checks (service_name, status, checks, response_time_ms, timestamp)
            SELECT 'bot', CASE WHEN i <= 120 THEN 'unhealthy' ELSE 'healthy' END, '{"error": "HTTP 503", "http_status": 503}', 12,
                now() - i * interval '30 seconds'
            FROM generate_series(%d, 1, -1) AS i;
            INSERT INTO service_health_alerts (id, service_name, severity, message, status, triggered_at) VALUES
                (41, 'bot', 'critical', 'Service bot is unhealthy', 'active', now() - interval '1 hour'),
                (42, 'bot', 'critical', 'Service bot is unhealthy', 'active', now() - interval '1 hour' + interval '5 ms');
            """;

    @TempDir
    Path dir;

    private SwitchableTarget target;
    private EmbeddedPostgres database;
    private ApiClient api;
    private Path config;

    @BeforeEach
    void describe() throws Exception {
        target = new SwitchableTarget();
        target.healthy(false);
        database = EmbeddedPostgres.start(dir.resolve("database"));
        sql(ORIGINAL.formatted(CHECKS));
        int port = ApiClient.freePort();
        api = new ApiClient(port);
        config = config(port, database.user(), database.password().reveal());
    }

    @AfterEach
    void stop() {
        database.close();
        target.close();
    }

    private void sql(String statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        database.url(), database.user(), database.password().reveal());
                Statement statement = connection.createStatement()) {
            statement.execute(statements);
        }
    }

    private Path config(int port, String user, String password) throws IOException {
        return Files.writeString(dir.resolve("healthmon.yml"), """
                server: { port: %d }
                database: { url: "%s", user: %s, password: "%s" }
                api-keys: [ { name: test, key: %s } ]
                defaults: { interval: 500ms, timeout: 400ms }
                services:
                  bot: { url: "%s", critical: true }
                """.formatted(
                        port, database.url(), user, password, ApiClient.KEY, target.url()));
    }

    private PackagedJar start() throws IOException {
        PackagedJar jar = PackagedJar.start(dir, List.of(), "run", "--config", config.toString());
        await().atMost(PATIENCE).until(() -> api.ready() || !jar.alive());
        assertThat(jar.alive()).as(jar.err()).isTrue();
        return jar;
    }

    private List<JsonNode> alerts(String status) throws IOException {
        return api.get("/api/health/alerts?status=" + status)
                .path("alerts")
                .valueStream()
                .toList();
    }

    private int checks() throws IOException {
        return api.get("/api/health/uptime/bot?hours=48").path("total_checks").asInt();
    }

    @Test
    void run_onTheOriginalsDatabase_goesOnWithItsAlertAndItsHistory() throws Exception {
        try (PackagedJar jar = start()) {
            assertThat(checks()).isGreaterThanOrEqualTo(CHECKS);
            assertThat(api.get("/api/health/status")
                            .path("services")
                            .path(0)
                            .path("uptime_percentage")
                            .asDouble())
                    .as("of the day, most of which the original saw")
                    .isBetween(90.0, 99.0);
            assertThat(alerts("active"))
                    .extracting(alert -> alert.path("id").asInt())
                    .containsExactly(41);
            assertThat(alerts("resolved"))
                    .extracting(alert -> alert.path("id").asInt())
                    .containsExactly(42);

            target.healthy(true);
            await().atMost(PATIENCE).until(() -> alerts("active").isEmpty());
            assertThat(alerts("resolved"))
                    .extracting(alert -> alert.path("id").asInt())
                    .containsExactly(42, 41);
            await().atMost(PATIENCE)
                    .until(() -> jar.err().contains("tables are adopted: " + CHECKS + " checks are copied"));
            jar.terminate();
            assertThat(jar.ended().code()).isZero();
        }
        try (PackagedJar jar = start()) {
            assertThat(checks()).isGreaterThan(CHECKS);
            assertThat(alerts("all")).hasSize(2);
            jar.terminate();
            PackagedJar.Ended ended = jar.ended();
            assertThat(ended.code()).isZero();
            assertThat(ended.err()).doesNotContain("adopted", "original");
        }
    }

    @Test
    void run_withARoleThatMayNotRename_exits1SayingWhatToGrant() throws Exception {
        sql("CREATE ROLE stranger LOGIN PASSWORD 'stranger'; GRANT CREATE ON SCHEMA public TO stranger; "
                + "GRANT ALL ON service_health_checks, service_health_alerts TO stranger");
        config(ApiClient.freePort(), "stranger", "stranger");
        PackagedJar.Ended ended = PackagedJar.run(dir, "run", "--config", config.toString());
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err().lines().filter(line -> line.startsWith("healthmon: ")))
                .containsExactly(
                        "healthmon: database.url: the database can't be used: the original service's service_health_checks can't be "
                                + "adopted: it belongs to the role healthmon, and healthmon connects as stranger; as healthmon or a "
                                + "superuser run: GRANT healthmon TO stranger");
        assertThat(ended.err()).doesNotContain("\tat ");
        sql("INSERT INTO service_health_checks (service_name, status, timestamp) VALUES ('bot', 'healthy', now())");
    }
}
