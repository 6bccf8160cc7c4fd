package io.healthmon.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.healthmon.HealthTarget;
import io.healthmon.check.tcp.TcpSpec;
import io.healthmon.internal.CheckRunner;
import io.healthmon.internal.MonitorCheckerContext;
import io.healthmon.outbound.Destination;
import io.healthmon.outbound.OutboundDoor;
import io.healthmon.outbound.OutboundPolicy;
import io.healthmon.target.CheckSpec;
import io.healthmon.time.MonitorClock;
import io.healthmon.time.SystemTimers;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DialerTest {

    private static final CheckSpec SPEC = new TcpSpec("host", 1);

    private final SystemTimers timers = new SystemTimers("timer");
    private final MonitorCheckerContext context =
            new MonitorCheckerContext(MonitorClock.system(), timers, () -> {}, OutboundPolicy.HOMELAB);
    private final AtomicReference<Socket> dialled = new AtomicReference<>();

    @AfterEach
    void close() {
        context.close();
        timers.close();
    }

    /** Dials addresses in a check of a second, and says what came of it. */
    private Observation dial(List<InetAddress> addresses, int port) throws Exception {
        Dialer dialer = new Dialer(OutboundDoor.over(
                MonitorClock.system(), host -> CompletableFuture.completedFuture(addresses), OutboundPolicy.HOMELAB));
        Checker checker = context.guarded(request -> {
            try {
                PhaseClock phases = new PhaseClock(request, MonitorClock.system());
                dialled.set(dialer.dial(request, phases, Destination.of("host", port)));
                phases.entering(Phase.RESPONSE);
                dialled.get().getInputStream().read();
                return CompletableFuture.completedFuture(
                        Observation.Statement.healthy(Checks.empty(), phases.timings()));
            } catch (CheckFailedException e) {
                return CompletableFuture.completedFuture(e.observation());
            }
        });
        HealthTarget target =
                HealthTarget.of("service", SPEC).timeout(Duration.ofSeconds(1)).build();
        return new CheckRunner(MonitorClock.system(), timers, context.executor())
                .run(target, checker)
                .get(10, TimeUnit.SECONDS)
                .observation();
    }

    private static InetAddress address(String digits) throws Exception {
        return InetAddress.getByName(digits);
    }

    @Test
    void address_thatRefusesOrSwallowsPackets_leavesTimeForTheNext() throws Exception {
        try (HostileServer server = new HostileServer(client -> {});
                Backlog full = new Backlog(address("127.0.0.2"), server.port())) {
            assertThat(dial(List.of(address("127.0.0.3"), full.address(), address("127.0.0.1")), server.port()))
                    .isInstanceOf(Observation.Statement.class);
        }
    }

    @Test
    void addresses_thatAllRefuse_areUnknown() throws Exception {
        int port = HostileServer.closedPort();
        assertThat(((Observation.Failure) dial(List.of(address("127.0.0.2"), address("127.0.0.1")), port)).reason())
                .isEqualTo(Reason.CONNECT_REFUSED);
    }

    @Test
    void address_thatSwallowsPackets_endsWithTheDeadline() throws Exception {
        try (Backlog full = new Backlog(address("127.0.0.1"), 0)) {
            assertThat(((Observation.Failure) dial(List.of(full.address()), full.port())).reason())
                    .isEqualTo(Reason.TIMEOUT_CONNECT);
        }
    }

    @Test
    void socket_isClosedAtTheDeadline() throws Exception {
        try (HostileServer silent = HostileServer.silent()) {
            assertThat(((Observation.Failure) dial(List.of(address("127.0.0.1")), silent.port())).reason())
                    .isEqualTo(Reason.TIMEOUT_RESPONSE);
            await().until(() -> dialled.get().isClosed());
            await().until(() -> silent.closedByClient() == 1);
        }
    }
}
