package io.healthmon.javalin.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.healthmon.access.Hashes;
import io.healthmon.javalin.Browser;
import io.healthmon.javalin.Client;
import io.healthmon.javalin.Client.Reply;
import io.healthmon.javalin.DocumentedRoute;
import io.healthmon.javalin.auth.login.Codes;
import io.healthmon.javalin.email.ScriptedSmtp;
import io.healthmon.javalin.standalone.postgres.EmbeddedPostgres;
import io.healthmon.target.Secret;
import io.healthmon.time.MonitorClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged jar with a secret of its own in every place that takes one, all of which are used; everything that comes out of it is
 * looked through for each of them.
 */
class CanaryIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Of their own accord, or since what would hear them is not there. */
    private static final Set<String> NOT_SENT = Set.of(
            "secret-keys",
            "database.url",
            "database.password",
            "server.tls.key",
            "api-keys one",
            "api-keys two",
            "webhook secret",
            "refused user info",
            "refused query",
            "nowhere user info",
            "nowhere query",
            "postgres password",
            "postgres sslpassword");

    @TempDir
    Path dir;

    private final Map<String, String> outputs = new LinkedHashMap<>();
    private Canaries canaries;
    /** What the database has instead of secrets, and nothing else may show. */
    private Canaries kept;

    private EmbeddedPostgres server;
    private Parrot parrot;
    private ScriptedSmtp mail;
    private Client key;
    private Browser anna;
    private String config = "";
    private int port;

    @BeforeEach
    void start() throws Exception {
        canaries = new Canaries(dir);
        kept = new Canaries(dir);
        server = EmbeddedPostgres.start(dir.resolve("server"));
        parrot = new Parrot();
        mail = new ScriptedSmtp(this::answer, List.of());
        port = ApiClient.freePort();
        config = new CanaryConfig(dir, canaries, port, server, parrot, mail)
                .write()
                .toString();
        key = Client.overTls(port, "X-API-Key", canaries.of("api-keys one"));
        anna = new Browser(Client.overTls(port));
    }

    /** To one that logs in by AUTH LOGIN, and then name and password on lines of their own. */
    private String answer(String line) {
        if (!canaries.in(line).isEmpty()) {
            return "535 what is " + line;
        }
        return line.startsWith("AUTH ") || line.equals("dQ==") ? "334 go on" : "";
    }

    @AfterEach
    void stop() throws IOException {
        mail.close();
        parrot.close();
        server.close();
    }

    @Test
    void secret_ofWhateverPlace_isInNoOutput() throws Exception {
        Path logging = Files.writeString(dir.resolve("logback.xml"), """
                <configuration>
                  <include resource="io/healthmon/javalin/standalone/logback.xml" />
                  <logger name="io.healthmon" level="TRACE" />
                </configuration>
                """);
        command("check");
        String log;
        try (PackagedJar jar = PackagedJar.start(
                dir,
                canaries.environment(),
                List.of("-Dlogback.configurationFile=" + logging),
                "run",
                "--config",
                config)) {
            await().atMost(PATIENCE).until(() -> ready() || !jar.alive());
            assertThat(jar.alive()).as(jar.err()).isTrue();
            setUp(jar);
            await().atMost(PATIENCE).untilAsserted(this::allWereSent);
            makeSecrets();
            change();
            loginByTheProvider();
            askWrongly();
            walk();
            outputs.put("thread dump", jar.diagnosed("Thread.print", "-l", "-e"));
            outputs.put("system properties", jar.diagnosed("VM.system_properties"));
            outputs.put("command line", jar.diagnosed("VM.command_line"));
            command("notify-test", "webhook");
            command("notify-test", "email");
            command("user", "list");
            command("key", "list");
            command("rekey");
            dump();
            jar.terminate();
            log = jar.ended().err();
            outputs.put("standard output", jar.out());
        }
        files(dir.resolve("data"));
        String token = canaries.of("set-up token");
        assertThat(log.lines().filter(line -> line.contains(token))).hasSize(1);
        outputs.put("log", log.replace(token, ""));

        assertThat(log).contains("DEBUG");
        Map<String, Set<String>> shown = new TreeMap<>();
        outputs.forEach((output, text) -> {
            Set<String> found = canaries.in(text);
            if (!output.startsWith("table ")) {
                found.addAll(kept.in(text));
            }
            if (!found.isEmpty()) {
                shown.put(output, found);
            }
        });
        assertThat(shown).as("what shows the secret of which place").isEmpty();
        // So that it was not silence that showed nothing.
        assertThat(outputs).hasSizeGreaterThan(120);
        assertThat(outputs.get("table public.healthmon_delivery")).contains("***");
    }

    private boolean ready() {
        try {
            return key.get("/health").status() == 200;
        } catch (java.util.concurrent.CompletionException notYet) {
            return false;
        }
    }

    /** So that the search is not for what never was. */
    private void allWereSent() {
        Set<String> heard = canaries.in(parrot.heard() + String.join("\n", mail.heard()));
        Set<String> meant = canaries.places();
        meant.removeAll(NOT_SENT);
        meant.remove("set-up token");
        meant.remove("password");
        meant.remove("login.oidc.client-secret");
        assertThat(heard).containsAll(meant);
    }

    private void setUp(PackagedJar jar) throws IOException {
        String token = jar.err()
                .lines()
                .filter(line -> line.contains("no users yet"))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .findFirst()
                .orElseThrow();
        canaries.know("set-up token", token);
        Map<String, String> first = Map.of("token", token, "name", "anna", "password", canaries.word("password"));
        assertThat(seen("set up", anna.send("POST", "/api/setup", first)).status())
                .isEqualTo(201);
        assertThat(seen("set up again", anna.send("POST", "/api/setup", first)).status())
                .isBetween(400, 499);
        assertThat(seen("login", anna.logIn("anna", canaries.of("password"))).status())
                .isEqualTo(200);
    }

    /** Those that are shown once, to whom they are made for: these answers are not looked through. */
    private void makeSecrets() throws SQLException {
        String session = anna.cookies().get("__Host-healthmon");
        canaries.know("session", session);
        kept.know("session's hash", Hashes.of(session));
        // What stands before the point is the browser's name, by which its failures are counted; it opens nothing.
        canaries.know(
                "device cookie", anna.cookies().get("__Host-healthmon-device").replaceFirst(".*\\.", ""));
        JsonNode made = anna.send("POST", "/api/keys", Map.of("name", "grafana", "scopes", List.of("read")))
                .json();
        String stored = made.get("key").textValue();
        canaries.know("stored key", stored.substring("hm_12345678_".length()));
        kept.know("stored key's hash", Hashes.of(stored));
        assertThat(Client.overTls(port, "X-API-Key", stored)
                        .get("/api/health/status")
                        .status())
                .isEqualTo(200);
        String totp = anna.send("POST", "/api/session/totp", Map.of("password", canaries.of("password")))
                .json()
                .get("secret")
                .textValue();
        canaries.know("one-time codes", totp);
        assertThat(anna.send(
                                "POST",
                                "/api/session/totp/confirm",
                                Map.of(
                                        "code",
                                        Codes.of(
                                                Secret.of(totp),
                                                MonitorClock.system().wall())))
                        .status())
                .isEqualTo(200);
        try (Connection connection = database();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select password from healthmon_user")) {
            assertThat(rows.next()).isTrue();
            kept.know("password's hash", rows.getString(1).substring("$argon2id$v=19$m=19456,t=2,p=1$".length()));
        }
    }

    private void change() throws SQLException {
        for (String service : CanaryConfig.SERVICES) {
            seen("test of " + service, anna.send("POST", "/api/health/test/" + service, Map.of()));
        }
        for (String channel : CanaryConfig.CHANNELS) {
            Reply reply = seen(
                    "test of channel " + channel,
                    anna.send("POST", "/api/health/channels/" + channel + "/test", Map.of()));
            assertThat(reply.status()).as(channel).isEqualTo(502);
        }
        seen("replay", anna.send("POST", "/api/health/replay", Map.of("services", canaries.of("service bearer"))));
        seen(
                "silence",
                anna.send("POST", "/api/health/silences", Map.of("services", "*", "reason", "x", "duration", "1h")));
    }

    /** What is wrong with a request is said; what it brought is not, if that is a secret. */
    private void askWrongly() {
        String password = canaries.of("password");
        for (String path : List.of("/api/session", "/api/setup", "/api/users", "/api/keys")) {
            for (Map<String, ?> body : List.of(
                    Map.of("name", "anna", "password", Map.of("is", password)),
                    Map.of("name", "anna", "password", List.of(password)),
                    Map.of("name", "anna", "pasword", password),
                    Map.of("name", "anna", "password", "x", "old_password", password),
                    Map.of("name", "anna", "password", (password + " ").repeat(100)),
                    Map.of("name", "anna", "password", password, "code", password),
                    Map.of("name", "anna", "token", password, "password", password),
                    Map.of("name", "anna", "role", "viewer", "password", password.substring(0, 20) + "\0"))) {
                seen("wrong " + path + " " + body.keySet() + outputs.size(), anna.send("POST", path, body));
            }
            seen(
                    "broken " + path,
                    key.send("POST", path, "{\"name\": \"anna\", \"password\": \"" + password + "\" \"x\"}"));
        }
        for (String path : List.of("/api/session/password", "/api/session/totp")) {
            seen("wrong " + path, anna.send("PUT", path, Map.of("password", password, "new_pasword", password)));
            seen("wrong method", anna.send("POST", path, Map.of("password", password, "new_pasword", password)));
        }
        for (String page : List.of("/login", "/setup")) {
            seen(
                    "form " + page,
                    anna.form(page, Map.of("name", "anna", "password", password, "code", "1", "token", password)));
            seen("long form " + page, anna.form(page, Map.of("name", "anna", "password", password.repeat(40))));
        }
        for (String place : List.of("api-keys one", "stored key", "session")) {
            String word = canaries.of(place);
            seen("key in the address: " + place, key.get("/api/health/status?api_key=" + word));
            seen(
                    "key as basic: " + place,
                    Client.overTls(port, "Authorization", "Basic " + word).get("/api/audit"));
            seen(
                    "key and more: " + place,
                    Client.overTls(port, "X-API-Key", word + "x").get("/api/audit"));
            seen(
                    "cookie and more: " + place,
                    Client.overTls(port, "Cookie", "__Host-healthmon=" + word + "x")
                            .get("/api/audit"));
        }
    }

    private void loginByTheProvider() {
        Browser browser = new Browser(Client.overTls(port));
        Reply sent = browser.get("/login/provider");
        assertThat(sent.status()).isBetween(302, 303);
        canaries.know("provider cookie", browser.cookies().get("__Host-healthmon-provider"));
        String state = sent.header("Location").replaceFirst(".*[?&]state=([^&]+).*", "$1");
        seen("provider", browser.get("/login/provider/callback?code=" + canaries.word("code") + "&state=" + state));
        assertThat(canaries.in(parrot.heard())).contains("login.oidc.client-secret", "code");
    }

    /** Each page and each answer that there is to a {@code GET}. */
    private void walk() {
        JsonNode alerts = key.get("/api/health/alerts?status=all").json().get("alerts");
        assertThat(alerts.size()).isGreaterThan(8);
        Client nobody = Client.overTls(port);
        for (DocumentedRoute route : DocumentedRoute.all()) {
            if (!route.method().equals("GET")) {
                continue;
            }
            List<String> paths = new ArrayList<>();
            if (route.path().contains("{service}")) {
                CanaryConfig.SERVICES.forEach(service -> paths.add(route.path().replace("{service}", service)));
            } else if (route.path().contains("{id}")) {
                alerts.forEach(alert ->
                        paths.add(route.path().replace("{id}", alert.get("id").asText())));
            } else if (!route.path().startsWith("/assets/")) {
                paths.add(route.path().replace("{file}", "all.svg"));
            }
            for (String path : paths) {
                Reply reply = seen("GET " + path, anna.get(path));
                assertThat(reply.status()).as(path).isNotEqualTo(500);
                assertThat(seen("GET " + path + " by key", key.get(path)).status())
                        .isNotIn(401, 500);
                seen("GET " + path + " by nobody", nobody.get(path));
            }
        }
        seen("history", key.get("/api/health/history?limit=1000"));
        seen("audit", key.get("/api/audit?limit=1000"));
        seen("suppressions", key.get("/api/health/suppressions?limit=1000"));
        seen("nothing", key.get("/nothing"));
    }

    private Reply seen(String what, Reply reply) {
        StringBuilder text = new StringBuilder().append(reply.response().body());
        reply.response().headers().map().forEach((name, values) -> {
            // That is how a browser gets its own.
            if (!name.equalsIgnoreCase("Set-Cookie")) {
                text.append('\n').append(name).append(": ").append(values);
            }
        });
        outputs.put(what, text.toString());
        return reply;
    }

    private void command(String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(arguments));
        line.addAll(List.of("--config", config));
        try (PackagedJar jar = PackagedJar.start(dir, canaries.environment(), List.of(), line.toArray(String[]::new))) {
            PackagedJar.Ended ended = jar.ended();
            outputs.put(String.join(" ", arguments), ended.out() + ended.err());
        }
    }

    private Connection database() throws SQLException {
        return DriverManager.getConnection(
                server.url(), server.user(), server.password().reveal());
    }

    private void dump() throws SQLException {
        try (Connection connection = database();
                Statement statement = connection.createStatement()) {
            Set<String> tables = new TreeSet<>();
            try (ResultSet rows = statement.executeQuery(
                    "select format('%I.%I', schemaname, tablename) from pg_tables where schemaname not in ('pg_catalog', 'information_schema')")) {
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
            }
            tables.add("pg_stat_activity");
            for (String table : tables) {
                StringBuilder text = new StringBuilder();
                try (ResultSet rows = statement.executeQuery("select t::text from " + table + " t")) {
                    while (rows.next()) {
                        text.append(rows.getString(1)).append('\n');
                    }
                }
                outputs.put("table " + table, text.toString());
            }
            assertThat(outputs.get("table public.healthmon_user")).contains("anna", "$argon2id$");
            assertThat(outputs.get("table public.service_health_checks")).contains("bearer");
        }
    }

    private void files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                outputs.put("file " + file, Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
    }
}
