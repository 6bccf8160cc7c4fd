package io.healthmon.javalin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.healthmon.HealthMonitor;
import io.healthmon.access.AccessStore;
import io.healthmon.access.AuditEntry;
import io.healthmon.access.Role;
import io.healthmon.access.User;
import io.healthmon.check.custom.ProbeResult;
import io.healthmon.javalin.Client.Reply;
import io.healthmon.javalin.auth.login.CheapHash;
import io.healthmon.javalin.auth.login.Passwords;
import io.healthmon.javalin.auth.login.SwitchableAccess;
import io.healthmon.javalin.page.Assets;
import io.healthmon.store.InMemoryStore;
import io.healthmon.target.Secret;
import io.healthmon.time.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Logging in and out, over the API and over the page. */
class LoginTest {

    private static final String PASSWORD = "correct horse battery";
    private static final String NEW_PASSWORD = "staple battery horse";
    private static final Secret HASH = new Passwords("x").hash(PASSWORD);

    private final ManualTime time = new ManualTime();
    private final SwitchableAccess access = new SwitchableAccess();
    private final AccessStore store = access.elsewhere();
    private HealthMonitor monitor;
    private HealthMonitorHost host;
    private Browser browser;
    private User anna;

    @BeforeEach
    void start() {
        anna = user("anna", Role.ADMIN);
        store.add(anna);
        monitor = TestMonitor.start(new InMemoryStore(), TestMonitor.target("a", true, ProbeResult::healthy));
        host = HealthMonitorHost.builder(monitor)
                .port(0)
                .config(HealthMonitorConfig.builder()
                        .apiKey("script", Secret.of("script-key"))
                        .access(access.store())
                        .clock(time)
                        .build())
                .start();
        browser = new Browser(host.port());
    }

    @AfterEach
    void stop() {
        host.close();
        monitor.close();
    }

    private Browser another() {
        return new Browser(host.port());
    }

    private Browser loggedIn() {
        Browser other = another();
        assertThat(other.logIn("anna", PASSWORD).status()).isEqualTo(200);
        return other;
    }

    private static boolean isIn(Browser browser) {
        return browser.get("/api/health/status").status() == 200;
    }

    private List<AuditEntry> audit() {
        return store.audited(Optional.empty(), 100).stream()
                .map(AccessStore.Numbered::entry)
                .toList();
    }

