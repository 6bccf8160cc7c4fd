package io.healthmon.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import io.healthmon.HealthMonitor;
import io.healthmon.access.AccessStore;
import io.healthmon.access.Role;
import io.healthmon.access.SealingKey;
import io.healthmon.access.SealingKeys;
import io.healthmon.access.SecretBox;
import io.healthmon.access.User;
import io.healthmon.check.custom.ProbeResult;
import io.healthmon.javalin.Client.Reply;
import io.healthmon.javalin.auth.login.Codes;
import io.healthmon.javalin.auth.login.Passwords;
import io.healthmon.javalin.auth.login.Setup;
import io.healthmon.javalin.auth.login.SwitchableAccess;
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
import org.slf4j.LoggerFactory;

/** The first user, the others, and their one-time codes. */
class LoginUsersTest {

    private static final String PASSWORD = "correct horse battery";
    private static final String OTHER_PASSWORD = "staple battery horse";
    private static final Secret HASH = new Passwords("x").hash(PASSWORD);

    private final ManualTime time = new ManualTime();
    private final SwitchableAccess access = new SwitchableAccess();
    private final AccessStore store = access.elsewhere();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private HealthMonitor monitor;
    private HealthMonitorHost host;

    @BeforeEach
    void listen() {
        log.start();
        ((Logger) LoggerFactory.getLogger(Setup.class)).addAppender(log);
        monitor = TestMonitor.start(new InMemoryStore(), TestMonitor.target("a", true, ProbeResult::healthy));
    }

    @AfterEach
    void stop() {
        ((Logger) LoggerFactory.getLogger(Setup.class)).detachAppender(log);
        host.close();
        monitor.close();
    }

    private Browser start() {
        SealingKey key = new SealingKey("k1", Secret.of("A".repeat(43) + "="));
        host = HealthMonitorHost.builder(monitor)
                .port(0)
                .config(HealthMonitorConfig.builder()
                        .open(true)
                        .access(access.store())
                        .secrets(new SecretBox(SealingKeys.of(List.of(key))))
                        .clock(time)
                        .build())
                .start();
        return new Browser(host.port());
    }

    private User add(String name, Role role) {
        User user = new User(
                UUID.randomUUID(),
                name,
                role,
                Optional.of(HASH),
                Optional.empty(),
                0,
                Optional.empty(),
                true,
                Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(store.add(user)).isTrue();
        return user;
    }

    private Browser loggedIn(String name) {
        Browser browser = new Browser(host.port());
        assertThat(browser.logIn(name, PASSWORD).status()).isEqualTo(200);
        return browser;
    }

    private List<String> tokens() {
        return log.list.stream()
                .map(ILoggingEvent::getFormattedMessage)
                .filter(line -> line.contains("there are no users yet"))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .toList();
    }

    @Test
    void firstUser_isMadeByTheTokenInTheLog_once() {
        Browser browser = start();
        assertThat(tokens()).hasSize(1);
        String token = tokens().get(0);
        assertThat(token).hasSize(43);
        assertThat(browser.get("/login").header("Location")).isEqualTo("/setup");
        assertThat(browser.get("/api/health/status").status()).isEqualTo(200);

        Map<String, String> anna = Map.of("token", token, "name", "anna", "password", PASSWORD);
        assertThat(browser.send(
                                "POST",
                                "/api/setup",
                                Map.of("token", "A".repeat(43), "name", "anna", "password", PASSWORD))
                        .status())
                .isEqualTo(401);
        assertThat(browser.send("POST", "/api/setup", Map.of("token", token, "name", "anna", "password", "short"))
                        .status())
                .isEqualTo(400);
        Reply made = browser.send("POST", "/api/setup", anna);
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json().at("/user/role").textValue()).isEqualTo("admin");
        assertThat(made.response().body()).doesNotContain("argon2", PASSWORD, token);

        assertThat(browser.send("POST", "/api/setup", anna).status()).isEqualTo(409);
        assertThat(browser.get("/setup").header("Location")).isEqualTo("/login");
        assertThat(browser.get("/api/health/status").status())
                .as("this machine needs a login from now on")
                .isEqualTo(401);
        assertThat(loggedIn("anna").get("/api/users").json().get("count").intValue())
                .isEqualTo(1);
        assertThat(tokens()).hasSize(1);
    }

