package io.healthmon.javalin.standalone;

import io.healthmon.javalin.email.ScriptedSmtp;
import io.healthmon.javalin.standalone.postgres.EmbeddedPostgres;
import io.healthmon.javalin.tls.TestCertificates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/** A configuration with a canary in every place of a secret. What sends them sends them to a {@link Parrot}. */
record CanaryConfig(Path dir, Canaries canaries, int port, EmbeddedPostgres server, Parrot parrot, ScriptedSmtp mail) {

    static final List<String> SERVICES = List.of(
            "userinfo",
            "header",
            "basic",
            "bearer",
            "body",
            "refused",
            "nowhere",
            "away",
            "metadata",
            "loop",
            "redis",
            "celery",
            "postgres",
            "store");

    static final List<String> CHANNELS = List.of(
            "webhook",
            "slack",
            "discord",
            "teams",
            "telegram",
            "ntfy",
            "ntfy-token",
            "pagerduty",
            "opsgenie",
            "jira",
            "sms",
            "email");

    Path write() throws Exception {
        return Files.writeString(
                dir.resolve("healthmon.yml"), host() + services() + channels(), StandardCharsets.UTF_8);
    }

    private String host() throws Exception {
        Path certificate = dir.resolve("certificate.pem");
        Path key = dir.resolve("key.pem");
        TestCertificates.ec("localhost").write(certificate, key);
        canaries.know("server.tls.key", Files.readAllLines(key).get(2));
        String sealing =
                Base64.getEncoder().encodeToString(canaries.word("secret-keys").getBytes(StandardCharsets.US_ASCII));
        return """
                server: { port: %d, tls: { certificate: %s, key: %s } }
                public-url: https://127.0.0.1:%d
                data-dir: %s
                spool-max: 16MB
                secret-keys: [ { id: one, key: "%s" } ]
                database: { url: "%s%ssslpassword=%s", user: "%s", password: "%s" }
                api-keys:
                  - { name: script, key: "%s", scopes: [ read, test, alerts, admin ] }
                  - { name: other, key: "%s" }
                login:
                  oidc: { issuer: "%s", client-id: healthmon, client-secret: "%s", roles: { staff: admin } }
                defaults: { interval: 2s, timeout: 1500ms, unknown-threshold: 1 }
                """.formatted(
                port,
                certificate,
                key,
                port,
                dir.resolve("data"),
                canaries.variable("secret-keys in base64", sealing),
                server.url(),
                server.url().contains("?") ? "&" : "?",
                canaries.variable("database.url"),
                server.user(),
                canaries.file(
                        "database.password",
                        canaries.know("database.password", server.password().reveal())),
                canaries.variable("api-keys one"),
                canaries.file("api-keys two"),
                parrot.url(),
                canaries.file("login.oidc.client-secret"));
    }

    private String services() throws IOException {
        String at = parrot.address();
        return """
                services:
                  userinfo: { url: "http://u:%s@%s/ok?token=%s" }
                  header: { url: "http://%s/ok", headers: { X-Token: "%s" } }
                  basic: { url: "http://%s/sick", auth: { basic: { user: u, password: "%s" } } }
                  bearer: { url: "http://%s/sick", auth: { bearer: "%s" } }
                  body: { url: "http://%s/sick", method: POST, body: "%s" }
                """.formatted(
                                canaries.variable("service user info"),
                                at,
                                canaries.variable("service query"),
                                at,
                                canaries.file("service header"),
                                at,
                                canaries.file("service basic"),
                                at,
                                canaries.variable("service bearer"),
                                at,
                                canaries.file("service body"))
                + """
                  refused: { url: "http://u:%s@127.0.0.1:1/?token=%s" }
                  nowhere: { url: "http://u:%s@nowhere.invalid/?token=%s" }
                  away: { url: "http://%s/away?token=%s" }
                  metadata: { url: "http://%s/metadata?token=%s" }
                  loop: { url: "http://%s/loop?token=%s" }
                  redis: { type: redis, url: "redis://u:%s@%s/0" }
                  celery: { type: celery, broker: "redis://:%s@%s/0" }
                  postgres: { type: postgres, url: "%s?user=nobody&password=%s&sslpassword=%s" }
                  store: { type: postgres }
                """.formatted(
                                canaries.variable("refused user info"),
                                canaries.variable("refused query"),
                                canaries.variable("nowhere user info"),
                                canaries.variable("nowhere query"),
                                at,
                                canaries.variable("redirected query"),
                                at,
                                canaries.variable("metadata query"),
                                at,
                                canaries.variable("loop query"),
                                canaries.variable("redis"),
                                parrot.redis(),
                                canaries.variable("celery"),
                                parrot.redis(),
                                server.url(),
                                canaries.variable("postgres password"),
                                canaries.variable("postgres sslpassword"));
    }

    private String channels() throws IOException {
        String url = parrot.url();
        return """
                channels:
                  webhook: { type: webhook, url: "%s/%s", headers: { X-Token: "%s" }, secret: "%s" }
                  slack: { type: slack, url: "%s/%s" }
                  discord: { type: discord, url: "%s/%s" }
                  teams: { type: teams, url: "%s/%s" }
                  telegram: { type: telegram, token: "123456:%s", chat: "@x", api: "%s" }
                """.formatted(
                                url,
                                canaries.variable("webhook url"),
                                canaries.file("webhook header"),
                                canaries.file("webhook secret"),
                                url,
                                canaries.variable("slack"),
                                url,
                                canaries.variable("discord"),
                                url,
                                canaries.variable("teams"),
                                canaries.variable("telegram"),
                                url)
                + """
                  ntfy: { type: ntfy, url: "%s/%s", user: u, password: "%s" }
                  ntfy-token: { type: ntfy, url: "%s/%s", token: "%s" }
                  pagerduty: { type: pagerduty, routing-key: "%s", api: "%s" }
                  opsgenie: { type: opsgenie, api-key: "%s", api: "%s" }
                  jira: { type: jira, api-key: "%s", api: "%s" }
                  sms: { type: sms, url: "%s/%s", user: u, password: "%s", from: "+491", to: "+491701234567" }
                  email: { type: email, host: 127.0.0.1, port: %d, encryption: none, user: u, password: "%s",
                           from: a@example.com, to: b@example.com }
                """.formatted(
                                url,
                                canaries.variable("ntfy topic"),
                                canaries.file("ntfy password"),
                                url,
                                canaries.variable("ntfy other topic"),
                                canaries.file("ntfy token"),
                                canaries.file("pagerduty"),
                                url,
                                canaries.file("opsgenie"),
                                url,
                                canaries.file("jira"),
                                url,
                                url,
                                canaries.variable("sms url"),
                                canaries.file("sms password"),
                                mail.port(),
                                canaries.file("email password"));
    }
}
