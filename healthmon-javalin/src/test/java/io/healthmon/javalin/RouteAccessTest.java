package io.healthmon.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthMonitor;
import io.healthmon.access.AccessStore;
import io.healthmon.access.InMemoryAccessStore;
import io.healthmon.access.Role;
import io.healthmon.access.Scope;
import io.healthmon.alert.ServiceMatcher;
import io.healthmon.check.custom.ProbeResult;
import io.healthmon.check.http.HttpSender;
import io.healthmon.javalin.Client.Reply;
import io.healthmon.javalin.auth.FreshKey;
import io.healthmon.javalin.auth.login.OidcSettings;
import io.healthmon.notify.Receipt;
import io.healthmon.replay.ReplayRequest;
import io.healthmon.store.InMemoryStore;
import io.healthmon.target.Secret;
import io.healthmon.time.MonitorClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every route, called by everybody there can be: who gets in is what the table in {@code docs/security.md} says. */
class RouteAccessTest {

    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");

    private static final AccessStore ACCESS = new InMemoryAccessStore();
    private static final SteppingClock CLOCK = new SteppingClock().ticking();
    private static final Set<String> PATHS = new TreeSet<>();
    /** A provider that nobody reaches. */
    private static final OidcSettings PROVIDER = new OidcSettings(
            "http://127.0.0.1:1",
            "client",
            Secret.of("secret"),
            "groups",
            Map.of("a", Role.ADMIN),
            List.of(),
            URI.create("http://127.0.0.1" + OidcSettings.CALLBACK));

    private static final HttpSender SENDER = HttpSender.start(MonitorClock.system());
    private static final StatusPage STATUS = new StatusPage("Status", Map.of("seen", "Shown"), false);
    private static HealthMonitor monitor;
    private static HealthMonitorHost host;
    private static TestPeople people;

    static List<DocumentedRoute> rows() {
        return DocumentedRoute.all();
    }

    @BeforeAll
    static void start() {
        monitor = TestMonitor.start(
                new InMemoryStore(),
                builder -> builder.channel("ops", (message, deadline) -> new Receipt.Taken("200")),
                TestMonitor.target("seen", true, ProbeResult::healthy),
                TestMonitor.target("unseen", true, ProbeResult::healthy));
        host = HealthMonitorHost.builder(monitor)
                .port(0)
                .config(HealthMonitorConfig.builder()
                        .open(true)
                        .page(true)
                        .statusPage(STATUS)
                        .access(ACCESS)
                        .oidc(PROVIDER, SENDER)
                        .drafts((text, since, until) -> ReplayRequest.of(
                                List.of(TestMonitor.target("seen", false, ProbeResult::healthy)), since, until))
                        .clock(CLOCK)
                        .build())
                .start();
        io.javalin.Javalin.create(config -> {
            config.startup.startupWatcherEnabled = false;
            config.events.handlerAdded(handler -> {
                if (handler.getHttpMethod().isHttpMethod()) {
                    PATHS.add(handler.getPath());
                }
            });
            config.registerPlugin(new HealthMonitorPlugin(
                    monitor,
                    HealthMonitorConfig.builder()
                            .page(true)
                            .statusPage(STATUS)
                            .access(new InMemoryAccessStore())
                            .oidc(PROVIDER, SENDER)
                            .drafts((text, since, until) -> {
                                throw new AssertionError();
                            })
                            .build()));
        });
        people = new TestPeople(ACCESS, CLOCK.wall());
    }

    @AfterAll
    static void stop() {
        host.close();
        monitor.close();
        SENDER.close();
    }

    private static Client session(Role role) {
        return people.page(host.port(), role);
    }

    private static Client key(
            Set<Scope> scopes, ServiceMatcher services, Optional<Instant> expiresAt, boolean revoked) {
        FreshKey key = FreshKey.random();
        var kept = key.kept("k", scopes, services, "a test", CLOCK.wall().minus(Duration.ofDays(2)), expiresAt);
        ACCESS.add(kept);
        if (revoked) {
            ACCESS.revoke(kept.id(), CLOCK.wall().minus(Duration.ofDays(1)));
        }
        return new Client(host.port(), "X-API-Key", key.text().reveal());
    }

