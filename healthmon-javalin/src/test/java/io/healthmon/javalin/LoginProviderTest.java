package io.healthmon.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.ECKey;
import io.healthmon.HealthMonitor;
import io.healthmon.access.AccessStore;
import io.healthmon.access.ExternalIdentity;
import io.healthmon.access.InMemoryAccessStore;
import io.healthmon.access.Role;
import io.healthmon.access.User;
import io.healthmon.check.custom.ProbeResult;
import io.healthmon.check.http.HttpSender;
import io.healthmon.javalin.Client.Reply;
import io.healthmon.javalin.auth.login.OidcSettings;
import io.healthmon.store.InMemoryStore;
import io.healthmon.target.Secret;
import io.healthmon.time.ManualTime;
import io.healthmon.time.MonitorClock;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Logins over a provider, which here is one that really signs. */
class LoginProviderTest {

    private final ManualTime time = new ManualTime();
    private final AccessStore store = new InMemoryAccessStore();
    private final HttpSender sender = HttpSender.start(MonitorClock.system());
    private FakeProvider provider;
    private HealthMonitor monitor;
    private HealthMonitorHost host;
    private Browser browser;

    @BeforeEach
    void start() throws IOException {
        provider = new FakeProvider();
        monitor = TestMonitor.start(new InMemoryStore(), TestMonitor.target("a", true, ProbeResult::healthy));
        host = HealthMonitorHost.builder(monitor)
                .port(0)
                .config(HealthMonitorConfig.builder()
                        .access(store)
                        .oidc(settings(), sender)
                        .clock(time)
                        .build())
                .start();
        browser = new Browser(host.port());
    }

    private OidcSettings settings() {
        return new OidcSettings(
                provider.issuer(),
                FakeProvider.CLIENT,
                Secret.of(FakeProvider.SECRET),
                "groups",
                Map.of("staff", Role.VIEWER, "night", Role.OPERATOR, "chiefs", Role.ADMIN),
                List.of("profile"),
                URI.create("https://mon.example.org/login/provider/callback"));
    }

    @AfterEach
    void stop() {
        host.close();
        monitor.close();
        sender.close();
        provider.close();
    }

    private Reply logIn() {
        return browser.get(provider.logIn(browser.get("/login/provider").header("Location")));
    }