    @Test
    void firstUser_overThePage() {
        Browser browser = start();
        Reply page = browser.get("/setup");
        assertThat(page.response().body()).contains("<h1>First user</h1>", "autocomplete=\"new-password\"");

        Reply wrong = browser.form("/setup", Map.of("token", "x", "name", "anna", "password", PASSWORD));
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.response().body()).contains("role=\"alert\"").doesNotContain(PASSWORD);
        assertThat(browser.form("/setup", Map.of("token", tokens().get(0), "name", "anna", "password", PASSWORD))
                        .header("Location"))
                .isEqualTo("/login");
        assertThat(store.userNamed("anna")).isPresent();
    }

    @Test
    void setUpTokens_areNotGuessed() {
        Browser browser = start();
        for (int i = 0; i < 5; i++) {
            browser.send("POST", "/api/setup", Map.of("token", "guess" + i, "name", "a", "password", PASSWORD));
        }
        assertThat(browser.send(
                                "POST",
                                "/api/setup",
                                Map.of("token", tokens().get(0), "name", "anna", "password", PASSWORD))
                        .status())
                .isEqualTo(429);
    }

    @Test
    void withUsers_thereIsNoToken() {
        add("anna", Role.ADMIN);
        start();

        assertThat(tokens()).isEmpty();
    }

    @Test
    void storeThatIsAwayAtTheStart_hasItsTokenPrintedWhenSomebodyAsks() {
        access.away(true);
        Browser browser = start();
        assertThat(tokens()).isEmpty();
        access.away(false);
        time.advance(Duration.ofSeconds(5));

        assertThat(browser.get("/setup").status()).isEqualTo(200);
        assertThat(tokens()).hasSize(1);
    }

    @Test
    void users_areOfAdministratorsOnly_andShownWithoutTheirSecrets() {
        add("anna", Role.ADMIN);
        add("bert", Role.OPERATOR);
        start();

        assertThat(loggedIn("bert").get("/api/users").status()).isEqualTo(403);
        Reply list = loggedIn("anna").get("/api/users");
        assertThat(list.status()).isEqualTo(200);
        assertThat(list.response().body()).doesNotContain("argon2", "$", HASH.reveal());
        assertThat(list.json().at("/users/1/name").textValue()).isEqualTo("bert");
    }

    @Test
    void user_isMadeChangedAndRemoved_andHisSessionsEnd() {
        add("anna", Role.ADMIN);
        start();
        Browser anna = loggedIn("anna");
        Reply made = anna.send("POST", "/api/users", Map.of("name", "bert", "password", PASSWORD, "role", "viewer"));
        assertThat(made.status()).isEqualTo(201);
        String path = "/api/users/" + made.json().at("/user/id").textValue();
        assertThat(anna.send("POST", "/api/users", Map.of("name", "BERT", "password", PASSWORD, "role", "viewer"))
                        .status())
                .isEqualTo(409);

        for (Map<String, ?> change : List.<Map<String, ?>>of(
                Map.of("role", "operator"), Map.of("password", PASSWORD + "!"), Map.of("password", PASSWORD))) {
            Browser bert = new Browser(host.port());
            assertThat(bert.logIn("bert", change.equals(Map.of("password", PASSWORD)) ? PASSWORD + "!" : PASSWORD)
                            .status())
                    .isEqualTo(200);
            assertThat(bert.get("/api/health/status").status()).isEqualTo(200);
            assertThat(anna.send("PATCH", path, change).status()).isEqualTo(200);
            assertThat(bert.get("/api/health/status").status()).isEqualTo(401);
        }
        Browser bert = loggedIn("bert");
        assertThat(bert.get("/api/session").json().get("role").textValue()).isEqualTo("operator");
        assertThat(anna.send("PATCH", path, Map.of("enabled", false)).status()).isEqualTo(200);
        assertThat(bert.get("/api/health/status").status()).isEqualTo(401);
        assertThat(new Browser(host.port()).logIn("bert", PASSWORD).status()).isEqualTo(401);
        assertThat(anna.send("PATCH", path, Map.of("enabled", true)).status()).isEqualTo(200);
        Browser back = loggedIn("bert");
        assertThat(anna.send("DELETE", path, Map.of()).status()).isEqualTo(200);
        assertThat(back.get("/api/health/status").status()).isEqualTo(401);
        assertThat(anna.send("DELETE", path, Map.of()).status()).isEqualTo(404);
        assertThat(anna.get("/api/session").status()).isEqualTo(200);
    }

    @Test
    void lastAdministrator_staysOne() {
        User anna = add("anna", Role.ADMIN);
        start();
        Browser browser = loggedIn("anna");
        String path = "/api/users/" + anna.id();

        assertThat(browser.send("PATCH", path, Map.of("role", "viewer")).status())
                .isEqualTo(409);
        assertThat(browser.send("PATCH", path, Map.of("enabled", false)).status())
                .isEqualTo(409);
        assertThat(browser.send("DELETE", path, Map.of()).status()).isEqualTo(409);
        assertThat(browser.get("/api/session").status()).isEqualTo(200);
    }

    @Test
    void oneTimeCodes_areSwitchedOn_askedFor_takenOnce_andSwitchedOff() {
        User anna = add("anna", Role.ADMIN);
        start();
        Browser browser = loggedIn("anna");
        assertThat(browser.send("POST", "/api/session/totp", Map.of("password", OTHER_PASSWORD))
                        .status())
                .isEqualTo(403);
        JsonNode offer = browser.send("POST", "/api/session/totp", Map.of("password", PASSWORD))
                .json();
        Secret secret = Secret.of(offer.get("secret").textValue());
        assertThat(offer.get("uri").textValue()).startsWith("otpauth://totp/healthmon:anna?secret=");
        assertThat(store.user(anna.id()).orElseThrow().totp())
                .as("not before it is confirmed")
                .isEmpty();

        assertThat(browser.send("POST", "/api/session/totp/confirm", Map.of("code", "000000"))
                        .status())
                .isEqualTo(403);
        String first = Codes.of(secret, time.wall());
        assertThat(browser.send("POST", "/api/session/totp/confirm", Map.of("code", first))
                        .status())
                .isEqualTo(200);
        assertThat(store.user(anna.id()).orElseThrow().totp().toString()).doesNotContain(secret.reveal());

        assertThat(new Browser(host.port()).logIn("anna", PASSWORD).status()).isEqualTo(401);
        assertThat(logIn(first)).as("it was taken").isEqualTo(401);
        time.advance(Duration.ofSeconds(30));
        String second = Codes.of(secret, time.wall());
        assertThat(logIn(second)).isEqualTo(200);
        assertThat(logIn(second)).as("it was taken").isEqualTo(401);
        time.advance(Duration.ofSeconds(60));
        assertThat(logIn(second)).as("its time is over").isEqualTo(401);
        assertThat(new Browser(host.port())
                        .logIn(Map.of(
                                "name", "anna", "password", OTHER_PASSWORD, "code", Codes.of(secret, time.wall())))
                        .status())
                .as("the code alone is nothing")
                .isEqualTo(401);

        assertThat(browser.send("DELETE", "/api/session/totp", Map.of("password", PASSWORD))
                        .status())
                .isEqualTo(200);
        // For the failures before.
        time.advance(Duration.ofSeconds(10));
        assertThat(logIn("")).isEqualTo(200);
    }

    private int logIn(String code) {
        Browser browser = new Browser(host.port());
        return browser.logIn(
                        code.isEmpty()
                                ? Map.of("name", "anna", "password", PASSWORD)
                                : Map.of("name", "anna", "password", PASSWORD, "code", code))
                .status();
    }

    @Test
    void oneTimeCodes_ofWhoHasLostTheTelephone_areSwitchedOffByAnAdministrator() {
        add("anna", Role.ADMIN);
        User bert = add("bert", Role.VIEWER);
        start();
        Browser browser = loggedIn("bert");
        Secret secret = Secret.of(browser.send("POST", "/api/session/totp", Map.of("password", PASSWORD))
                .json()
                .get("secret")
                .textValue());
        browser.send("POST", "/api/session/totp/confirm", Map.of("code", Codes.of(secret, time.wall())));
        assertThat(new Browser(host.port()).logIn("bert", PASSWORD).status()).isEqualTo(401);

        Browser anna = loggedIn("anna");
        assertThat(anna.send("PATCH", "/api/users/" + bert.id(), Map.of("totp", true))
                        .status())
                .isEqualTo(400);
        assertThat(anna.send("PATCH", "/api/users/" + bert.id(), Map.of("totp", false))
                        .status())
                .isEqualTo(200);
        loggedIn("bert");
    }
}
