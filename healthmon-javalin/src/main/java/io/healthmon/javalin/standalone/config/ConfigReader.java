package io.healthmon.javalin.standalone.config;

import io.healthmon.HealthTarget;
import io.healthmon.access.SealingKey;
import io.healthmon.check.CheckerProvider;
import io.healthmon.javalin.StatusPage;
import io.healthmon.javalin.auth.login.OidcSettings;
import io.healthmon.outbound.OutboundPolicy;
import io.healthmon.store.spool.Spool;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads the whole file, section by section. An error in one section does not hide those in the next. */
final class ConfigReader {

    private static final Duration SHORTEST_RETENTION = Duration.ofDays(1);
    private static final Duration LONGEST_RETENTION = Duration.ofDays(3650);
    private static final long LARGEST_SPOOL = 1L << 40;

    private final Source source;
    private final Section root;
    private final Overrides overrides;
    private final Map<String, CheckerProvider> providers;
    private final Instant now;

    ConfigReader(
            Source source, Section root, Overrides overrides, Map<String, CheckerProvider> providers, Instant now) {
        this.source = source;
        this.root = root;
        this.overrides = overrides;
        this.providers = providers;
        this.now = now;
    }

    Config read() {
        boolean keysGiven = root.size("api-keys") > 0;
        Optional<ServerConfig> server = section("server", section -> ServerReader.read(section, overrides, keysGiven));
        Optional<DatabaseConfig> database = section("database", DatabaseReader::read);
        Optional<Path> dataDir = source.attempt(this::readDataDir);
        Optional<Long> spoolMax = source.attempt(this::readSpoolMax);
        Optional<Duration> retention = source.attempt(this::readRetention);
        Optional<Duration> rollupRetention =
                source.attempt(() -> readRollupRetention(retention.orElse(SHORTEST_RETENTION)));
        List<Section> keys = source.attempt(() -> root.sections("api-keys")).orElse(List.of());
        Optional<List<SealingKey>> secretKeys = source.attempt(this::readSecretKeys);
        Optional<ServiceDefaults> defaults = section("defaults", section -> ServiceDefaults.read(source, section));
        Optional<OutboundPolicy> outbound = section("outbound", OutboundReader::read);
        SpecReader specs = new SpecReader(
                providers, database.orElseGet(DatabaseConfig.Embedded::new), outbound.orElse(OutboundPolicy.HOMELAB));
        ServiceReader services = new ServiceReader(source, specs::read, defaults.orElse(ServiceDefaults.BUILT_IN));
        List<HealthTarget> targets = section("services", section -> new ServicesReader(source, services).read(section))
                .orElse(List.of());
        Optional<List<ApiKeyConfig>> apiKeys = source.attempt(
                () -> readApiKeys(keys, targets.stream().map(HealthTarget::name).toList()));
        Optional<HostConfig> host = section("host", section -> HostReader.read(source, section, targets));
        Alerting alerting =
                new AlertingReader(source, root, targets, now, outbound.orElse(OutboundPolicy.HOMELAB)).read();
        root.known().add("status-page");
        Optional<StatusPage> statusPage = root.has("status-page")
                ? section("status-page", section -> StatusPageReader.read(source, section, targets))
                : Optional.empty();
        root.known().add("login");
        Optional<OidcSettings> oidc = root.has("login")
                ? section("login", section -> LoginReader.read(section, alerting.publicUrl()))
                        .flatMap(found -> found)
                : Optional.empty();
        root.refuseUnknownKeys();
        source.throwProblems();
        return new Config(
                server.orElseThrow().keptIn(dataDir.orElseThrow()),
                database.orElseThrow(),
                dataDir.orElseThrow(),
                spoolMax.orElseThrow(),
                retention.orElseThrow(),
                rollupRetention.orElseThrow(),
                apiKeys.orElseThrow(),
                secretKeys.orElseThrow(),
                host.orElseThrow(),
                targets,
                alerting.publicUrl(),
                alerting.channels(),
                alerting.routes(),
                alerting.maintenance(),
                alerting.canaries(),
                alerting.cutOffThreshold(),
                outbound.orElseThrow(),
                statusPage,
                oidc);
    }

    private <T> Optional<T> section(String key, Function<Section, T> reader) {
        return source.attempt(() -> root.sectionOrEmpty(key))
                .flatMap(section -> section.attempt(() -> reader.apply(section)));
    }

    private Path readDataDir() {
        String text = root.text("data-dir", Config.DEFAULT_DATA_DIR);
        if (overrides.dataDir().isPresent()) {
            Path path = overrides.dataDir().get();
            root.override("data-dir", path.toString());
            return path;
        }
        try {
            if (!text.isBlank()) {
                return Path.of(text);
            }
        } catch (InvalidPathException e) {
            throw root.error("data-dir", "is not a path");
        }
        throw root.error("data-dir", "is empty; a folder is needed, for example " + Config.DEFAULT_DATA_DIR);
    }

    private long readSpoolMax() {
        long value = root.bytes("spool-max", Spool.DEFAULT_MAX_BYTES);
        if (value != 0 && value < Spool.MIN_MAX_BYTES || value > LARGEST_SPOOL) {
            throw root.error(
                    "spool-max",
                    Quantities.formatBytes(value)
                            + " is out of range; allowed are sizes from 16MB to 1024GB, and 0 for none");
        }
        return value;
    }

    private Duration readRetention() {
        return readRetention("retention", Config.DEFAULT_RETENTION, SHORTEST_RETENTION);
    }

    /** Counts are kept for at least as long as the checks they are of. */
    private Duration readRollupRetention(Duration retention) {
        Duration usual = Config.DEFAULT_ROLLUP_RETENTION;
        return readRetention("rollup-retention", retention.compareTo(usual) > 0 ? retention : usual, retention);
    }

    private Duration readRetention(String key, Duration usual, Duration shortest) {
        Duration value = root.duration(key, usual);
        if (value.compareTo(shortest) < 0 || value.compareTo(LONGEST_RETENTION) > 0) {
            throw root.error(
                    key,
                    Quantities.format(value) + " is out of range; allowed are durations from "
                            + Quantities.format(shortest) + (shortest.equals(SHORTEST_RETENTION) ? "" : " (retention)")
                            + " to " + Quantities.format(LONGEST_RETENTION));
        }
        return value;
    }

    private List<SealingKey> readSecretKeys() {
        List<SealingKey> keys = new ArrayList<>();
        for (Section section : root.sections("secret-keys")) {
            section.attempt(() -> SecretKeyReader.read(section, keys)).ifPresent(keys::add);
        }
        return keys;
    }

    private List<ApiKeyConfig> readApiKeys(List<Section> sections, List<String> services) {
        List<ApiKeyConfig> keys = new ArrayList<>();
        for (Section section : sections) {
            section.attempt(() -> ApiKeyReader.read(source, section, keys, services))
                    .ifPresent(keys::add);
        }
        return keys;
    }
}
