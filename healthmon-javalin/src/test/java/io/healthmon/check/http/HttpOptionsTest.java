package io.healthmon.check.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.healthmon.check.Checker;
import io.healthmon.check.CheckerContext;
import io.healthmon.check.CheckerProvider;
import io.healthmon.check.Options;
import io.healthmon.javalin.standalone.config.ConfigException;
import io.healthmon.javalin.standalone.config.ConfigLoader;
import io.healthmon.javalin.standalone.config.LoadedConfig;
import io.healthmon.javalin.standalone.config.Overrides;
import io.healthmon.target.CheckSpec;
import io.healthmon.target.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The HTTP options as the standalone host's YAML gives them. */
class HttpOptionsTest {

    private static LoadedConfig load(String options) {
        ConfigLoader loader = new ConfigLoader(Map.of("http", new OptionsOnly()), Map.of("TOKEN", "hidden"));
        return loader.parse("f.yaml", "services:\n  web:\n" + options.indent(4), Overrides.NONE);
    }

    private static HttpSpec read(String options) {
        return (HttpSpec) load(options).config().targets().get(0).spec();
    }

    @Test
    void url_alone_getsEveryDefault() {
        HttpSpec spec = read("url: http://web:8080/health");

        assertThat(spec.uri()).hasToString("http://web:8080/health");
        assertThat(spec.method()).isEqualTo("GET");
        assertThat(spec.headers()).isEmpty();
        assertThat(spec.body()).isEmpty();
        assertThat(spec.followRedirects()).isTrue();
        assertThat(spec.expectStatus()).isEmpty();
        assertThat(spec.format()).isEqualTo(BodyFormat.AUTO);
        assertThat(spec.maxBody()).isEqualTo(262_144);
        assertThat(spec.connection()).isEqualTo(ConnectionUse.FRESH);
        assertThat(spec.tls()).isEqualTo(Tls.DEFAULT);
        assertThat(spec.criticalComponents()).isEmpty();
    }

    @Test
    void everyOption_isCarried_andSecretsAreMasked(@TempDir Path folder) throws IOException {
        Path ca = Files.writeString(folder.resolve("ca.pem"), "certificates");
        LoadedConfig loaded = load("""
                url: https://web/health
                method: post
                headers: {Accept: text/plain, Host: other.example, X-Key: "${TOKEN}"}
                body: '{"ping": true}'
                auth: {basic: {user: me, password: "${TOKEN}"}}
                follow-redirects: false
                expect-status: [200, 300-308]
                format: dropwizard-health
                max-body: 1MB
                connection: keep-alive
                tls: {ca: %s}
                critical-components: [database, queue]
                """.formatted(ca));
        HttpSpec spec = (HttpSpec) loaded.config().targets().get(0).spec();

        assertThat(spec.method()).isEqualTo("POST");
        assertThat(spec.headers())
                .containsEntry("Accept", Secret.of("text/plain"))
                .containsEntry("Host", Secret.of("other.example"))
                .containsEntry("X-Key", Secret.of("hidden"))
                .containsEntry("Authorization", Secret.of("Basic bWU6aGlkZGVu"));
        assertThat(spec.body()).contains(Secret.of("{\"ping\": true}"));
        assertThat(spec.followRedirects()).isFalse();
        assertThat(spec.expectStatus()).containsExactly(new StatusRange(200, 200), new StatusRange(300, 308));
        assertThat(spec.format()).isEqualTo(BodyFormat.DROPWIZARD_HEALTH);
        assertThat(spec.maxBody()).isEqualTo(1_048_576);
        assertThat(spec.connection()).isEqualTo(ConnectionUse.KEEP_ALIVE);
        assertThat(spec.tls()).isEqualTo(new Tls(Optional.of(ca), false));
        assertThat(spec.criticalComponents()).containsExactly("database", "queue");
        assertThat(loaded.effective())
                .doesNotContain("hidden", "bWU6aGlkZGVu", "{\"ping")
                .contains("user: me");
    }

