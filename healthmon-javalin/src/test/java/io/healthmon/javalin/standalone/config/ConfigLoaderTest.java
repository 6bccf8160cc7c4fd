package io.healthmon.javalin.standalone.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthTarget;
import io.healthmon.access.SealingKey;
import io.healthmon.alert.MaintenanceWindow;
import io.healthmon.alert.ServiceMatcher;
import io.healthmon.alert.Severity;
import io.healthmon.check.http.HttpSpec;
import io.healthmon.javalin.auth.TrustedProxies;
import io.healthmon.notify.ChannelOptions;
import io.healthmon.notify.Route;
import io.healthmon.notify.RouteTimes;
import io.healthmon.outbound.AddressRange;
import io.healthmon.outbound.OutboundPolicy;
import io.healthmon.target.AlertRules;
import io.healthmon.target.Flapping;
import io.healthmon.target.Schedule;
import io.healthmon.target.Secret;
import io.healthmon.target.Thresholds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

        assertThat(config.server())
                .isEqualTo(new ServerConfig("127.0.0.1", 5000, Optional.empty(), TrustedProxies.NONE));
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
    void secretKeys_readInOrder_andArePrintedMasked() {
        String key = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";
        String other = "AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=";
        LoadedConfig loaded =
                parse("secret-keys: [ {id: '2026-02', key: '%s'}, {id: '2026-01', key: '%s'} ]".formatted(key, other));
        assertThat(loaded.config().secretKeys())
                .containsExactly(
                        new SealingKey("2026-02", Secret.of(key)), new SealingKey("2026-01", Secret.of(other)));
        assertThat(loaded.effective() + loaded.config())
                .contains("2026-02", "***")
                .doesNotContain(key, other);
    }

    @Test
    void leastConfiguration_getsEveryDefault() {
        Config config = parse("services:\n  web:\n    url: http://web/\n").config();

        assertThat(config.server())
                .isEqualTo(new ServerConfig("127.0.0.1", 5000, Optional.empty(), TrustedProxies.NONE));
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

    private static final String ALERTING = """
            public-url: https://mon.example.org/
            canaries: [web, stream-bot]
            channels:
              ops: {type: slack, url: "${DB_PASSWORD}", burst: 5, title: "{{service}}"}
              mail: {type: email, host: smtp.example.org, user: mon, password: "${DB_PASSWORD}", from: a@x.org, to: b@x.org}
              night: {type: sms, url: "http://sms/${DB_PASSWORD}", user: u, password: "${DB_PASSWORD}", from: f, to: "+491"}
              hook:
                type: webhook
                url: http://hook/${DB_PASSWORD}
                secret: ${DB_PASSWORD}
                headers: {X-Token: "${DB_PASSWORD}"}
              push: {type: ntfy, url: http://n/topic, token: "${DB_PASSWORD}"}
              chat: {type: telegram, token: "123456789:${DB_PASSWORD}", chat: -100, thread: 7}
              duty: {type: pagerduty, routing-key: "${DB_PASSWORD}", region: eu}
              genie: {type: opsgenie, api-key: "${DB_PASSWORD}"}
              jira: {type: jira, api-key: "${DB_PASSWORD}"}
              teams: {type: teams, url: "http://t/${DB_PASSWORD}"}
              discord: {type: discord, url: "http://d/${DB_PASSWORD}"}
            routes:
              - to: ops
              - to: [mail, night]
                severity: critical
                services: ["stream-*"]
                labels: {team: infra}
                changes: false
                time: {days: [mon, FRI], from: "20:00", to: "24:00", zone: Europe/Berlin}
            maintenance:
              - {name: backup, services: web, cron: "0 3 * * sun", zone: Europe/Berlin, duration: 2h, reason: "the weekly one"}
              - {name: move, labels: {rack: "7"}, from: "2026-12-01T22:00", to: "2026-12-02T02:00:00+01:00", zone: Europe/Berlin}
              - {name: past, from: "2020-01-01T00:00Z", to: "2020-01-02T00:00Z"}
            services:
              web: {url: http://web/}
              stream-bot: {url: http://bot/}
            """;

    private static LoadedConfig alerting(String yaml) {
        return new ConfigLoader(
                        TestProviders.all(),
                        Map.of("DB_PASSWORD", "http-canary-secret"),
                        () -> Instant.parse("2026-06-01T00:00:00Z"))
                .parse(
                        "test.yaml",
                        yaml.replace("\"${DB_PASSWORD}\", burst", "\"http://s/${DB_PASSWORD}\", burst"),
                        Overrides.NONE);
    }

    @Test
    void alerting_everyKindOfChannelRouteAndWindow_isRead() {
        LoadedConfig loaded = alerting(ALERTING);
        Config config = loaded.config();

        assertThat(config.publicUrl()).contains("https://mon.example.org");
        assertThat(config.canaries()).containsExactly("web", "stream-bot");
        assertThat(config.cutOffThreshold()).isEqualTo(2);
        assertThat(config.channels())
                .extracting(ChannelConfig::type)
                .containsExactly(
                        "slack",
                        "email",
                        "sms",
                        "webhook",
                        "ntfy",
                        "telegram",
                        "pagerduty",
                        "opsgenie",
                        "jira",
                        "teams",
                        "discord");
        assertThat(config.channels().get(0).options().burst()).isEqualTo(5);
        assertThat(config.channels().get(1).options()).isEqualTo(ChannelOptions.DEFAULT);
        assertThat(config.routes().get(0)).isEqualTo(Route.all(List.of("ops")));
        assertThat(config.routes().get(1))
                .isEqualTo(new Route(
                        List.of("mail", "night"),
                        Set.of(Severity.CRITICAL),
                        new ServiceMatcher(List.of("stream-*"), Map.of("team", "infra")),
                        Optional.of(new RouteTimes(
                                Set.of(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                                LocalTime.of(20, 0),
                                LocalTime.MIDNIGHT,
                                ZoneId.of("Europe/Berlin"))),
                        false,
                        true));
        assertThat(config.maintenance()).extracting(MaintenanceWindow::name).containsExactly("backup", "move", "past");
        assertThat(config.maintenance().get(0).when())
                .isEqualTo(new MaintenanceWindow.Recurring("0 3 * * sun", "Europe/Berlin", Duration.ofHours(2)));
        assertThat(config.maintenance().get(1).when())
                .isEqualTo(new MaintenanceWindow.Once(
                        Instant.parse("2026-12-01T21:00:00Z"), Instant.parse("2026-12-02T01:00:00Z")));
        assertThat(loaded.warnings())
                .singleElement()
                .asString()
                .contains("maintenance[2].to: is over, so the window 'past' does nothing");
    }

    @Test
    void alerting_secrets_areNeverShown_andTheEffectiveOneReadsAgain() {
        LoadedConfig loaded = alerting(ALERTING);

        assertThat(loaded.effective() + loaded.config()).doesNotContain("canary-secret");
        assertThat(loaded.effective()).contains("digest-interval: 30s", "give-up-after: 1d", "port: 587");
        String again = loaded.effective()
                .replace("url: '***'", "url: http://x/topic")
                .replace("token: '***'", "token: '123456789:AbCdEfGh'")
                .replace("'***'", "'secret'");
        assertThat(alerting(again).effective().replace("http://x/topic", "'***'"))
                .isEqualTo(loaded.effective().replace("http://x/topic", "'***'"));
    }

    @Test
    void patternsThatMeanNoService_areWarnedOf() {
        assertThat(alerting("""
                                services: {stream-bot: {url: http://b/}}
                                channels: {ops: {type: slack, url: http://s/}}
                                routes: [{to: ops, services: [stream-*, strem-bot]}]
                                """).warnings())
                .containsExactly("test.yaml:3:30: routes[0].services: there is no service 'strem-bot', did you mean"
                        + " 'stream-bot'?");
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

        assertThat(loaded.config().server())
                .isEqualTo(new ServerConfig("localhost", 8080, Optional.empty(), TrustedProxies.NONE));
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
    void outbound_isHomelab_unlessItSaysOtherwise() {
        assertThat(parse("services: {}\n").config().outbound()).isEqualTo(OutboundPolicy.HOMELAB);

        LoadedConfig loaded = parse(
                "outbound: {profile: strict, allow: [10.0.0.0/8, 'fd00::/8'], deny: 10.9.0.0/16}\nservices: {}\n");
        assertThat(loaded.config().outbound())
                .isEqualTo(new OutboundPolicy(
                        OutboundPolicy.Profile.STRICT,
                        List.of(AddressRange.parse("10.0.0.0/8"), AddressRange.parse("fd00::/8")),
                        List.of(AddressRange.parse("10.9.0.0/16"))));
        assertThat(parse(loaded.effective()).config().outbound())
                .isEqualTo(loaded.config().outbound());
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
