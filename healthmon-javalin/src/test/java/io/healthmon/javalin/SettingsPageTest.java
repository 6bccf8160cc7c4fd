package io.healthmon.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthMonitor;
import io.healthmon.access.AccessStore;
import io.healthmon.access.AuditEntry;
import io.healthmon.access.InMemoryAccessStore;
import io.healthmon.access.Role;
import io.healthmon.access.Scope;
import io.healthmon.alert.ServiceMatcher;
import io.healthmon.check.custom.ProbeResult;
import io.healthmon.javalin.auth.FreshKey;
import io.healthmon.notify.Receipt;
import io.healthmon.replay.ReplayRequest;
import io.healthmon.store.InMemoryStore;
import io.healthmon.target.Secret;
import io.healthmon.time.MonitorClock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The pages of settings and of replays: who is shown what, and nothing that is a secret. */
class SettingsPageTest {

    private static final String HOSTILE = "<script>alert('x')</script>\"'";
    private static final String KEY = "a-key-of-the-configuration-0123456789";

    private final AccessStore access = new InMemoryAccessStore();
    private final FreshKey kept = FreshKey.random();
    private final FreshKey limited = FreshKey.random();
    private HealthMonitor monitor;
    private HealthMonitorHost host;
    private TestPeople people;

    @BeforeEach
    void start() {
        Instant now = MonitorClock.system().wall();
        monitor = TestMonitor.start(
                new InMemoryStore(),
                builder -> builder.channel("ops", (message, deadline) -> new Receipt.Taken("200")),
                TestMonitor.target("redis", true, ProbeResult::healthy));
        // Before the host, which remembers for a while which keys there are.
        people = new TestPeople(access, now);
        access.add(kept.kept(HOSTILE, EnumSet.of(Scope.READ), ServiceMatcher.ALL, "admin", now, Optional.empty()));
        access.add(limited.kept(
                "k",
                EnumSet.of(Scope.READ, Scope.TEST),
                new ServiceMatcher(List.of("redis"), Map.of()),
                "a test",
                now,
                Optional.empty()));
        access.audit(new AuditEntry(now, HOSTILE, "127.0.0.1", "key.created", Optional.of(HOSTILE), Optional.empty()));
        host = HealthMonitorHost.builder(monitor)
                .port(0)
                .config(HealthMonitorConfig.builder()
                        .page(true)
                        .access(access)
                        .apiKey("grafana", Secret.of(KEY))
                        .configuration("services:\n  redis: {password: '***', note: \"" + HOSTILE + "\"}\n")
                        .drafts((text, since, until) -> ReplayRequest.of(
                                List.of(TestMonitor.target("redis", false, ProbeResult::healthy)), since, until))
                        .build())
                .start();
    }

    @AfterEach
    void stop() {
        host.close();
        monitor.close();
    }

    private String page(Client client, String path) {
        Client.Reply reply = client.get(path);
        assertThat(reply.status()).as(reply.response().body()).isEqualTo(200);
        assertThat(reply.response().body())
                .doesNotContain("<script>alert", "style=", KEY, "no password has this hash")
                .doesNotContain(kept.text().reveal().substring("hm_12345678_".length()));
        return reply.response().body();
    }

    @Test
    void admin_seesKeysUsersTheAuditAndTheConfiguration() {
        String page = page(people.page(host.port(), Role.ADMIN), "/settings");

        assertThat(page)
                .contains("You are <b>admin, admin</b>", "Your sessions", "this one", "action=\"/logout\"")
                .contains("API keys", "grafana", "&lt;script&gt;alert(", "/rotate", "Make a key")
                .contains("Users", "Role of viewer", "Make a user")
                .contains("Audit, the newest 50", "key.created")
                .contains("Effective configuration", "password: '***'")
                .contains("POST /api/health/channels/ops/test");
    }

    @Test
    void others_seeTheirOwnAlone() {
        for (Role role : List.of(Role.VIEWER, Role.OPERATOR)) {
            assertThat(page(people.page(host.port(), role), "/settings"))
                    .contains("You are <b>" + role.word(), "Your sessions", "Channels")
                    .doesNotContain("API keys", "Audit", "Effective configuration", "Users", "grafana");
        }
        assertThat(page(people.page(host.port(), Role.VIEWER), "/settings")).doesNotContain("/test\"");
        assertThat(page(new Client(host.port(), "X-API-Key", KEY), "/settings"))
                .contains("You are <b>grafana</b>")
                .doesNotContain("Your sessions", "Password", "API keys");
    }

    @Test
    void sessions_areOnesOwn_theOneThatAsksCantBeEndedButByLoggingOut() {
        Client first = people.page(host.port(), Role.VIEWER);
        people.page(host.port(), Role.VIEWER);
        people.page(host.port(), Role.ADMIN);

        String page = page(first, "/settings");

        assertThat(page.split("DELETE /api/sessions/", -1)).hasSize(2);
        assertThat(page).contains("End all others");
    }

    @Test
    void replay_isOfferedToThoseWhoMayRunIt_andBeginsWithTheConfigurationForAdministrators() {
        assertThat(page(people.page(host.port(), Role.ADMIN), "/replay"))
                .contains("<textarea", "password: '***'", "replay.js");
        assertThat(page(people.page(host.port(), Role.OPERATOR), "/replay"))
                .contains("<textarea")
                .doesNotContain("***");
        assertThat(page(people.page(host.port(), Role.VIEWER), "/replay"))
                .contains("You may look, and not run a replay.")
                .doesNotContain("<textarea");
        assertThat(page(new Client(host.port(), "X-API-Key", limited.text().reveal()), "/replay"))
                .contains("A replay is about all services.");
    }

    @Test
    void replay_withoutDrafts_saysSo() {
        try (HealthMonitorHost bare = HealthMonitorHost.builder(monitor)
                .port(0)
                .config(HealthMonitorConfig.builder().open(true).page(true).build())
                .start()) {
            Client local = new Client(bare.port());
            assertThat(page(local, "/replay")).contains("Drafts can", "be replayed here");
            assertThat(page(local, "/settings")).contains("You are <b>this machine</b>");
        }
    }
}
