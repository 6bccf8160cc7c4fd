package io.healthmon.javalin.standalone.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigErrorsTest {

    @TempDir
    Path folder;

    private static List<String> errors(String yaml) {
        return errors(yaml, Overrides.NONE);
    }

    private static List<String> errors(String yaml, Overrides overrides) {
        ConfigLoader loader = new ConfigLoader(TestProviders.all(), Map.of("SHORT", "short"));
        return catchThrowableOfType(ConfigException.class, () -> loader.parse("f.yaml", yaml, overrides))
                .messages();
    }

    private static List<String> fileErrors(Path file) {
        ConfigLoader loader = new ConfigLoader(TestProviders.all(), Map.of());
        return catchThrowableOfType(ConfigException.class, () -> loader.load(file, Overrides.NONE))
                .messages();
    }

    /** One line of YAML in flow style, and the one error that it must give. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            servces: {}                                          | f.yaml:1:1: servces: unknown key 'servces', did you mean 'services'?
            zzz: 1                                               | f.yaml:1:1: zzz: unknown key 'zzz'; allowed are server, database, data-dir, spool-max, retention, rollup-retention, api-keys, secret-keys, defaults, outbound, services, host, public-url, channels, routes, maintenance, canaries, cut-off-threshold, status-page, login
            server: {hots: x}                                    | f.yaml:1:10: server.hots: unknown key 'hots', did you mean 'host'?
            server: {port: 70000}                                | f.yaml:1:16: server.port: 70000 is out of range; allowed are whole numbers from 0 to 65535
            server: {port: http}                                 | f.yaml:1:16: server.port: 'http' is not a whole number; allowed are whole numbers from 0 to 65535
            server: {host: http://x}                             | f.yaml:1:16: server.host: is not an address or a name to bind, for example 127.0.0.1 or 0.0.0.0
            server: {host: 0.0.0.0}                              | f.yaml:1:16: server.host: '0.0.0.0' may be reached from other machines, which needs at least one key in api-keys, or server.tls, for logins; without either only 127.0.0.1, ::1 and localhost are allowed
            server: {tls: on}                                    | f.yaml:1:15: server.tls: 'on' is not allowed; allowed are self-signed, and a certificate and a key
            server: {tls: {key: k.pem}}                          | f.yaml:1:15: server.tls.certificate: is missing; a file in PEM is needed
            server: {tls: {certificate: /nowhere/c, key: /k}}    | f.yaml:1:15: server.tls: there is no file /nowhere/c
            server: {tls: {certificate: /dev/zero, key: /k}}     | f.yaml:1:15: server.tls: /dev/zero is not a plain file
            server: {trusted-proxies: [proxy]}                   | f.yaml:1:27: server.trusted-proxies: 'proxy' is not allowed: it is not an address; allowed are 10.0.0.1, 10.0.0.0/8 and 2001:db8::/32
            server: [a]                                          | f.yaml:1:9: server: must be a group of keys with values
            database: {url: postgres://u:pw@h/d}                 | f.yaml:1:17: database.url: is not a database that can be used; allowed are embedded, memory, jdbc:postgresql://HOST:PORT/DATABASE
            database: {url: jdbc:mysql://h/d}                    | f.yaml:1:17: database.url: is not a database that can be used; allowed are embedded, memory, jdbc:postgresql://HOST:PORT/DATABASE
            database: {url: 'jdbc:postgresql://u:pw@h/d'}        | f.yaml:1:17: database.url: must not hold credentials; put them into database.user and database.password
            database: {password: '${NOPE}'}                      | f.yaml:1:22: database.password: environment variable NOPE is not set and has no default; set it, or write ${NOPE:default}
            database: {user: '${1}'}                             | f.yaml:1:18: database.user: a '${' is not followed by NAME} or NAME:default}; a literal one is written '$${'
            database: {password: 'file:/nowhere/at/all'}         | f.yaml:1:22: database.password: there is no file /nowhere/at/all
            database: {password: 'file:/dev/zero'}               | f.yaml:1:22: database.password: /dev/zero is not a plain file
            data-dir: ''                                         | f.yaml:1:11: data-dir: is empty; a folder is needed, for example ./healthmon-data
            retention: 30                                        | f.yaml:1:12: retention: '30' is not a duration; allowed are for example 500ms, 30s, 5m, 1h, 30d
            spool-max: 1MB                                       | f.yaml:1:12: spool-max: 1MB is out of range; allowed are sizes from 16MB to 1024GB, and 0 for none
            spool-max: 2000GB                                    | f.yaml:1:12: spool-max: 2000GB is out of range; allowed are sizes from 16MB to 1024GB, and 0 for none
            spool-max: big                                       | f.yaml:1:12: spool-max: 'big' is not a number of bytes; allowed are for example 512, 256KB, 1MB, 1GB
            retention: 5m                                        | f.yaml:1:12: retention: 5m is out of range; allowed are durations from 1d to 3650d
            rollup-retention: 400                                | f.yaml:1:19: rollup-retention: '400' is not a duration; allowed are for example 500ms, 30s, 5m, 1h, 30d
            rollup-retention: 20d                                | f.yaml:1:19: rollup-retention: 20d is out of range; allowed are durations from 30d (retention) to 3650d
            rollup-retention: 4000d                              | f.yaml:1:19: rollup-retention: 4000d is out of range; allowed are durations from 30d (retention) to 3650d
            {retention: 1d, rollup-retention: 12h}               | f.yaml:1:35: rollup-retention: 12h is out of range; allowed are durations from 1d to 3650d
            api-keys: [{key: 12345678}]                          | f.yaml:1:12: api-keys[0].name: is missing; say whose key it is
            api-keys: [{name: a}]                                | f.yaml:1:12: api-keys[0].key: is missing; for example ${HEALTHMON_API_KEY} or file:/run/secrets/key
            api-keys: [{name: a, key: '${SHORT}'}]               | f.yaml:1:27: api-keys[0].key: is too short; allowed are 8 to 500 characters
            api-keys: [{name: a, key: 'has a space'}]            | f.yaml:1:27: api-keys[0].key: holds a character that a header cannot carry; allowed is printable ASCII without spaces
            api-keys: [{name: a, key: 12345678, scopes: [root]}] | f.yaml:1:45: api-keys[0].scopes: 'root' is none; allowed are read, test, alerts and admin
            api-keys: [{name: a, key: 12345678, scopes: []}]     | f.yaml:1:45: api-keys[0].scopes: is empty; allowed are read, test, alerts and admin
            api-keys: [{name: a, key: 12345678, scopes: [admin], services: [b]}] | f.yaml:1:64: api-keys[0].services: can't limit a key of the scope 'admin'
            api-keys: [{name: a, key: 12345678, nmae: b}]        | f.yaml:1:37: api-keys[0].nmae: unknown key 'nmae', did you mean 'name'?
            api-keys: [{name: a, key: 12345678}, {name: a, key: 123456789}] | f.yaml:1:45: api-keys[1].name: 'a' is given twice; each key needs its own
            api-keys: [{name: a, key: 12345678}, {name: b, key: 12345678}]  | f.yaml:1:53: api-keys[1].key: is the same as another one; each name needs its own key
            secret-keys: [{key: x}]                              | f.yaml:1:15: secret-keys[0].id: is missing; for example the month it was made in, 2026-01
            secret-keys: [{id: a}]                               | f.yaml:1:15: secret-keys[0].key: is missing; for example ${HEALTHMON_KEY} or file:/run/secrets/seal
            secret-keys: [{id: 'a b', key: AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=}] | f.yaml:1:20: secret-keys[0].id: 'a b' is not allowed: 1 to 40 characters of A-Z a-z 0-9 . _ - are
            secret-keys: [{id: a, key: not-base-64}]             | f.yaml:1:28: secret-keys[0].key: the key is not base64; openssl rand -base64 32 makes one
            secret-keys: [{id: a, key: c2hvcnQ=}]                | f.yaml:1:28: secret-keys[0].key: the key has 5 bytes, not 32; openssl rand -base64 32 makes one
            secret-keys: [{id: a, key: AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=}, {id: a, key: BAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=}] | f.yaml:1:80: secret-keys[1].id: 'a' is given twice; each key needs its own
            outbound: {profile: open}                            | f.yaml:1:21: outbound.profile: 'open' is not known; allowed are homelab, strict
            outbound: {allow: [10.0.0.0/8, lan]}                 | f.yaml:1:19: outbound.allow: 'lan' is not a range of addresses; allowed are the forms 10.0.0.0/8, fd00::/8 and single addresses
            outbound: {deny: 10.0.0.1/8}                         | f.yaml:1:18: outbound.deny: '10.0.0.1/8' is not the first address of a range: some of the bits after the first 8 are set; a single address is written without a slash
            outbound: {alow: []}                                 | f.yaml:1:12: outbound.alow: unknown key 'alow', did you mean 'allow'?
            defaults: {url: x}                                   | f.yaml:1:12: defaults.url: unknown key 'url'; allowed are interval, timeout, failure-threshold, recovery-threshold, unknown-threshold, start-period, recheck-interval, reminder-interval, flapping
            defaults: {interval: 5s}                             | f.yaml:1:22: defaults.interval: 5s must be longer than the timeout, 10s (the built-in default; set timeout)
            defaults: {timeout: 40s}                             | f.yaml:1:21: defaults.timeout: 40s must be shorter than the interval, 30s (the built-in default)
            defaults: {interval: 0s}                             | f.yaml:1:22: defaults.interval: 0s is out of range; allowed are durations from 1ms to 30d
            defaults: {recheck-interval: 30s}                    | f.yaml:1:30: defaults.recheck-interval: 30s must be shorter than the interval, 30s
            defaults: {reminder-interval: 5s}                    | f.yaml:1:31: defaults.reminder-interval: 5s is out of range; allowed are durations from 1m to 30d, and 0s for none
            defaults: {depends-on: x}                            | f.yaml:1:12: defaults.depends-on: unknown key 'depends-on'; allowed are interval, timeout, failure-threshold, recovery-threshold, unknown-threshold, start-period, recheck-interval, reminder-interval, flapping
            host: {components: {database: x}}                    | f.yaml:1:31: host.components.database: is always the monitor's own store and cannot be changed
            host: {components: {redis: x}}                       | f.yaml:1:28: host.components.redis: there is no service 'x'; name one of services
            host: {componets: {}}                                | f.yaml:1:8: host.componets: unknown key 'componets', did you mean 'components'?
            'host: {components: {redis: a}}                      | f.yaml:1:1: not valid YAML: found unexpected end of stream
            [a, b]                                               | f.yaml:1:1: must be keys with values, such as 'services:', at the top
            {{a: b}: c}                                          | f.yaml:1:2: a key must be a plain text
            """, quoteCharacter = '\u0001')
    void topLevel_wrong_isOneErrorInItsPlace(String yaml, String error) {
        List<String> errors = errors(yaml);
        if (yaml.startsWith("'")) {
            assertThat(errors).singleElement().asString().contains("not valid YAML");
        } else {
            assertThat(errors).containsExactly(error);
        }
    }

    /** Beside a service {@code web} and a channel {@code ops}, in line 3. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            public-url: mon.example.org               | f.yaml:3:13: public-url: is not an http:// or https:// URL without user, query and fragment, for example https://health.example.org
            public-url: 'https://u:pw@mon.example.org' | f.yaml:3:13: public-url: is not an http:// or https:// URL without user, query and fragment, for example https://health.example.org
            canaries: [wbe]                           | f.yaml:3:11: canaries: there is no service 'wbe', did you mean 'web'?
            cut-off-threshold: 11                      | f.yaml:3:20: cut-off-threshold: 11 is out of range; allowed are whole numbers from 1 to 10
            canaries: router                          | f.yaml:3:11: canaries: there is no service 'router'; name one of services
            routes: [{severity: critical}]            | f.yaml:3:10: routes[0].to: is missing; name one of channels
            routes: [{to: osp}]                       | f.yaml:3:15: routes[0].to: there is no channel 'osp', did you mean 'ops'?
            routes: [{to: [ops, pager]}]              | f.yaml:3:15: routes[0].to: there is no channel 'pager'; there are ops
            routes: [{to: ops, severity: high}]       | f.yaml:3:30: routes[0].severity: 'high' is not a severity; allowed are critical, warning
            routes: [{to: ops, services: 'a b'}]      | f.yaml:3:30: routes[0].services: 'a b' is not a service's name or a pattern; allowed are 1 to 100 characters of A-Z a-z 0-9 . _ - and * for any
            routes: [{to: ops, time: {days: [monday]}}] | f.yaml:3:33: routes[0].time.days: 'monday' is not a day; allowed are mon, tue, wed, thu, fri, sat, sun
            routes: [{to: ops, time: {from: 8am}}]    | f.yaml:3:33: routes[0].time.from: '8am' is not a time of day; allowed are for example 08:00 and 23:30
            routes: [{to: ops, time: {to: '25:00'}}]  | f.yaml:3:31: routes[0].time.to: '25:00' is not a time of day; allowed are for example 08:00 and 23:30
            routes: [{to: ops, time: {zone: Mars}}]   | f.yaml:3:33: routes[0].time.zone: unknown time zone 'Mars'; allowed are for example Europe/Berlin, UTC
            routes: [{to: ops, sevrity: critical}]    | f.yaml:3:20: routes[0].sevrity: unknown key 'sevrity', did you mean 'severity'?
            maintenance: [{from: '2026-01-01T00:00', to: '2026-01-02T00:00'}] | f.yaml:3:15: maintenance[0].name: is missing; say what is done then
            maintenance: [{name: a}]                  | f.yaml:3:15: maintenance[0].from: is missing; give from and to, or cron and duration
            maintenance: [{name: a, cron: '0 3 * *', zone: UTC, duration: 1h}] | f.yaml:3:31: maintenance[0].cron: cron '0 3 * *'
            maintenance: [{name: a, cron: '0 0 31 2 *', duration: 1h}] | f.yaml:3:31: maintenance[0].cron: cron '0 0 31 2 *' never comes: none of its months has one of its days
            maintenance: [{name: a, cron: '0 3 * * *', duration: 1h, labels: {team: "a\\x01b"}}] | f.yaml:3:66: maintenance[0].labels: the value 'a?b' of 'team' holds a control character
            routes: [{to: ops, labels: {"te\\nam": x}}] | f.yaml:3:28: routes[0].labels: the name 'te?am' holds a control character
            maintenance: [{name: a, cron: '0 3 * * *', zone: Europe/Berln, duration: 1h}] | f.yaml:3:50: maintenance[0].zone: unknown time zone 'Europe/Berln'; allowed are for example Europe/Berlin, UTC
            maintenance: [{name: a, cron: '0 3 * * *', zone: UTC}] | f.yaml:3:15: maintenance[0].duration: is missing; beside cron it says how long the window is, for example 1h
            maintenance: [{name: a, cron: '0 3 * * *', duration: 32d}] | f.yaml:3:54: maintenance[0].duration: 32d is out of range; allowed are durations of whole seconds from 1s to 31d
            maintenance: [{name: a, cron: '0 3 * * *', duration: 1h, to: '2026-01-02T00:00'}] | f.yaml:3:62: maintenance[0].to: does not go with cron; give cron and duration, or from and to
            maintenance: [{name: a, from: '2026-01-02T00:00Z', to: '2026-01-01T00:00Z'}] | f.yaml:3:56: maintenance[0].to: 2026-01-01T00:00:00Z is not after from, 2026-01-02T00:00:00Z
            maintenance: [{name: a, from: tonight, to: '2026-01-01T00:00Z'}] | f.yaml:3:31: maintenance[0].from: 'tonight' is not a time; allowed are for example 2026-12-01T22:00 (in zone) and 2026-12-01T21:00:00Z
            maintenance: [{name: a, from: '2026-01-01T00:00Z', duration: 1h}] | f.yaml:3:62: maintenance[0].duration: goes with cron; give cron and duration, or from and to
            """, quoteCharacter = '\u0001')
    void alerting_wrong_isOneErrorInItsPlace(String yaml, String error) {
        assertThat(errors("services: {web: {url: http://w/}}\nchannels: {ops: {type: slack, url: http://s/}}\n" + yaml))
                .singleElement()
                .asString()
                .startsWith(error);
    }

    /** The inside of a channel {@code ops}, which starts at 1:17. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {url: http://s/}                          | f.yaml:1:17: channels.ops.type: is missing; allowed are discord, email, jira, ntfy, opsgenie, pagerduty, slack, sms, teams, telegram, webhook
            {type: pager}                             | f.yaml:1:24: channels.ops.type: unknown type 'pager'; allowed are discord, email,
            {type: slack}                             | f.yaml:1:17: channels.ops.url: is missing; for example ${URL}
            {type: slack, url: hunter2}               | f.yaml:1:17: channels.ops: not an http:// or https:// URL with a host
            {type: slack, url: '${SLACK_URL}'}        | f.yaml:1:36: channels.ops.url: environment variable SLACK_URL is not set
            {type: slack, url: 'file:/nowhere'}       | f.yaml:1:36: channels.ops.url: there is no file /nowhere
            {type: slack, url: http://s/, text: '{{servce}}'} | f.yaml:1:53: channels.ops.text:
            {type: slack, url: http://s/, title: 'x {{service'} | f.yaml:1:54: channels.ops.title:
            {type: slack, url: http://s/, tiltle: x}  | f.yaml:1:47: channels.ops.tiltle: unknown key 'tiltle', did you mean 'title'?
            {type: slack, url: http://s/, deadline: 1ms} | f.yaml:1:57: channels.ops.deadline: 1ms is out of range; allowed are durations from 100ms to 5m
            {type: slack, url: http://s/, burst: 0}   | f.yaml:1:54: channels.ops.burst: 0 is out of range; allowed are whole numbers from 1 to 1000
            {type: slack, url: http://s/, digest-interval: 2h} | f.yaml:1:64: channels.ops.digest-interval: 2h is out of range; allowed are durations from 1s to 1h
            {type: slack, url: http://s/, give-up-after: 1s} | f.yaml:1:62: channels.ops.give-up-after: 1s is out of range; allowed are durations from 1m to 365d
            {type: slack, url: http://s/, tls: {ca: /nowhere}} | f.yaml:1:57: channels.ops.tls.ca: is not a file that can be read
            {type: telegram, token: hunter2, chat: 1} | f.yaml:1:17: channels.ops: the token is not a bot's
            {type: telegram, token: '123456789:AbCdEf'} | f.yaml:1:17: channels.ops.chat: is missing: the chat's number
            {type: ntfy, url: http://n/t, user: u}    | f.yaml:1:17: channels.ops.password: is missing; user and password are given together
            {type: pagerduty, routing-key: k, region: uk} | f.yaml:1:59: channels.ops.region: 'uk' is not a region; allowed are us, eu
            {type: webhook, url: http://h/, body: '{"a": {{message}}'} | f.yaml:1:17: channels.ops:
            {type: email, host: h, from: f@x.y}       | f.yaml:1:17: channels.ops: to must have 1 to 50 addresses
            {type: email, host: h, from: f, to: t@x.y} | f.yaml:1:17: channels.ops: not a mail address: f
            {type: email, host: h, from: f@x.y, to: t@x.y, encryption: ssl} | f.yaml:1:76: channels.ops.encryption: 'ssl' is not known; allowed are starttls, tls, none
            {type: slack, url: 'http://169.254.169.254/hunter2'} | f.yaml:1:36: channels.ops.url: 169.254.169.254 is a link-local address
            {type: discord, url: 'http://0xa9fea9fe/hunter2'} | f.yaml:1:38: channels.ops.url: 0xa9fea9fe is a link-local address
            {type: teams, url: 'http://u:hunter2@[::ffff:a9fe:a9fe]/'} | f.yaml:1:36: channels.ops.url: ::ffff:a9fe:a9fe is a link-local address
            {type: webhook, url: 'http://100.100.100.200/hunter2'} | f.yaml:1:38: channels.ops.url: 100.100.100.200 is a cloud's metadata service
            {type: ntfy, url: 'http://0.0.0.0/hunter2'} | f.yaml:1:35: channels.ops.url: 0.0.0.0 is an unspecified address
            {type: sms, url: 'http://224.0.0.1/', user: u, password: hunter2, from: f, to: '+491701234567'} | f.yaml:1:34: channels.ops.url: 224.0.0.1 is a multicast address
            {type: telegram, token: '123456789:AbCdEfGhIjKlMnOpQrStUvWxYz012345678', chat: 1, api: 'http://169.254.1.1'} | f.yaml:1:104: channels.ops.api: 169.254.1.1 is a link-local address
            {type: pagerduty, routing-key: k, api: 'http://169.254.1.1/'} | f.yaml:1:56: channels.ops.api: 169.254.1.1 is a link-local address
            {type: opsgenie, api-key: k, api: 'http://169.254.1.1'} | f.yaml:1:51: channels.ops.api: 169.254.1.1 is a link-local address
            {type: jira, api-key: k, api: 'http://169.254.1.1'} | f.yaml:1:47: channels.ops.api: 169.254.1.1 is a link-local address
            {type: email, host: 169.254.1.1, from: f@x.y, to: t@x.y} | f.yaml:1:37: channels.ops.host: 169.254.1.1 is a link-local address
            {type: sms, url: http://g/, user: u, password: hunter2, from: f, to: me} | f.yaml:1:17: channels.ops: to must be a telephone number such as +491701234567
            """, quoteCharacter = '\u0001')
    void channel_wrong_isOneErrorInItsPlace_withoutItsSecrets(String channel, String error) {
        assertThat(errors("channels: {ops: " + channel + "}"))
                .singleElement()
                .asString()
                .startsWith(error)
                .doesNotContain("hunter2");
    }

    @Test
    void channelAndWindowNames_wrong_nameTheRule() {
        assertThat(errors("channels: {my ops: {type: slack, url: http://s/}}"))
                .containsExactly("f.yaml:1:12: channels.my ops: is not a name for a channel; allowed are 1 to 100"
                        + " characters of A-Z a-z 0-9 . _ -");
        assertThat(errors("""
                        maintenance:
                          - {name: a, cron: '0 3 * * *', duration: 1h}
                          - {name: a, cron: '0 4 * * *', duration: 1h}
                        """))
                .containsExactly("f.yaml:3:12: maintenance[1].name: 'a' is given twice; each window needs its own");
    }

    @Test
    void label_withAControlCharacter_isRefused() {
        assertThat(errors("services: {web: {url: http://w/, labels: {team: \"a\\x07\"}}}\n"))
                .containsExactly(
                        "f.yaml:1:42: services.web.labels: the value 'a?' of 'team' holds a control character");
    }

    @Test
    void canaries_besideAServiceOfTheMonitorsName_areRefused() {
        assertThat(errors("services: {healthmon: {url: http://h/}}\ncanaries: [healthmon]\n"))
                .containsExactly(
                        "f.yaml:1:12: services.healthmon: is the name of the monitor's own alert, which there is"
                                + " where canaries are; give it another");
    }

    @Test
    void route_toAChannelThatIsWrongItself_isNotToldToBeUnknown() {
        assertThat(errors("channels: {ops: {type: slack}}\nroutes: [{to: ops}]\n"))
                .hasSize(1);
    }

    /** The inside of a service {@code web}, which starts at 2:8. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {url: http://w/, intervall: 5s}           | f.yaml:2:25: services.web.intervall: unknown key 'intervall', did you mean 'interval'?
            {url: http://w/, zzzzzz: 5s}              | f.yaml:2:25: services.web.zzzzzz: unknown key 'zzzzzz'; allowed are type, url, headers, max-body, critical, labels, interval, timeout, failure-threshold, recovery-threshold, unknown-threshold, start-period, recheck-interval, reminder-interval, flapping, depends-on
            {type: htp, url: x}                       | f.yaml:2:15: services.web.type: unknown type 'htp'; allowed are http, postgres, tcp
            {type: custom}                            | f.yaml:2:15: services.web.type: unknown type 'custom'; allowed are http, postgres, tcp
            {url: http://w/, interval: 0s}            | f.yaml:2:35: services.web.interval: 0s is out of range; allowed are durations from 1ms to 30d
            {url: http://w/, interval: -5s}           | f.yaml:2:35: services.web.interval: '-5s' is not a duration; allowed are for example 500ms, 30s, 5m, 1h, 30d
            {url: http://w/, interval: 31d}           | f.yaml:2:35: services.web.interval: 31d is out of range; allowed are durations from 1ms to 30d
            {url: http://w/, interval: 10s}           | f.yaml:2:35: services.web.interval: 10s must be longer than the timeout, 10s (inherited from defaults; set timeout)
            {url: http://w/, timeout: 30s}            | f.yaml:2:34: services.web.timeout: 30s must be shorter than the interval, 30s (inherited from defaults)
            {url: http://w/, interval: 5s, timeout: 1m} | f.yaml:2:48: services.web.timeout: 1m must be shorter than the interval, 5s
            {url: http://w/, critical: yes}           | f.yaml:2:35: services.web.critical: 'yes' is neither true nor false
            {url: http://w/, failure-threshold: 0}    | f.yaml:2:44: services.web.failure-threshold: 0 is out of range; allowed are whole numbers from 1 to 1000
            {url: http://w/, labels: [a]}             | f.yaml:2:33: services.web.labels: must be a group of keys with values
            {url: http://w/, labels: {a: }}           | f.yaml:2:34: services.web.labels.a: has no value; a text is needed
            {url: http://w/, labels: {a: [b]}}        | f.yaml:2:37: services.web.labels.a: must be a single value, not a list or a group of keys
            {url: http://w/, labels: {a: b, a: c}}    | f.yaml:2:40: services.web.labels.a: is given twice, first in line 2
            {url: http://w/, max-body: lots}          | f.yaml:2:35: services.web.max-body: 'lots' is not a number of bytes; allowed are for example 512, 256KB, 1MB, 1GB
            {url: http://w/, recheck-interval: 30s}   | f.yaml:2:43: services.web.recheck-interval: 30s must be shorter than the interval, 30s
            {url: http://w/, interval: 20s, recheck-interval: 1m} | f.yaml:2:58: services.web.recheck-interval: 1m must be shorter than the interval, 20s
            {url: http://w/, recheck-interval: soon}  | f.yaml:2:43: services.web.recheck-interval: 'soon' is not a duration; allowed are for example 500ms, 30s, 5m, 1h, 30d
            {url: http://w/, start-period: 31d}       | f.yaml:2:39: services.web.start-period: 31d is out of range; allowed are durations from 1ms to 30d, and 0s for none
            {url: http://w/, start-period: -1s}       | f.yaml:2:39: services.web.start-period: '-1s' is not a duration; allowed are for example 500ms, 30s, 5m, 1h, 30d
            {url: http://w/, reminder-interval: 59s}  | f.yaml:2:44: services.web.reminder-interval: 59s is out of range; allowed are durations from 1m to 30d, and 0s for none
            {url: http://w/, flapping: yes}           | f.yaml:2:35: services.web.flapping: 'yes' is neither true nor false
            {url: http://w/, flapping: [true]}        | f.yaml:2:35: services.web.flapping: must be a single value, not a list or a group of keys
            {url: http://w/, flapping: {high: 101}}   | f.yaml:2:42: services.web.flapping.high: 101 is out of range; allowed are whole numbers from 1 to 100
            {url: http://w/, flapping: {low: 31}}     | f.yaml:2:41: services.web.flapping.low: 31 is above flapping.high, 30; allowed is at most the same
            {url: http://w/, flapping: {hihg: 40}}    | f.yaml:2:36: services.web.flapping.hihg: unknown key 'hihg', did you mean 'high'?
            {url: http://w/, depends-on: wbe}         | f.yaml:2:37: services.web.depends-on: there is no service 'wbe', did you mean 'web'?
            {url: http://w/, depends-on: [redis]}     | f.yaml:2:37: services.web.depends-on: there is no service 'redis'; name one of services
            {url: http://w/, depends-on: web}         | f.yaml:2:37: services.web.depends-on: 'web' is the service itself; name others
            {url: http://w/, depends-on: 'a b'}       | f.yaml:2:37: services.web.depends-on: 'a b' is not a name of a service; allowed are 1 to 100 characters of A-Z a-z 0-9 . _ -
            {type: tcp, port: 0}                      | f.yaml:2:8: services.web: port must be 1 to 65535, not 0
            {url: 'http://u:pw d@h/'}                 | f.yaml:2:8: services.web: not an http:// or https:// URL with a host
            {critical: true}                          | f.yaml:2:8: services.web.url: is missing
            {url: 'http://u:hunter2@169.254.169.254/'} | f.yaml:2:14: services.web.url: 169.254.169.254 is a link-local address (where clouds keep the credentials of their machines) and is never dialled
            {url: 'http://2852039166/'}               | f.yaml:2:14: services.web.url: 2852039166 is a link-local address (where clouds keep the credentials of their machines) and is never dialled
            http://w/                                 | f.yaml:2:8: services.web: must be a group of keys with values
            """, quoteCharacter = '\u0001')
    void service_wrong_isOneErrorInItsPlace(String service, String error) {
        assertThat(errors("services:\n  web: " + service + "\n")).containsExactly(error);
    }

    @Test
    void dependencies_inACircle_areToldOnce_namingIt() {
        assertThat(errors("""
                        services:
                          shop: {url: http://s/, depends-on: cart}
                          cart: {url: http://c/, depends-on: [stock, price]}
                          stock: {url: http://s/}
                          price: {url: http://p/, depends-on: cart}
                          other: {url: http://p/, depends-on: other2}
                          other2: {url: http://p/, depends-on: other}
                        """))
                .containsExactly(
                        "f.yaml:3:38: services.cart.depends-on: depends on itself: cart -> price -> cart",
                        "f.yaml:6:39: services.other.depends-on: depends on itself: other -> other2 -> other");
    }

    @Test
    void dependency_onAServiceThatIsWrongItself_isNotToldToBeMissing() {
        assertThat(errors("services:\n  a: {url: http://a/, depends-on: b}\n  b: {}\n"))
                .containsExactly("f.yaml:3:6: services.b.url: is missing");
    }

    @Test
    void slipOfAKey_whereTheKindsOwnOptionsFail_isToldToo() {
        assertThat(errors("services:\n  web: {typ: tcp, ulr: http://w/, whatever: 1}\n"))
                .containsExactly(
                        "f.yaml:2:8: services.web.url: is missing",
                        "f.yaml:2:9: services.web.typ: unknown key 'typ', did you mean 'type'?",
                        "f.yaml:2:19: services.web.ulr: unknown key 'ulr', did you mean 'url'?");
    }

    @Test
    void serviceName_twice_namesBothPlaces() {
        assertThat(errors("services:\n  web: {url: http://a/}\n  web: {url: http://b/}\n"))
                .containsExactly("f.yaml:3:3: services.web: is given twice, first in line 2");
    }

    @Test
    void serviceName_notAllowed_namesTheRule() {
        assertThat(errors("services:\n  my web: {url: http://a/}\n"))
                .containsExactly(
                        "f.yaml:2:3: services.my web: is not a name for a service; allowed are 1 to 100 characters"
                                + " of A-Z a-z 0-9 . _ -");
    }

    @Test
    void errorsInSeveralPlaces_areAllTold() {
        assertThat(errors("""
                        retention: forever
                        services:
                          a: {url: http://a/, interval: soon}
                          b: {type: nope}
                        zzz: 1
                        """))
                .extracting(error -> error.split(": ")[0])
                .containsExactly("f.yaml:1:12", "f.yaml:3:33", "f.yaml:4:13", "f.yaml:5:1");
    }

    @Test
    void defaultsThatContradict_areToldOnce_notForEachService() {
        assertThat(errors("defaults: {interval: 5s}\nservices:\n  a: {url: http://a/}\n  b: {url: http://b/}\n"))
                .hasSize(1);
    }

    @Test
    void ownStoreCheck_withMemory_hasNothingToCheck() {
        assertThat(errors("database: {url: memory}\nservices:\n  pg: {type: postgres}\n"))
                .containsExactly(
                        "f.yaml:3:7: services.pg.url: is missing; with database.url memory there is no own PostgreSQL"
                                + " server to check, so say which");
    }

    @Test
    void hostOverride_withoutKeys_namesOptionAndKey() {
        Overrides everywhere = new Overrides(Optional.of("0.0.0.0"), Optional.empty(), Optional.empty());

        assertThat(errors("services: {}\n", everywhere))
                .singleElement()
                .asString()
                .startsWith("--host (server.host): '0.0.0.0' may be reached from other machines");
    }

    @Test
    void portOverride_outOfRange_namesTheOption() {
        Overrides port = new Overrides(Optional.empty(), Optional.of(-1), Optional.empty());

        assertThat(errors("services: {}\n", port))
                .containsExactly("--port: -1 is out of range; allowed are whole numbers from 0 to 65535");
    }

    @Test
    void deepNesting_isRefused_beforeItHurts() {
        assertThat(errors("a: " + "[".repeat(100_000)))
                .containsExactly("f.yaml:1:35: nested too deeply, at most 32 levels are allowed");
    }

    @Test
    void manyAliases_areRefused() {
        String aliases = "*x, ".repeat(1_001);

        assertThat(errors("a: &x [b]\nc: [" + aliases + "]\n"))
                .singleElement()
                .asString()
                .contains("aliases");
    }

    @Test
    void manyErrors_areToldUpToABound() {
        StringBuilder yaml = new StringBuilder("services:\n");
        for (int i = 0; i < 1_000; i++) {
            yaml.append("  s").append(i).append(": {}\n");
        }

        assertThat(errors(yaml.toString())).hasSize(50);
    }

    @Test
    void file_missingOrNotReadable_saysWhichAndWhy() throws IOException {
        Path loop = Files.createSymbolicLink(folder.resolve("loop"), folder.resolve("loop"));

        assertThat(fileErrors(folder.resolve("none")))
                .containsExactly(folder + "/none: cannot be read: there is no such file");
        assertThat(fileErrors(folder)).containsExactly(folder + ": cannot be read: it is a folder, not a file");
        assertThat(fileErrors(loop)).containsExactly(loop + ": cannot be read");
    }

    @Test
    void file_withoutConfiguration_saysWhatItIs() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty"), "# nothing\n");
        Path control = Files.write(folder.resolve("control"), new byte[] {'a', 0, 1});
        Path latin = Files.write(folder.resolve("latin"), new byte[] {'a', (byte) 0xE4, ':'});
        Path large = Files.write(folder.resolve("large"), new byte[4 * 1024 * 1024 + 1]);

        assertThat(fileErrors(empty)).containsExactly(empty + ": is empty; at least 'services:' is needed");
        assertThat(fileErrors(control))
                .containsExactly(control + ": is not a YAML file: it holds control characters, as binary files do");
        assertThat(fileErrors(latin)).containsExactly(latin + ": is not a YAML file: it is not text in UTF-8");
        assertThat(fileErrors(large))
                .containsExactly(large + ": is too large for a configuration, at most 4MB are allowed");
    }

    @Test
    void notYaml_isOneErrorInItsPlace() {
        assertThat(errors("services:\n\tweb: x\n"))
                .singleElement()
                .asString()
                .startsWith("f.yaml:2:1: not valid YAML: found character");
        assertThat(errors("a: b\n---\nc: d\n")).singleElement().asString().startsWith("f.yaml:2:1: not valid YAML");
    }

    @Test
    void address_thatIsNotPublic_isRefusedByTheStrictProfile_unlessItIsAllowed() {
        String services = "services:\n  web: {url: 'http://10.0.0.5/'}\n  nas: {url: 'http://192.168.1.7/'}\n";

        assertThat(errors("outbound: {profile: strict, allow: 10.0.0.0/8}\n" + services))
                .containsExactly(
                        "f.yaml:4:14: services.nas.url: 192.168.1.7 is a private address, and outbound.profile strict"
                                + " has public ones dialled only: add it to outbound.allow, or choose homelab");
    }
}