    private static Client key(Set<Scope> scopes) {
        return key(scopes, ServiceMatcher.ALL, Optional.empty(), false);
    }

    private static Reply call(Client client, DocumentedRoute row, String service) {
        return client.send(row.method(), row.real(service), row.method().equals("GET") ? "" : "{}");
    }

    @Test
    void sideRoute_withoutACheck_isNone_andTheTableIsWhole() {
        Set<String> served = new TreeSet<>();
        for (String path : PATHS) {
            for (String method : METHODS) {
                DocumentedRoute row = new DocumentedRoute(method, path, "", "");
                if (call(session(Role.ADMIN), row, "seen").status() != 405) {
                    served.add(method + " " + path);
                }
            }
        }
        Set<String> documented = new TreeSet<>();
        rows().forEach(row -> documented.add(row.method() + " " + row.path()));

        assertThat(documented).isEqualTo(served).hasSizeGreaterThan(25);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void route_nobody_isLetInToWhatIsOpenAlone(DocumentedRoute row) {
        Optional<Instant> past = Optional.of(CLOCK.wall().minusSeconds(1));
        Map<String, Client> nobody = Map.of(
                "none", new Client(host.port()),
                "wrong key",
                        new Client(
                                host.port(),
                                "X-API-Key",
                                FreshKey.random().text().reveal()),
                "no key at all", new Client(host.port(), "Authorization", "Bearer x"),
                "expired key", key(EnumSet.allOf(Scope.class), ServiceMatcher.ALL, past, false),
                "revoked key", key(EnumSet.allOf(Scope.class), ServiceMatcher.ALL, Optional.empty(), true),
                "unknown session",
                        new Client(host.port(), "Cookie", "healthmon=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"));
        nobody.forEach((who, client) -> {
            Reply reply = call(client, row, "seen");
            if (row.open()) {
                assertThat(reply.status()).as(who).isNotIn(401, 403, 405, 500);
            } else {
                assertThat(reply.status()).as(who).isEqualTo(401);
                assertThat(reply.response().body())
                        .as(who)
                        .isIn(
                                "{\"error\":\"The API key is not valid.\"}",
                                "{\"error\":\"Log in, or send an API key as X-API-Key or as Authorization: Bearer.\"}");
            }
        });
    }

    @ParameterizedTest
    @MethodSource("rows")
    void route_eachRole_isLetInToWhatItsScopesAllow(DocumentedRoute row) {
        for (Role role : Role.values()) {
            boolean may = row.scope().map(role.scopes()::contains).orElse(true);

            expect(row, call(session(role), row, "seen"), may, role.word());
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void route_eachScopeOfAKey_isLetInToThatAlone(DocumentedRoute row) {
        for (Scope scope : Scope.values()) {
            boolean may = row.scope().map(scope::equals).orElse(!row.demand().equals("session"));

            expect(row, call(key(Set.of(scope)), row, "seen"), may, "key of scope " + scope.word());
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void route_keyOfOneService_knowsOfNoOther(DocumentedRoute row) {
        Client limited = key(
                EnumSet.of(Scope.READ, Scope.TEST, Scope.ALERTS),
                new ServiceMatcher(List.of("seen"), Map.of()),
                Optional.empty(),
                false);
        boolean may = !row.limited().equals("none");

        expect(row, call(limited, row, "seen"), may, "of its own");
        if (row.path().contains("{service}")) {
            Reply other = call(limited, row, "unseen");
            assertThat(other.status()).isEqualTo(404);
            assertThat(other.json().get("error").textValue()).isEqualTo("Unknown service: unseen");
        } else if (row.method().equals("GET") && row.limited().equals("own")) {
            assertThat(call(limited, row, "seen").response().body()).doesNotContain("unseen");
        }
    }

    private static void expect(DocumentedRoute row, Reply reply, boolean may, String who) {
        if (may) {
            assertThat(reply.status()).as(who + ": " + reply.response().body()).isNotIn(401, 403, 405, 429, 500);
        } else {
            assertThat(reply.status()).as(who + " " + row).isEqualTo(403);
        }
    }
}