    private void refused() {
        Reply reply = logIn();
        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.response().body()).contains("not to be trusted");
        assertThat(browser.cookies()).doesNotContainKey("healthmon");
        assertThat(store.users()).isEmpty();
    }

    @Test
    void way_isTheCodeFlow_withPkceStateAndNonce() {
        String address = browser.get("/login/provider").header("Location");
        Map<String, String> query = FakeProvider.parameters(URI.create(address).getRawQuery());

        assertThat(address).startsWith(provider.issuer() + "/authorize?");
        assertThat(query)
                .containsEntry("response_type", "code")
                .containsEntry("client_id", FakeProvider.CLIENT)
                .containsEntry("code_challenge_method", "S256")
                .containsEntry("redirect_uri", "https://mon.example.org/login/provider/callback")
                .containsEntry("scope", "openid profile");
        assertThat(query.get("state")).hasSize(64);
        assertThat(query.get("nonce")).hasSize(64).isNotEqualTo(query.get("state"));
        assertThat(address).doesNotContain(FakeProvider.SECRET);
    }

    @Test
    void whoComesBackWithACode_isLoggedIn_andSentOn() {
        String address = browser.get("/login/provider?next=/api/health/summary").header("Location");
        Reply reply = browser.get(provider.logIn(address));

        assertThat(reply.status()).isEqualTo(303);
        assertThat(reply.header("Location")).isEqualTo("/api/health/summary");
        assertThat(browser.get("/api/session").json().get("user").textValue()).isEqualTo("anna");
        assertThat(browser.get("/api/session").json().get("role").textValue()).isEqualTo("viewer");
        assertThat(browser.cookies()).doesNotContainKey("healthmon-provider");
        assertThat(store.userNamed("anna").orElseThrow().external())
                .hasValue(new ExternalIdentity(provider.issuer(), "subject-1"));
    }

    @Test
    void person_isKnownByIssuerAndSubject_whateverTheName_andHasTheRoleOfTheDay() {
        logIn();
        User before = store.userNamed("anna").orElseThrow();
        Browser old = browser;
        browser = new Browser(host.port());
        provider.claims = claims ->
                claims.claim("preferred_username", "anna-married").claim("groups", List.of("night", "chiefs", "x"));
        logIn();

        assertThat(store.users()).singleElement().satisfies(user -> {
            assertThat(user.id()).isEqualTo(before.id());
            assertThat(user.role()).isEqualTo(Role.ADMIN);
        });
        assertThat(old.get("/api/session").status())
                .as("another role ends sessions")
                .isEqualTo(401);
    }

    @Test
    void localUserOfTheSameName_isAnotherPerson() {
        User local = new User(
                UUID.randomUUID(),
                "anna",
                Role.ADMIN,
                Optional.of(Secret.of("hash")),
                Optional.empty(),
                0,
                Optional.empty(),
                true,
                time.wall());
        store.add(local);
        logIn();

        assertThat(store.users()).hasSize(2);
        assertThat(browser.get("/api/session").json().get("user").textValue()).startsWith("anna-");
        assertThat(store.user(local.id())).hasValue(local);
    }

    @Test
    void withoutARole_nobodyComesIn_andWhoLostItIsOut() {
        logIn();
        Browser old = browser;
        provider.claims = claims -> claims.claim("groups", List.of("others"));
        browser = new Browser(host.port());

        assertThat(logIn().status()).isEqualTo(403);
        assertThat(browser.cookies()).doesNotContainKey("healthmon");
        assertThat(old.get("/api/session").status()).isEqualTo(401);
    }

    @Test
    void userWhoIsDisabledHere_staysOut() {
        logIn();
        User anna = store.userNamed("anna").orElseThrow();
        store.change(anna.id(), user -> user.withEnabled(false));

        assertThat(logIn().status()).isEqualTo(403);
    }

    @Test
    void role_isFoundInsideObjects() {
        provider.claims = claims -> claims.claim("groups", null);
        assertThat(logIn().status()).isEqualTo(403);
        host.close();
        OidcSettings usual = settings();
        host = HealthMonitorHost.builder(monitor)
                .port(0)
                .config(HealthMonitorConfig.builder()
                        .access(store)
                        .oidc(
                                new OidcSettings(
                                        usual.issuer(),
                                        usual.clientId(),
                                        usual.clientSecret(),
                                        "realm_access.roles",
                                        usual.roles(),
                                        usual.scopes(),
                                        usual.redirect()),
                                sender)
                        .clock(time)
                        .build())
                .start();
        browser = new Browser(host.port());
        provider.claims = claims -> claims.claim("realm_access", Map.of("roles", List.of("night")));
        logIn();

        assertThat(browser.get("/api/session").json().get("role").textValue()).isEqualTo("operator");
    }

    @Test
    void tokenWithAnotherNonce_isRefused() {
        provider.claims = claims -> claims.claim("nonce", "0".repeat(64));
        refused();
    }

    @Test
    void tokenWithoutNonce_isRefused() {
        provider.claims = claims -> claims.claim("nonce", null);
        refused();
    }

    @Test
    void tokenForSomebodyElse_isRefused() {
        provider.claims = claims -> claims.audience("another-client");
        refused();
    }

    @Test
    void tokenOfAnotherIssuer_isRefused() {
        provider.claims = claims -> claims.issuer("https://evil.example");
        refused();
    }

    @Test
    void tokenThatIsExpired_isRefused() {
        provider.claims = claims -> claims.expirationTime(Date.from(Instant.parse("2020-01-01T01:00:00Z")));
        refused();
    }

    @Test
    void tokenOfAnotherKey_isRefused() {
        ECKey other = FakeProvider.key("k1");
        provider.signing = claims -> FakeProvider.signedWith(other, claims);
        refused();
    }

    @Test
    void tokenWithoutSignature_isRefused() {
        provider.signing = FakeProvider::unsigned;
        refused();
    }

    @Test
    void tokenSignedByTheClientsSecret_isRefused() {
        provider.signing = FakeProvider::signedBySecret;
        refused();
    }

    @Test
    void providerThatHasAnotherKey_isBelievedOnceItsKeysAreAskedAgain() {
        logIn();
        provider.changeKey();
        time.advance(Duration.ofMinutes(2));
        browser = new Browser(host.port());

        assertThat(logIn().status()).isEqualTo(303);
    }

    @Test
    void wayOfAnotherBrowser_isNotEndedHere() {
        String back = provider.logIn(browser.get("/login/provider").header("Location"));
        Browser victim = new Browser(host.port());
        assertThat(victim.get(back).status()).isEqualTo(400);
        victim.get("/login/provider");
        assertThat(victim.get(back).status()).isEqualTo(400);
        assertThat(victim.cookies()).doesNotContainKey("healthmon");
    }

    @Test
    void code_isGoodOnce() {
        String address = browser.get("/login/provider").header("Location");
        String cookie = browser.cookies().get("healthmon-provider");
        String back = provider.logIn(address);
        assertThat(browser.get(back).status()).isEqualTo(303);
        browser.cookies().put("healthmon-provider", cookie);

        assertThat(browser.get(back).status()).isEqualTo(403);
    }

    @Test
    void providerThatLetsNobodyIn_isSaidSo() {
        browser.get("/login/provider");
        String state = FakeProvider.parameters(
                        URI.create(browser.get("/login/provider").header("Location"))
                                .getRawQuery())
                .get("state");

        Reply reply =
                browser.get("/login/provider/callback?error=access_denied&error_description=%3Cb%3E&state=" + state);
        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.response().body()).contains("has not let you in").doesNotContain("<b>");
    }

    @Test
    void providerThatIsAway_is503_andThePageIsStillThere() {
        provider.close();

        assertThat(browser.get("/login/provider").status()).isEqualTo(503);
        assertThat(browser.get("/login/provider").response().body()).contains("<h1>Log in</h1>", "role=\"alert\"");
    }

    @Test
    void pageToGoOnTo_thatIsNotOurs_isNotGoneTo() {
        String address = browser.get("/login/provider?next=//evil.example").header("Location");

        assertThat(browser.get(provider.logIn(address)).header("Location")).isEqualTo("/login");
    }
}
