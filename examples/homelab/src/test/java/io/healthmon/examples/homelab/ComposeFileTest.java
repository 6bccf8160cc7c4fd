package io.healthmon.examples.homelab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The compose file keeps the commission's healthchecks, and the configuration its services. */
class ComposeFileTest {

    private static final List<String> OWN_HEALTH = List.of("CMD", "curl", "-f", "http://localhost:5000/health");

    private final Map<String, Map<String, Object>> compose = section(read("docker-compose.yml"), "services");
    private final Map<String, Object> configuration = read("healthmon.yml");

    @Test
    void healthchecks_areTheCommissions() {
        Map<String, Object> patient =
                Map.of("test", OWN_HEALTH, "interval", "30s", "timeout", "10s", "retries", 3, "start_period", "40s");
        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put("stream-bot", patient);
        expected.put("discord-bot", patient);
        expected.put("dashboard", patient);
        expected.put("postgres", eager(List.of("CMD-SHELL", "pg_isready -U postgres")));
        expected.put("redis", eager(List.of("CMD", "redis-cli", "ping")));
        expected.put(
                "minio",
                Map.of(
                        "test",
                        List.of("CMD", "curl", "-f", "http://localhost:9000/minio/health/live"),
                        "interval",
                        "30s",
                        "timeout",
                        "10s",
                        "retries",
                        3));

        Map<String, Object> healthchecks = new LinkedHashMap<>();
        compose.forEach((name, service) -> healthchecks.put(name, service.get("healthcheck")));
        healthchecks.remove("healthmon");

        assertThat(healthchecks).isEqualTo(expected);
    }

    /** What it runs, as whom, and its healthcheck are the image's: nothing here may replace them. */
    @Test
    void monitor_isTheImageAndItsConfiguration() {
        assertThat(compose.get("healthmon"))
                .containsEntry("image", "healthmon:latest")
                .containsEntry("init", true)
                .containsEntry("restart", "unless-stopped")
                .containsEntry("ports", List.of("5000:5000"))
                .containsEntry("depends_on", List.of("postgres"))
                .doesNotContainKeys("user", "command", "entrypoint", "healthcheck");
        assertThat(compose.get("healthmon").get("volumes"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .contains("./healthmon.yml:/etc/healthmon/healthmon.yml:ro");
    }

    @Test
    void services_areTheCommissions() {
        Map<String, Map<String, Object>> services = section(configuration, "services");

        assertThat(services)
                .isEqualTo(Map.of(
                        "stream-bot", Map.of("url", "http://stream-bot:5000/health", "critical", true),
                        "discord-bot", Map.of("url", "http://discord-bot:5000/health", "critical", true),
                        "dashboard", Map.of("url", "http://homelab-dashboard:5000/api/health", "critical", true),
                        "postgres", Map.of("type", "postgres", "critical", true),
                        "redis", Map.of("type", "redis", "url", "redis://redis:6379/0", "critical", true),
                        "minio", Map.of("url", "http://minio:9000/minio/health/live")));
        assertThat(compose.keySet()).containsAll(services.keySet());
    }

    private static Map<String, Object> eager(List<String> test) {
        return Map.of("test", test, "interval", "10s", "timeout", "5s", "retries", 5);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Map<String, Object>> section(Map<String, Object> yaml, String key) {
        return (Map<String, Map<String, Object>>) yaml.get(key);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> read(String file) {
        try {
            String text = Files.readString(Path.of(file));
            return (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromString(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