    @Test
    void bearer_andInsecure_areCarried() {
        HttpSpec spec = read("url: https://web/\nauth: {bearer: \"${TOKEN}\"}\ntls: {insecure: true}\n");

        assertThat(spec.headers()).containsEntry("Authorization", Secret.of("Bearer hidden"));
        assertThat(spec.tls().insecure()).isTrue();
    }

    @Test
    void schedule_isNotTheSpecs() {
        assertThat(load("{url: http://w/, interval: 60s}")
                        .config()
                        .targets()
                        .get(0)
                        .schedule()
                        .interval())
                .isEqualTo(Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            {critical: true}                                      | services.web.url: is missing; for example http://host:8080/health
            {url: ftp://web/}                                     | services.web.url: is not an http:// or https:// URL with a host, for example http://host:8080/health
            {url: 'http://u:hid den@web/'}                        | services.web.url: is not an http:// or https:// URL with a host, for example http://host:8080/health
            {url: http://w/, method: BREW}                        | services.web.method: is not a method that can be used; allowed are DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT
            {url: http://w/, headers: {'a b': c}}                 | services.web.headers: one of the names is not a header's name; allowed are letters, digits and -
            {url: http://w/, headers: {Upgrade: h2c}}             | services.web.headers: Upgrade is set by the monitor itself and cannot be given
            {url: http://w/, headers: {X: "a\\nb"}}               | services.web.headers: X holds a character that no header carries; allowed is printable ASCII
            {url: http://w/, auth: {}}                            | services.web.auth: must hold one of basic (user, password) and bearer
            {url: http://w/, auth: {basic: {user: a}}}            | services.web.auth.basic.password: is missing
            {url: http://w/, auth: {basic: {user: 'a:b', password: c}}} | services.web.auth.basic.user: must not hold a colon, which ends it
            {url: http://w/, auth: {bearer: ''}}         | services.web.auth.bearer: is empty or holds a character that no header carries; allowed is printable ASCII
            {url: http://w/, auth: {bearer: a, baerer: b}} | services.web.auth.baerer: unknown key 'baerer', did you mean 'bearer'?
            {url: http://w/, headers: {authorization: x}, auth: {bearer: a}} | services.web.auth: an Authorization header is given too; give one of them
            {url: http://w/, expect-status: 2xx}                  | services.web.expect-status: '2xx' is not a status code or a range of them, such as 200 or 200-299
            {url: http://w/, expect-status: 700}                  | services.web.expect-status: '700' is out of range: status codes are 100 to 599, a range is FROM-TO
            {url: http://w/, format: xml}                         | services.web.format: is not a format that is known; allowed are auto, seed, spring, microprofile, dropwizard, dropwizard-health, micronaut, aspnet, ietf, terminus, text, none
            {url: http://w/, max-body: 17MB}                      | services.web.max-body: is too large; allowed are sizes up to 16MB
            {url: http://w/, connection: sticky}                  | services.web.connection: is not known; allowed are fresh, keep-alive
            {url: http://w/, tls: {ca: /nowhere}}                 | services.web.tls.ca: is not a file that can be read; a PEM file with certificates is needed
            {url: http://w/, folow-redirects: true}               | services.web.folow-redirects: unknown key 'folow-redirects', did you mean 'follow-redirects'?
            """)
    void option_wrong_isOneError(String options, String error) {
        ConfigException thrown = catchThrowableOfType(ConfigException.class, () -> load(options));

        assertThat(thrown.messages())
                .singleElement()
                .asString()
                .matches("f\\.yaml:3:\\d+: .*")
                .endsWith(": " + error);
    }

    /** The real provider brings a client too, which configuration does not need. */
    private static final class OptionsOnly implements CheckerProvider {
        @Override
        public String type() {
            return HttpSpec.TYPE;
        }

        @Override
        public CheckSpec spec(Options options) {
            return HttpOptions.read(options);
        }

        @Override
        public Checker checker(CheckerContext context) {
            throw new UnsupportedOperationException("configuration only");
        }
    }
}
