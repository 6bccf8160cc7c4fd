package io.healthmon.check.tcp;

import static io.healthmon.check.Observations.assertFound;
import static io.healthmon.check.Observations.assertHealthy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.healthmon.HealthStatus;
import io.healthmon.HealthTarget;
import io.healthmon.check.Backlog;
import io.healthmon.check.CheckHarness;
import io.healthmon.check.Checker;
import io.healthmon.check.HostileServer;
import io.healthmon.check.MapOptions;
import io.healthmon.check.Observation;
import io.healthmon.check.OptionException;
import io.healthmon.check.Phase;
import io.healthmon.check.Reason;
import io.healthmon.internal.CheckRunner;
import io.healthmon.internal.MonitorCheckerContext;
import io.healthmon.outbound.OutboundDoor;
import io.healthmon.outbound.OutboundPolicy;
import io.healthmon.outbound.Resolver;
import io.healthmon.time.MonitorClock;
import io.healthmon.time.SystemTimers;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TcpCheckerTest {

    private static final String CONNECTED = "{\"connection\":\"connected\"}";

    private final TcpCheckerProvider provider = new TcpCheckerProvider();
    private final CheckHarness harness = new CheckHarness(provider);

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void port_thatAccepts_isHealthyWithItsTimings() {
        try (HostileServer server = HostileServer.silent()) {
            Observation found = harness.check(new TcpSpec("127.0.0.1", server.port()));
            assertHealthy(found, CONNECTED);
            assertThat(found.timings().phases()).containsOnlyKeys(Phase.DNS, Phase.CONNECT);
            assertHealthy(harness.check(new TcpSpec("localhost", server.port())), CONNECTED);
        }
    }

    @Test
    void port_thatNobodyListensOn_isUnknown() {
        int port = HostileServer.closedPort();
        assertFound(
                harness.check(new TcpSpec("127.0.0.1", port)),
                HealthStatus.UNKNOWN,
                Reason.CONNECT_REFUSED,
                "connection to 127.0.0.1:" + port + " refused: nothing listens there");
    }

    @Test
    void name_thatDoesNotExist_isUnknown() throws Exception {
        Observation found = checkWith(
                host -> CompletableFuture.failedFuture(new UnknownHostException(host)), new TcpSpec("gone.invalid", 1));
        assertFound(found, HealthStatus.UNKNOWN, Reason.DNS_NXDOMAIN, "the name gone.invalid does not exist");
    }

    @Test
    void lookUp_thatHangs_isADnsTimeout() throws Exception {
        Observation found = checkWith(host -> new CompletableFuture<>(), new TcpSpec("stuck", 1));
        assertThat(((Observation.Failure) found).reason()).isEqualTo(Reason.TIMEOUT_DNS);
    }

    @Test
    void address_thatRefuses_isFollowedByTheNext() throws Exception {
        try (HostileServer server = HostileServer.silent()) {
            List<InetAddress> addresses =
                    List.of(InetAddress.getByName("127.0.0.2"), InetAddress.getByName("127.0.0.1"));
            Observation found =
                    checkWith(host -> CompletableFuture.completedFuture(addresses), new TcpSpec("two", server.port()));
            assertHealthy(found, CONNECTED);
        }
    }

    @Test
    void address_thatSwallowsPackets_leavesTimeForTheNext() throws Exception {
        try (HostileServer server = HostileServer.silent();
                Backlog full = new Backlog(InetAddress.getByName("127.0.0.2"), server.port())) {
            List<InetAddress> addresses = List.of(full.address(), InetAddress.getByName("127.0.0.1"));
            Observation found =
                    checkWith(host -> CompletableFuture.completedFuture(addresses), new TcpSpec("two", server.port()));
            assertHealthy(found, CONNECTED);
        }
    }

    @Test
    void manyChecks_ofPortsThatDoNotAnswer_delayNoGoodOne() throws Exception {
        Duration timeout = Duration.ofSeconds(2);
        try (Backlog full = new Backlog(InetAddress.getByName("127.0.0.1"), 0);
                HostileServer server = HostileServer.silent()) {
            List<CompletableFuture<CheckRunner.Look>> hanging = IntStream.range(0, 100)
                    .mapToObj(i -> harness.start(new TcpSpec("127.0.0.1", full.port()), timeout))
                    .toList();
            assertHealthy(harness.check(new TcpSpec("127.0.0.1", server.port()), timeout), CONNECTED);
            for (CompletableFuture<CheckRunner.Look> look : hanging) {
                assertThat(look).isNotDone();
            }
            for (CompletableFuture<CheckRunner.Look> look : hanging) {
                assertFound(
                        look.get(10, TimeUnit.SECONDS).observation(),
                        HealthStatus.UNKNOWN,
                        Reason.TIMEOUT_CONNECT,
                        "no connection within 2000 ms");
            }
        }
    }

    @Test
    void option_url_isRead() {
        assertThat(provider.spec(MapOptions.of("url", "tcp://my_db:5432"))).isEqualTo(new TcpSpec("my_db", 5432));
        assertThat(provider.spec(MapOptions.of("url", "tcp://[::1]:22"))).isEqualTo(new TcpSpec("::1", 22));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://db", "http://db:80", "db:5432", "tcp://me:hunter2@db:1", "tcp://db:1/path"})
    void option_url_malformed_isRefusedByName(String url) {
        assertThatThrownBy(() -> provider.spec(MapOptions.of("url", url)))
                .isInstanceOf(OptionException.class)
                .hasMessageStartingWith("url: ")
                .hasMessageContaining("tcp://host:port")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void option_url_missing_isRefusedByName() {
        assertThatThrownBy(() -> provider.spec(MapOptions.of()))
                .isInstanceOf(OptionException.class)
                .hasMessageStartingWith("url: is missing");
    }

    /** Checks with another resolver than the monitor's. */
    private Observation checkWith(Resolver resolver, TcpSpec spec) throws Exception {
        try (SystemTimers timers = new SystemTimers("timer");
                MonitorCheckerContext context = new MonitorCheckerContext(
                        MonitorClock.system(),
                        timers,
                        () -> {},
                        OutboundDoor.over(MonitorClock.system(), resolver, OutboundPolicy.HOMELAB));
                Checker checker = provider.checker(context)) {
            HealthTarget target = HealthTarget.of("service", spec)
                    .timeout(Duration.ofSeconds(1))
                    .build();
            return new CheckRunner(MonitorClock.system(), timers, context.executor())
                    .run(target, checker)
                    .get(10, TimeUnit.SECONDS)
                    .observation();
        }
    }
}