    @Test
    void login_setsACookie_andTheSessionOpensTheApi() {
        assertThat(isIn(browser)).isFalse();

        Reply reply = browser.logIn("anna", PASSWORD);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().get("user").textValue()).isEqualTo("anna");
        assertThat(reply.json().get("role").textValue()).isEqualTo("admin");
        assertThat(reply.json().get("scopes")).hasSize(4);
        assertThat(reply.json().get("expires_at").textValue()).isEqualTo("2026-01-01T00:30:00Z");
        assertThat(isIn(browser)).isTrue();
        assertThat(browser.get("/api/session").json().get("csrf_token"))
                .isEqualTo(reply.json().get("csrf_token"));
        await().untilAsserted(
                        () -> assertThat(audit()).extracting(AuditEntry::action).contains("login.succeeded"));
    }

    @Test
    void cookie_isForThisHostOnly_andForNoScript() {
        Reply reply = browser.logIn("anna", PASSWORD);

        assertThat(reply.response().headers().allValues("Set-Cookie"))
                .anySatisfy(cookie ->
                        assertThat(cookie).matches("healthmon=[A-Za-z0-9_-]{43}; Path=/; HttpOnly; SameSite=Lax"))
                .anySatisfy(cookie -> assertThat(cookie)
                        .matches("healthmon-device=.*; Path=/; Max-Age=31536000; HttpOnly; SameSite=Strict"));
        assertThat(reply.response().body()).doesNotContain(browser.cookies().get("healthmon"));
    }

    @Test
    void sessionId_isNewAtEachLogin_andTheOneBeforeIsOver() {
        browser.logIn("anna", PASSWORD);
        String before = browser.cookies().get("healthmon");
        browser.logIn("anna", PASSWORD);

        assertThat(browser.cookies().get("healthmon")).isNotEqualTo(before);
        assertThat(store.sessionsOf(anna.id())).hasSize(1);
    }

    @Test
    void sessionId_thatSomebodyElseHasSet_isNotTaken() {
        String planted = "A".repeat(43);
        browser.cookies().put("healthmon", planted);
        browser.logIn("anna", PASSWORD);

        assertThat(browser.cookies().get("healthmon")).isNotEqualTo(planted);
    }

    @ParameterizedTest
    @CsvSource({
        "anna,wrong password here",
        "anna,''",
        "nobody,correct horse battery",
        "anna%,correct horse battery",
        "ann,correct horse battery",
        "anna,CORRECT HORSE BATTERY"
    })
    void loginThatIsWrong_isTheSame401_whateverIsWrong(String name, String password) {
        Reply reply = another().logIn(Map.of("name", name, "password", password.isEmpty() ? "x" : password));

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.response().body())
                .isEqualTo("{\"error\":\"The name, the password or the one-time code is not right.\"}");
        assertThat(reply.response().headers().allValues("Set-Cookie")).isEmpty();
        await().untilAsserted(
                        () -> assertThat(audit()).extracting(AuditEntry::action).containsExactly("login.failed"));
        assertThat(audit().toString()).doesNotContain(password.isEmpty() ? "\n" : password);
    }

    @Test
    void userWhoIsDisabled_getsTheSame401() {
        store.add(user("bert", Role.ADMIN));
        store.change(anna.id(), it -> it.withEnabled(false));

        assertThat(browser.logIn("anna", PASSWORD).status()).isEqualTo(401);
    }

    private static User user(String name, Role role) {
        return new User(
                UUID.randomUUID(),
                name,
                role,
                Optional.of(HASH),
                Optional.empty(),
                0,
                Optional.empty(),
                true,
                Instant.parse("2026-01-01T00:00:00Z"));
    }

    @Test
    void hashThatWasMadeCheaper_isMadeAnewAtTheLogin_andItsSessionsGoOn() {
        store.change(anna.id(), it -> it.withPassword(CheapHash.of(PASSWORD)));
        assertThat(browser.logIn("anna", PASSWORD).status()).isEqualTo(200);

        assertThat(store.user(anna.id()).orElseThrow().password().orElseThrow().reveal())
                .startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(isIn(browser)).isTrue();
        assertThat(browser.logIn("anna", PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void name_isTakenInAnyCase() {
        assertThat(browser.logIn("ANNA", PASSWORD).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"anna", "nobody-of-this-name"})
    void sixthWrongTry_hasToWait_whetherThereIsSuchAUserOrNot(String name) {
        for (int i = 0; i < 5; i++) {
            assertThat(another().logIn(name, "wrong password " + i).status()).isEqualTo(401);
        }
        Reply reply = another().logIn(name, PASSWORD);

        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.header("Retry-After")).isEqualTo("1");
        time.advance(Duration.ofSeconds(1));
        assertThat(another().logIn(name, PASSWORD).status()).isEqualTo(name.equals("anna") ? 200 : 401);
    }

    @Test
    void strangersFailures_doNotDelayTheOwnersBrowser() {
        browser.logIn("anna", PASSWORD);
        for (int i = 0; i < 8; i++) {
            another().logIn("anna", "wrong password " + i);
        }
        assertThat(another().logIn("anna", PASSWORD).status()).isEqualTo(429);

        assertThat(browser.logIn("anna", PASSWORD).status()).isEqualTo(200);
        assertThat(another().get("/api/health/status").status()).isEqualTo(401);
        assertThat(new Client(host.port(), "X-API-Key", "script-key")
                        .get("/api/health/status")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void deviceCookie_isBrakedOnItsOwn_andWorthNothingForAnotherUser() {
        store.add(user("bert", Role.VIEWER));
        browser.logIn("anna", PASSWORD);
        for (int i = 0; i < 5; i++) {
            assertThat(browser.logIn("anna", "wrong password " + i).status()).isEqualTo(401);
        }
        assertThat(browser.logIn("anna", PASSWORD).status()).isEqualTo(429);
        assertThat(another().logIn("anna", PASSWORD).status()).isEqualTo(200);

        for (int i = 0; i < 5; i++) {
            browser.logIn("bert", "wrong password " + i);
        }
        assertThat(another().logIn("bert", PASSWORD).status()).isEqualTo(429);
    }

    @Test
    void logout_endsTheSession_andTakesTheCookie() {
        browser.logIn("anna", PASSWORD);
        String id = browser.cookies().get("healthmon");

        assertThat(browser.send("DELETE", "/api/session", Map.of()).status()).isEqualTo(200);
        assertThat(browser.cookies()).doesNotContainKey("healthmon");
        browser.cookies().put("healthmon", id);
        assertThat(isIn(browser)).isFalse();
    }

    @Test
    void ownSessions_areListed_andEnded() {
        browser.logIn("anna", PASSWORD);
        Browser second = loggedIn();
        Browser third = loggedIn();
        JsonNode list = browser.get("/api/sessions").json();
        assertThat(list.get("count").intValue()).isEqualTo(3);
        assertThat(list.toString()).doesNotContain(browser.cookies().get("healthmon"), "hash");
        String handle = second.get("/api/sessions")
                .json()
                .get("sessions")
                .valueStream()
                .filter(it -> it.get("current").booleanValue())
                .findFirst()
                .orElseThrow()
                .get("handle")
                .textValue();

        assertThat(browser.send("DELETE", "/api/sessions/" + handle, Map.of()).status())
                .isEqualTo(200);
        assertThat(isIn(second)).isFalse();
        assertThat(isIn(third)).isTrue();
        assertThat(browser.send("DELETE", "/api/sessions/" + handle, Map.of()).status())
                .isEqualTo(404);

        assertThat(browser.send("DELETE", "/api/sessions", Map.of())
                        .json()
                        .get("ended")
                        .intValue())
                .isEqualTo(1);
        assertThat(isIn(third)).isFalse();
        assertThat(isIn(browser)).isTrue();
    }

    @Test
    void passwordChange_endsAllSessions_andThisOneGoesOnUnderANewId() {
        browser.logIn("anna", PASSWORD);
        Browser second = loggedIn();
        String before = browser.cookies().get("healthmon");

        assertThat(browser.send(
                                "PUT",
                                "/api/session/password",
                                Map.of("password", "wrong password", "new_password", NEW_PASSWORD))
                        .status())
                .isEqualTo(403);
        assertThat(browser.send(
                                "PUT",
                                "/api/session/password",
                                Map.of("password", PASSWORD, "new_password", "password1234"))
                        .status())
                .isEqualTo(400);
        assertThat(isIn(second)).isTrue();
        assertThat(browser.send(
                                "PUT",
                                "/api/session/password",
                                Map.of("password", PASSWORD, "new_password", NEW_PASSWORD))
                        .status())
                .isEqualTo(200);

        assertThat(browser.cookies().get("healthmon")).isNotEqualTo(before);
        assertThat(isIn(browser)).isTrue();
        assertThat(isIn(second)).isFalse();
        assertThat(another().logIn("anna", PASSWORD).status()).isEqualTo(401);
        assertThat(another().logIn("anna", NEW_PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void change_withTheCookieAlone_isRefused() {
        browser.logIn("anna", PASSWORD);
        String cookie = "healthmon=" + browser.cookies().get("healthmon");

        for (String[] headers : new String[][] {
            {"Cookie", cookie},
            {"Cookie", cookie, "Origin", "http://127.0.0.1:" + host.port()},
            {"Cookie", cookie, "Origin", "http://evil.example"},
        }) {
            assertThat(new Client(host.port(), headers)
                            .send("DELETE", "/api/session")
                            .status())
                    .isEqualTo(403);
        }
        assertThat(isIn(browser)).isTrue();
    }

    @Test
    void loginPage_ofAnotherSite_isRefused() {
        assertThat(new Client(host.port(), "Origin", "http://evil.example")
                        .send("POST", "/api/session", "{\"name\":\"anna\",\"password\":\"" + PASSWORD + "\"}")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void key_hasNoSession() {
        Client script = new Client(host.port(), "X-API-Key", "script-key");

        JsonNode who = script.get("/api/session").json();
        assertThat(who.get("kind").textValue()).isEqualTo("key");
        assertThat(who.get("user").isNull()).isTrue();
        assertThat(script.get("/api/sessions").status()).isEqualTo(403);
        assertThat(script.get("/api/users").status()).isEqualTo(403);
    }

    @Test
    void storeThatIsAway_keepsThoseInWhoWereIn_andLetsNobodyElseIn() {
        browser.logIn("anna", PASSWORD);
        assertThat(isIn(browser)).isTrue();
        access.away(true);
        time.advance(Duration.ofMinutes(5));

        assertThat(isIn(browser)).isTrue();
        assertThat(another().logIn("anna", PASSWORD).status()).isEqualTo(503);
        assertThat(another().get("/login").status()).isEqualTo(200);
    }

    @Test
    void page_logsInAndOut() {
        Reply page = browser.get("/login?next=/api/health/summary%3Fa%3Db");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.response().body())
                .contains("<h1>Log in</h1>", "autocomplete=\"current-password\"", "/api/health/summary?a=b")
                .containsOnlyOnce("<script src=\"" + Assets.path("theme.js"))
                .doesNotContain("<script>", "style=");

        Reply wrong = browser.form("/login", Map.of("name", "anna\"><b>", "password", "wrong", "next", "/login"));
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.response().body())
                .contains("role=\"alert\"", "anna&#34;>&lt;b>")
                .doesNotContain("<b>", "wrong");

        Reply right =
                browser.form("/login", Map.of("name", "anna", "password", PASSWORD, "next", "/api/health/summary?a=b"));
        assertThat(right.status()).isEqualTo(303);
        assertThat(right.header("Location")).isEqualTo("/api/health/summary?a=b");

        Reply in = browser.get("/login");
        assertThat(in.response().body()).contains("<strong>anna</strong> (admin)");
        String csrf = in.response().body().replaceAll("(?s).*name=\"csrf\" value=\"([0-9a-f]+)\".*", "$1");
        assertThat(browser.form("/logout", Map.of("csrf", "0".repeat(64))).status())
                .isEqualTo(403);
        assertThat(browser.form("/logout", Map.of("csrf", csrf)).status()).isEqualTo(303);
        assertThat(isIn(browser)).isFalse();
        assertThat(browser.get(Assets.path("page.css")).header("Content-Type")).startsWith("text/css");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example",
                "https://evil.example/",
                "/\\evil.example",
                "\\\\evil.example",
                "/%09/evil.example\r\nSet-Cookie: a=b",
                "javascript:alert(1)",
                "evil.example",
                "///evil.example",
                ""
            })
    void pageToGoOnTo_thatIsNotOurs_isNotGoneTo(String next) {
        Reply reply = browser.form("/login", Map.of("name", "anna", "password", PASSWORD, "next", next));

        assertThat(reply.status()).isEqualTo(303);
        assertThat(reply.header("Location")).isEqualTo("/login");
    }

    @Test
    void overPlainHttpFromElsewhere_nobodyLogsIn() {
        Client far = new Client(host.port(), "X-Forwarded-For", "192.0.2.1");

        Reply api = far.send("POST", "/api/session", "{\"name\":\"anna\",\"password\":\"" + PASSWORD + "\"}");
        assertThat(api.status()).isEqualTo(403);
        assertThat(api.json().get("error").textValue()).contains("server.tls");
        assertThat(far.get("/login").status()).isEqualTo(403);
        assertThat(far.get("/login").response().body()).contains("server.tls");
    }

    /** It may stand under a wrong name, in a wrong form, or in another key's place. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'name': 'anna', 'pasword': 'SECRET'}",
                "{'name': 'anna', 'password': 'x', 'passwort': 'SECRET'}",
                "{'name': 'anna', 'password': ['SECRET']}",
                "{'name': 'anna', 'password': {'is': 'SECRET'}}",
                "{'name': 'anna', 'password': 'x', 'code': 'SECRETSECRETSECRETSECRET'}",
                "{'name': ['SECRET'], 'password': 'x'}",
                "{'name': 'anna', 'password': 'SECRET' 'x'}",
                "{'name': 'anna', 'password': 'SECRET",
            })
    void requestThatIsWrong_isNotRepeated_sinceItBringsSecrets(String body) {
        for (String path : List.of("/api/session", "/api/setup")) {
            Reply reply = new Client(host.port()).send("POST", path, body.replace('\'', '"'));

            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.response().body()).startsWith("{\"error\":\"").doesNotContain("SECRET");
        }
    }
}
