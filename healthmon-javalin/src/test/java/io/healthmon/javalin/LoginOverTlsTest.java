package io.healthmon.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthMonitor;
import io.healthmon.access.InMemoryAccessStore;
import io.healthmon.access.Role;
import io.healthmon.access.User;
import io.healthmon.javalin.Client.Reply;
import io.healthmon.javalin.auth.TrustedProxies;
import io.healthmon.javalin.auth.login.Passwords;
import io.healthmon.javalin.tls.Tls;
import io.healthmon.store.InMemoryStore;
import io.healthmon.time.ManualTime;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logging in over a line on which others could listen: over TLS, to the host or to the proxy before it, or not at all. */
class LoginOverTlsTest {

    private static final String PASSWORD = "correct horse battery";
    private static final String SESSION = "__Host-healthmon";
    private static final String ELSEWHERE = "https://mon.example.org";

    @TempDir
    Path folder;

    private final ManualTime time = new ManualTime();
    private final InMemoryAccessStore store = new InMemoryAccessStore();
    private HealthMonitor monitor;
    private HealthMonitorHost host;

    @BeforeEach
    void start() {
        store.add(new User(
                UUID.randomUUID(),
                "anna",
                Role.ADMIN,
                Optional.of(new Passwords("x").hash(PASSWORD)),
                Optional.empty(),
                0,
                Optional.empty(),
                true,
                time.wall()));
        monitor = TestMonitor.start(new InMemoryStore());
    }

    @AfterEach
    void stop() {
        host.close();
        monitor.close();
    }

    private void host(Consumer<HealthMonitorHost.Builder> more, TrustedProxies proxies) {
        HealthMonitorHost.Builder builder = HealthMonitorHost.builder(monitor)
                .port(0)
                .config(HealthMonitorConfig.builder()
                        .access(store)
                        .trustedProxies(proxies)
                        .clock(time)
                        .build())
                .timers(time);
        more.accept(builder);
        host = builder.start();
    }

    private void hostOverTls() {
        host(
                builder -> builder.tls(new Tls.SelfSigned(folder.resolve("tls"), List.of("monitor.example"))),
                TrustedProxies.NONE);
    }

    /** What a proxy at this address sends on, that speaks TLS itself or not. */
    private Client proxied(String scheme) {
        return new Client(
                host.port(),
                "X-Forwarded-For",
                "192.0.2.1",
                "X-Forwarded-Proto",
                scheme,
                "X-Forwarded-Host",
                "mon.example.org");
    }

    private static void isLoggedInSafely(Browser browser, Reply reply) {
        assertThat(reply.response().headers().allValues("Set-Cookie"))
                .hasSize(2)
                .anySatisfy(cookie -> assertThat(cookie)
                        .matches("__Host-healthmon=[A-Za-z0-9_-]{43}; Path=/; Secure; HttpOnly; SameSite=Lax"))
                .anySatisfy(
                        cookie -> assertThat(cookie)
                                .matches(
                                        "__Host-healthmon-device=.*; Path=/; Max-Age=31536000; Secure; HttpOnly; SameSite=Strict"));
        assertThat(reply.response().headers().allValues("Strict-Transport-Security"))
                .containsExactly("max-age=31536000");
        assertThat(browser.get("/api/health/status").status()).isEqualTo(200);
        assertThat(browser.send("DELETE", "/api/session", Map.of()).status()).isEqualTo(200);
        assertThat(browser.cookies()).doesNotContainKey(SESSION);
        assertThat(browser.get("/api/health/status").status()).isEqualTo(401);
    }

    @Test
    void overTls_cookieIsForThisHostAndTlsAlone() {
        hostOverTls();
        Browser browser = new Browser(Client.overTls(host.port()));

        Reply reply = browser.logIn("anna", PASSWORD);

        assertThat(reply.status()).isEqualTo(200);
        isLoggedInSafely(browser, reply);
    }

    @Test
    void overTls_page_doesTheSame() {
        hostOverTls();
        Browser browser = new Browser(Client.overTls(host.port()));
        assertThat(browser.get("/login").header("Strict-Transport-Security")).isEqualTo("max-age=31536000");

        Reply reply = browser.form("/login", Map.of("name", "anna", "password", PASSWORD));

        assertThat(reply.status()).isEqualTo(303);
        assertThat(browser.cookies()).containsKeys(SESSION, "__Host-healthmon-device");
        assertThat(browser.get("/api/health/status").status()).isEqualTo(200);
    }

    /** Whoever can write cookies of another port, or over plain HTTP, can't write this one; under its plain name it is nothing. */
    @Test
    void overTls_sessionUnderThePlainName_isNone() {
        hostOverTls();
        Browser browser = new Browser(Client.overTls(host.port()));
        browser.logIn("anna", PASSWORD);
        Client planted = Client.overTls(
                host.port(), "Cookie", "healthmon=" + browser.cookies().get(SESSION));

        assertThat(planted.get("/api/health/status").status()).isEqualTo(401);
    }

    @Test
    void behindATrustedProxyThatSpeaksTls_itIsTheSame() {
        host(builder -> {}, TrustedProxies.of(List.of("127.0.0.1")));
        Browser browser = new Browser(proxied("https"), ELSEWHERE);

        Reply reply = browser.logIn("anna", PASSWORD);

        assertThat(reply.status()).isEqualTo(200);
        isLoggedInSafely(browser, reply);
    }

    @Test
    void behindATrustedProxy_anotherSitesPage_isRefused() {
        host(builder -> {}, TrustedProxies.of(List.of("127.0.0.1")));
        Browser browser = new Browser(proxied("https"), ELSEWHERE);
        browser.logIn("anna", PASSWORD);
        Browser elsewhere = new Browser(proxied("https"), "https://evil.example");
        elsewhere.cookies().putAll(browser.cookies());

        assertThat(elsewhere.send("DELETE", "/api/session", Map.of()).status()).isEqualTo(403);
        assertThat(browser.get("/api/health/status").status()).isEqualTo(200);
    }

    @Test
    void behindATrustedProxyThatSpeaksPlainHttp_nobodyLogsIn() {
        host(builder -> {}, TrustedProxies.of(List.of("127.0.0.1")));

        isRefused(new Browser(proxied("http"), "http://mon.example.org"));
    }

    /** It may be a proxy, or somebody who would like the cookie over a line that he listens on. */
    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void behindAProxyThatIsNotTrusted_nobodyLogsIn_whateverItSays(String scheme) {
        host(builder -> {}, TrustedProxies.NONE);

        isRefused(new Browser(proxied(scheme)));
    }

    private void isRefused(Browser browser) {
        Reply api = browser.logIn("anna", PASSWORD);
        assertThat(api.status()).isEqualTo(403);
        assertThat(api.json().get("error").textValue()).contains("server.tls", "self-signed", "server.trusted-proxies");
        Reply page = browser.get("/login");
        assertThat(page.status()).isEqualTo(403);
        assertThat(page.response().body()).contains("server.tls");
        Reply form = browser.form("/login", Map.of("name", "anna", "password", PASSWORD));
        assertThat(form.status()).isEqualTo(403);
        assertThat(List.of(api, page, form))
                .allSatisfy(reply ->
                        assertThat(reply.header("Strict-Transport-Security")).isEmpty());
        assertThat(browser.cookies()).isEmpty();
    }
}
