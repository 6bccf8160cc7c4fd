package io.healthmon.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutboundDoorTest {

    /** A name server that a test can make say anything, and change its mind. */
    private static final class Names implements Resolver {
        private final Map<String, List<InetAddress>> known = new HashMap<>();
        private final List<String> asked = new ArrayList<>();

        Names lead(String host, String... digits) {
            known.put(
                    host,
                    java.util.Arrays.stream(digits)
                            .map(OutboundDoorTest::address)
                            .toList());
            return this;
        }

        @Override
        public CompletionStage<List<InetAddress>> resolve(String host) {
            asked.add(host);
            List<InetAddress> addresses = known.get(host);
            return addresses != null
                    ? CompletableFuture.completedFuture(addresses)
                    : host.chars().allMatch(c -> c == '.' || c == ':' || Character.digit(c, 16) >= 0)
                            ? CompletableFuture.completedFuture(List.of(address(host)))
                            : CompletableFuture.failedFuture(new UnknownHostException(host));
        }
    }

    private final Names names = new Names();
    private final OutboundDoor door = door(OutboundPolicy.HOMELAB);

    /** This machine is 192.168.1.5, and what loops back. */
    private OutboundDoor door(OutboundPolicy policy) {
        return OutboundDoor.over(
                names, policy, new OwnPlaces(each -> each.isLoopbackAddress() || each.equals(address("192.168.1.5"))));
    }

    private static InetAddress address(String digits) {
        try {
            return InetAddress.getByName(digits);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> admitted(OutboundDoor door, String host, int port, Purpose purpose) {
        return door.admit(new Destination(host, port, purpose)).toCompletableFuture().join().addresses().stream()
                .map(PinnedAddress::toString)
                .toList();
    }

    private static String refusal(OutboundDoor door, String host, int port, Purpose purpose) {
        try {
            admitted(door, host, port, purpose);
        } catch (CompletionException e) {
            assertThat(e).hasCauseInstanceOf(OutboundRefusedException.class);
            return String.valueOf(e.getCause().getMessage());
        }
        throw new AssertionError(host + " was admitted");
    }

    @Test
    void name_thatLeadsToAnAddressThatIsNeverDialled_isRefused() {
        names.lead("metadata.google.internal", "169.254.169.254");

        assertThat(refusal(door, "metadata.google.internal", 80, Purpose.READ_HEALTH))
                .isEqualTo(
                        "metadata.google.internal leads to 169.254.169.254, which is a link-local address (where clouds"
                                + " keep the credentials of their machines) and is never dialled");
        assertThat(refusal(door, "169.254.169.254", 80, Purpose.ANY)).startsWith("169.254.169.254 is a link-local");
    }

    @Test
    void name_ofWhichSomeAddressesAreRefused_isDialledAtTheOthers() {
        names.lead("nas.local", "fe80::1", "192.168.1.7", "169.254.1.1", "fd12::7");

        assertThat(admitted(door, "nas.local", 80, Purpose.ANY))
                .containsExactly("192.168.1.7:80", address("fd12::7").getHostAddress() + ":80");
        assertThat(names.asked).containsExactly("nas.local");
    }

    @Test
    void name_thatDoesNotExist_isNoRefusal() {
        assertThatThrownBy(() -> admitted(door, "nowhere", 80, Purpose.ANY))
                .hasCauseInstanceOf(UnknownHostException.class);
    }

    /** DNS rebinding: what counts is what was said when it was judged. */
    @Test
    void name_thatLeadsElsewhereAMomentLater_isDialledWhereItWasJudged() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, address("127.0.0.1"))) {
            names.lead("rebinding.test", "127.0.0.1");
            Admitted judged = door.admit(Destination.of("rebinding.test", server.getLocalPort()))
                    .toCompletableFuture()
                    .join();
            names.lead("rebinding.test", "169.254.169.254");

            try (Socket dialled = OutboundDoor.dial(judged, () -> Duration.ofSeconds(5), socket -> {})) {
                assertThat(dialled.getInetAddress()).isEqualTo(address("127.0.0.1"));
            }
            assertThat(names.asked).containsExactly("rebinding.test");
        }
    }

    @Test
    void name_thatAClientLooksUpItself_mustBeFitInAllItsAddresses_andStillAfterwards() {
        names.lead("mixed.test", "192.168.1.7", "169.254.169.254");
        Admitted mixed = door.admit(Destination.of("mixed.test", 80))
                .toCompletableFuture()
                .join();
        HttpRequest message =
                HttpRequest.newBuilder(URI.create("http://mixed.test/")).build();

        assertThatThrownBy(
                        () -> OutboundDoor.send(HttpClient.newHttpClient(), message, mixed, BodyHandlers.discarding())
                                .join())
                .hasCauseInstanceOf(OutboundRefusedException.class);
        assertThatThrownBy(() -> door.admitAgain(Destination.of("mixed.test", 80))
                        .toCompletableFuture()
                        .join())
                .hasCauseInstanceOf(OutboundRefusedException.class);
    }

    @ParameterizedTest
    @CsvSource({"http://other.test/", "http://good.test:81/", "https://good.test/"})
    void message_forAnotherHostThanWasJudged_isNotSent(String url) {
        names.lead("good.test", "192.168.1.7");
        Admitted good = door.admit(Destination.of("good.test", 80))
                .toCompletableFuture()
                .join();

        assertThatThrownBy(() -> OutboundDoor.send(
                        HttpClient.newHttpClient(),
                        HttpRequest.newBuilder(URI.create(url)).build(),
                        good,
                        BodyHandlers.discarding()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void ownApi_isAskedForItsHealthAlone() {
        door.listensAt(new InetSocketAddress(address("127.0.0.1"), 5000));

        assertThat(refusal(door, "127.0.0.1", 5000, Purpose.ANY)).contains("the monitor itself", "/api/health");
        assertThat(refusal(door, "127.0.0.1", 5000, Purpose.CHECK_POSTGRES)).contains("the monitor itself");
        assertThat(admitted(door, "127.0.0.1", 5000, Purpose.READ_HEALTH)).containsExactly("127.0.0.1:5000");
        assertThat(admitted(door, "127.0.0.1", 5001, Purpose.ANY)).hasSize(1);
        assertThat(admitted(door, "192.168.1.5", 5000, Purpose.ANY)).hasSize(1);
        assertThat(refusal(door, "::ffff:127.0.0.1", 5000, Purpose.ANY)).contains("the monitor itself");
    }

    @Test
    void ownApi_onAllAddresses_isKnownByEachOfThem() {
        door.listensAt(new InetSocketAddress(5000));
        names.lead("me.test", "192.168.1.5");

        for (String mine : List.of("127.0.0.1", "127.8.8.8", "::1", "192.168.1.5", "me.test")) {
            assertThat(refusal(door, mine, 5000, Purpose.ANY)).contains("the monitor itself");
        }
        assertThat(admitted(door, "192.168.1.6", 5000, Purpose.ANY)).hasSize(1);
    }

    @Test
    void ownDatabase_isReachedByChecksOfItsKindAlone() {
        names.lead("postgres", "172.18.0.3").lead("alias", "172.18.0.3").lead("other", "172.18.0.4");
        door.keepsIn("postgres", 5432);

        for (String name : List.of("postgres", "alias", "172.18.0.3")) {
            assertThat(refusal(door, name, 5432, Purpose.ANY)).contains("own database", "type postgres");
            assertThat(refusal(door, name, 5432, Purpose.READ_HEALTH)).contains("own database");
            assertThat(admitted(door, name, 5432, Purpose.CHECK_POSTGRES)).containsExactly("172.18.0.3:5432");
            assertThat(admitted(door, name, 5433, Purpose.ANY)).hasSize(1);
        }
        assertThat(admitted(door, "other", 5432, Purpose.ANY)).containsExactly("172.18.0.4:5432");
    }

    @Test
    void ownDatabase_thatMoves_isKnownWhereItIs_andWhileNobodyCanSay_whereItWas() {
        names.lead("postgres", "172.18.0.3");
        door.keepsIn("postgres", 5432);
        assertThat(refusal(door, "172.18.0.3", 5432, Purpose.ANY)).contains("own database");

        names.lead("postgres", "172.18.0.9");
        assertThat(refusal(door, "172.18.0.9", 5432, Purpose.ANY)).contains("own database");
        assertThat(admitted(door, "172.18.0.3", 5432, Purpose.ANY)).hasSize(1);

        names.known.remove("postgres");
        assertThat(refusal(door, "172.18.0.9", 5432, Purpose.ANY)).contains("own database");
    }

    @Test
    void ownDatabase_onThisMachine_isKnownByEachOfItsAddresses() {
        door.keepsIn("127.0.0.1", 5432);

        assertThat(refusal(door, "192.168.1.5", 5432, Purpose.ANY)).contains("own database");
        assertThat(refusal(door, "::1", 5432, Purpose.ANY)).contains("own database");
        assertThat(admitted(door, "192.168.1.6", 5432, Purpose.ANY)).hasSize(1);
    }

    @Test
    void literal_thatWouldNeverBeDialled_isRefusedBeforehand_andANameIsNot() {
        Dials literal = () -> List.of(Destination.of("good.test", 80), Destination.of("0xa9fea9fe", 80));
        assertThatThrownBy(() -> door.requireDialable(literal))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("0xa9fea9fe is a link-local address");

        door.requireDialable(() -> List.of(Destination.of("metadata.google.internal", 80)));
        assertThatThrownBy(
                        () -> door(OutboundPolicy.STRICT).requireDialable(() -> List.of(Destination.of("[::1]", 80))))
                .hasMessageStartingWith("::1 is a loopback address");
    }

    @Test
    void pinnedAddresses_ofOneAddressAndPort_areOne() {
        assertThat(new PinnedAddress(address("127.0.0.1"), 1))
                .isEqualTo(new PinnedAddress(address("127.0.0.1"), 1))
                .hasSameHashCodeAs(new PinnedAddress(address("127.0.0.1"), 1))
                .isNotEqualTo(new PinnedAddress(address("127.0.0.1"), 2))
                .isNotEqualTo(new PinnedAddress(address("127.0.0.2"), 1));
    }

    @Test
    void dial_thatNobodyAnswers_saysWhatTheLastOneSaid() {
        names.lead("gone", "127.0.0.1");
        Admitted admitted = door.admit(Destination.of("gone", closedPort()))
                .toCompletableFuture()
                .join();

        assertThatThrownBy(() -> OutboundDoor.dial(admitted, () -> Duration.ofSeconds(5), socket -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("refused");
    }

    private static int closedPort() {
        try (ServerSocket server = new ServerSocket(0)) {
            return server.getLocalPort();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
