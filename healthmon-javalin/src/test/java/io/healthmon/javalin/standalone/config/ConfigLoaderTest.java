package io.healthmon.javalin.standalone.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthTarget;
import io.healthmon.check.http.HttpSpec;
import io.healthmon.target.AlertRules;
import io.healthmon.target.Flapping;
import io.healthmon.target.Schedule;
import io.healthmon.target.Secret;
import io.healthmon.target.Thresholds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {

    private static final String CONTRACT_EXAMPLE = """
            server:
              host: 127.0.0.1            # default; any other address needs a key or a login
              port: 5000
            database:
              url: embedded              # default; or jdbc:postgresql://…; or memory
              user: healthmon
              password: ${DB_PASSWORD}
            data-dir: ./healthmon-data   # embedded server, spool
            spool-max: 512MB
            retention: 30d
            api-keys:
              - name: grafana
                key: ${HEALTHMON_API_KEY}
            defaults:
              interval: 30s
              timeout: 10s
            services:
              stream-bot:
                url: http://stream-bot:5000/health     # type: http by default
                critical: true
              postgres:
                type: postgres                         # no url: the monitor's own store
                critical: true
              redis:
                type: tcp
                host: redis
                port: 6379
                critical: true
              minio:
                url: http://minio:9000/minio/health/live
                critical: false                        # default
            """;

    private static final Map<String, String> ENVIRONMENT =
            Map.of("DB_PASSWORD", "db-secret", "HEALTHMON_API_KEY", "key-of-grafana");

    @TempDir
    Path folder;

    private static LoadedConfig parse(String yaml) {
        return parse(yaml, Overrides.NONE);
    }

    private static LoadedConfig parse(String yaml, Overrides overrides) {
        return new ConfigLoader(TestProviders.all(), ENVIRONMENT).parse("test.yaml", yaml, overrides);
    }

    private static HealthTarget service(String yaml) {
        return parse("services:\n  web:\n" + yaml.indent(4)).config().targets().get(0);
    }

    @Test
    void contractExample_reads_intoRecords() {
        Config config = parse(CONTRACT_EXAMPLE).config();

        assertThat(config.server()).isEqualTo(new ServerConfig("127.0.0.1", 5000));
        assertThat(config.database()).isEqualTo(new DatabaseConfig.Embedded());
        assertThat(config.dataDir()).isEqualTo(Path.of("./healthmon-data"));
        assertThat(config.spoolMax()).isEqualTo(512 << 20);
        assertThat(config.retention()).isEqualTo(Duration.ofDays(30));
        assertThat(config.apiKeys()).containsExactly(new ApiKeyConfig("grafana", Secret.of("key-of-grafana")));
        assertThat(config.targets())
                .extracting(HealthTarget::name)
                .containsExactly("stream-bot", "postgres", "redis", "minio");
        assertThat(config.targets()).extracting(HealthTarget::critical).containsExactly(true, true, true, false);
        assertThat(config.host().components())
                .containsExactly(Map.entry("redis", List.of("redis")), Map.entry("minio", List.of("minio")));
    }

    @Test
    void leastConfiguration_getsEveryDefault() {
        Config config = parse("services:\n  web:\n    url: http://web/\n").config();

        assertThat(config.server()).isEqualTo(new ServerConfig("127.0.0.1", 5000));
        assertThat(config.database()).isEqualTo(new DatabaseConfig.Embedded());
        assertThat(config.dataDir()).isEqualTo(Path.of("./healthmon-data"));
        assertThat(config.spoolMax()).isEqualTo(1 << 30);
        assertThat(config.retention()).isEqualTo(Duration.ofDays(30));
        assertThat(config.apiKeys()).isEmpty();
        assertThat(config.host().components()).isEmpty();
        HealthTarget target = config.targets().get(0);
        assertThat(target.schedule()).isEqualTo(Schedule.DEFAULT);
        assertThat(target.thresholds()).isEqualTo(Thresholds.DEFAULT);
        assertThat(target.critical()).isFalse();
        assertThat(target.labels()).isEmpty();
    }

    @Test
    void service_withEveryCommonKey_carriesThem() {
        HealthTarget target = service("""
                url: http://web/
                critical: true
                interval: 1m
                timeout: 1500ms
                failure-threshold: 2
                recovery-threshold: 4
                unknown-threshold: 0
                labels: {team: infra, rack: 7}
                """);

        assertThat(target.schedule()).isEqualTo(new Schedule(Duration.ofMinutes(1), Duration.ofMillis(1500)));
        assertThat(target.thresholds()).isEqualTo(new Thresholds(2, 4, 0));
        assertThat(target.labels()).containsExactly(Map.entry("team", "infra"), Map.entry("rack", "7"));
    }

    @Test
    void defaults_areInherited_unlessTheServiceSaysOtherwise() {
        List<HealthTarget> targets = parse("""
                        defaults: {interval: 5s, timeout: 2s, failure-threshold: 3}
                        services:
                          a: {url: http://a/}
                          b: {url: http://b/, interval: 10s, failure-threshold: 1}
                        """).config().targets();

        assertThat(targets.get(0).schedule()).isEqualTo(new Schedule(Duration.ofSeconds(5), Duration.ofSeconds(2)));
        assertThat(targets.get(0).thresholds().failure()).isEqualTo(3);
        assertThat(targets.get(1).schedule()).isEqualTo(new Schedule(Duration.ofSeconds(10), Duration.ofSeconds(2)));
        assertThat(targets.get(1).thresholds().failure()).isEqualTo(1);
    }

    @Test
    void rules_areRead_inherited_andTurnedOff() {
        LoadedConfig loaded = parse("""
                        defaults: {recheck-interval: 5s, start-period: 1m, reminder-interval: 4h, flapping: {high: 40}}
                        services:
                          a: {url: http://a/}
                          b: {url: http://b/, recheck-interval: 0s, start-period: 0s, reminder-interval: 0s, flapping: false}
                          c: {url: http://c/, interval: 4s, timeout: 1s, flapping: true, depends-on: a}
                          d: {url: http://c/, flapping: {high: 20}, depends-on: [a, c]}
                        """);

        List<AlertRules> rules =
                loaded.config().targets().stream().map(HealthTarget::rules).toList();
        AlertRules inherited = new AlertRules(
                Duration.ofMinutes(1),
                Optional.of(Duration.ofSeconds(5)),
                Optional.of(Duration.ofHours(4)),
                Optional.of(new Flapping(40, 25)),
                List.of());
        assertThat(rules.get(0)).isEqualTo(inherited);
        assertThat(rules.get(1)).isEqualTo(AlertRules.DEFAULT);
        assertThat(rules.get(2).recheckInterval())
                .as("not quicker than its own slots")
                .isEmpty();
        assertThat(rules.get(2).flapping()).contains(Flapping.DEFAULT);
        assertThat(rules.get(2).dependsOn()).containsExactly("a");
        assertThat(rules.get(3).flapping()).contains(new Flapping(20, 20));
        assertThat(rules.get(3).dependsOn()).containsExactly("a", "c");
        assertThat(parse(loaded.effective()).config().targets())
                .extracting(HealthTarget::rules)
                .isEqualTo(rules);
        assertThat(parse(loaded.effective()).effective()).isEqualTo(loaded.effective());
    }

    @Test
    void environment_expandsWithDefaultsAndEscapes() {
        HealthTarget target = service("""
                url: "http://${HOST:web}:${PORT:80}/${EMPTY:}"
                labels: {literal: "$${HOST}", dollar: "a$b"}
                """);

        assertThat(((HttpSpec) target.spec()).uri()).hasToString("http://web:80/");
        assertThat(target.labels()).containsEntry("literal", "${HOST}").containsEntry("dollar", "a$b");
    }

    @Test
    void secretFile_givesItsContent_withoutTheLineEnd() throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "from the file\n");

        HealthTarget target = service("url: http://web/\nheaders: {X-Token: \"file:" + file + "\"}\n");

        assertThat(((HttpSpec) target.spec()).headers()).containsEntry("X-Token", Secret.of("from the file"));
    }

    @Test
    void externalDatabase_withCredentials_neverShowsThem() {
        LoadedConfig loaded = parse("""
                database:
                  url: jdbc:postgresql://db:5432/health?password=in-the-url
                  user: monitor
                  password: ${DB_PASSWORD}
                services: {}
                """);

        assertThat(loaded.config().database())
                .isEqualTo(new DatabaseConfig.Postgres(
                        "jdbc:postgresql://db:5432/health?password=in-the-url",
                        Optional.of("monitor"),
                        Optional.of(Secret.of("db-secret"))));
        assertThat(loaded.config().toString() + loaded.effective())
                .doesNotContain("in-the-url", "db-secret")
                .contains("jdbc:postgresql://db:5432/health?password=***");
    }

    @Test
    void memoryDatabase_isAllowed() {
        assertThat(parse("database: {url: memory}\nservices: {}\n").config().database())
                .isEqualTo(new DatabaseConfig.Memory());
    }

    @Test
    void overrides_standOverTheFile_andAreShown() {
        Overrides overrides =
                new Overrides(Optional.of("localhost"), Optional.of(8080), Optional.of(Path.of("/tmp/elsewhere")));

        LoadedConfig loaded = parse(CONTRACT_EXAMPLE, overrides);

        assertThat(loaded.config().server()).isEqualTo(new ServerConfig("localhost", 8080));
        assertThat(loaded.config().dataDir()).isEqualTo(Path.of("/tmp/elsewhere"));
        assertThat(loaded.effective()).contains("host: localhost", "port: 8080", "data-dir: /tmp/elsewhere");
    }

    @Test
    void everyAddress_withAKey_isAllowed() {
        Overrides overrides = new Overrides(Optional.of("0.0.0.0"), Optional.empty(), Optional.empty());

        assertThat(parse(CONTRACT_EXAMPLE, overrides).config().server().host()).isEqualTo("0.0.0.0");
    }

    @Test
    void hostComponents_changeAddAndRemove_singleOnes() {
        Config config = parse("""
                        host:
                          components:
                            redis: [cache-a, cache-b]
                            minio: []
                            mail: cache-a
                        services:
                          cache-a: {url: http://a/}
                          cache-b: {url: http://b/}
                          minio: {url: http://m/}
                          celery: {url: http://c/}
                        """).config();

        assertThat(config.host().components())
                .containsOnly(
                        Map.entry("redis", List.of("cache-a", "cache-b")),
                        Map.entry("mail", List.of("cache-a")),
                        Map.entry("celery", List.of("celery")));
    }

    @Test
    void rollupRetention_isAtLeastTheRetention() {
        assertThat(parse("rollup-retention: 90d\nservices: {}\n").config().rollupRetention())
                .isEqualTo(Duration.ofDays(90));
        assertThat(parse("retention: 730d\nservices: {}\n").config().rollupRetention())
                .isEqualTo(Duration.ofDays(730));
        assertThat(parse("{retention: 5d, rollup-retention: 5d, services: {}}")
                        .config()
                        .rollupRetention())
                .isEqualTo(Duration.ofDays(5));
    }

    @Test
    void noServices_isAllowed_withAWarning() {
        assertThat(parse("services: {}\n").warnings())
                .containsExactly("test.yaml:1:11: services: is empty, so nothing is watched");
        assertThat(parse(CONTRACT_EXAMPLE).warnings()).isEmpty();
    }

    @Test
    void effective_withDefaultsAndMaskedSecrets_isYamlThatReadsTheSame() {
        LoadedConfig loaded = parse("""
                api-keys: [{name: a, key: "${HEALTHMON_API_KEY}"}]
                services:
                  web:
                    url: https://user:hidden@web:8443/health?token=hidden
                    headers: {X-Token: hidden}
                    labels: {literal: "$${X}"}
                """);

        assertThat(loaded.effective())
                .doesNotContain("hidden", "key-of-grafana")
                .contains(
                        "host: 127.0.0.1",
                        "url: embedded",
                        "spool-max: 1GB",
                        "retention: 30d",
                        "rollup-retention: 400d",
                        "type: http",
                        "https://***@web:8443/health?token=***",
                        "X-Token: '***'",
                        "max-body: 256KB",
                        "interval: 30s",
                        "unknown-threshold: 3");
        LoadedConfig again = parse(
                loaded.effective().replace("'***'", "'*** masked'").replace("key: '*** masked'", "key: 12345678"));
        assertThat(again.effective().replace("12345678", "'***'")).isEqualTo(loaded.effective());
        assertThat(again.config().targets().get(0).labels()).containsEntry("literal", "${X}");
    }

    @Test
    void anchors_andAByteOrderMark_areRead() {
        Config config = parse("\uFEFFservices:\n  a: &a {url: http://a/, labels: {x: y}}\n  b: *a\n")
                .config();

        assertThat(config.targets()).extracting(HealthTarget::name).containsExactly("a", "b");
    }

    @Test
    void classPathLoader_withoutFile_saysSo() {
        Path missing = folder.resolve("none.yaml");

        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> ConfigLoader.ofClassPath().load(missing, Overrides.NONE))
                .isInstanceOf(ConfigException.class)
                .hasMessage(missing + ": cannot be read: there is no such file");
    }
}
