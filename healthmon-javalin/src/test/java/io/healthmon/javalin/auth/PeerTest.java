package io.healthmon.javalin.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What proxies say counts if they are trusted, and only then. */
class PeerTest {

    private static final TrustedProxies PROXIES = TrustedProxies.of(List.of("127.0.0.1", "10.0.0.0/8", "fd00::/8"));

    private static Peer peer(String from, String... headers) {
        Map<String, List<String>> said = new HashMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            said.put(headers[i], List.of(headers[i + 1].split("\\|", -1)));
        }
        Forwarding forwarding = new Forwarding(said);
        Peer direct = new Peer(
                AddressBlock.address(from).orElseThrow(), false, Optional.of("monitor:5000"), forwarding.claimed());
        return forwarding.client(direct, PROXIES);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "192.0.2.9 ! 192.0.2.9",
                "6.6.6.6, 192.0.2.9 ! 192.0.2.9",
                "6.6.6.6|192.0.2.9 ! 192.0.2.9",
                "192.0.2.9, 10.1.1.1 ! 192.0.2.9",
                "6.6.6.6, 192.0.2.9, 10.1.1.1, fd00::1 ! 192.0.2.9",
                "10.9.9.9, 10.1.1.1 ! 10.9.9.9",
                "192.0.2.9:4711 ! 192.0.2.9",
                "2001:db8::1 ! 2001:db8:0:0:0:0:0:1",
                "[2001:db8::1]:4711 ! 2001:db8:0:0:0:0:0:1",
                "::ffff:192.0.2.9 ! 192.0.2.9",
                "192.0.2.9, unknown ! 10.0.0.1",
                "192.0.2.9, ! 10.0.0.1",
                "192.0.2.9, evil.example ! 10.0.0.1",
                "192.0.2.9, 0x7f.1 ! 10.0.0.1",
                "192.0.2.9, 010.0.0.1 ! 10.0.0.1",
                "'' ! 10.0.0.1",
            })
    void forwardedFor_ofATrustedProxy_namesTheLastOneThatIsNone(String said, String client) {
        assertThat(peer("10.0.0.1", "x-forwarded-for", said).name()).isEqualTo(client);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "for=192.0.2.9 ! 192.0.2.9",
                "For=\"192.0.2.9:80\";proto=https;by=10.0.0.1 ! 192.0.2.9",
                "for=6.6.6.6, for=192.0.2.9 ! 192.0.2.9",
                "for=\"[2001:db8::1]:4711\" ! 2001:db8:0:0:0:0:0:1",
                "for=\"6.6.6.6, for=192.0.2.9 ! 192.0.2.9",
                "for=192.0.2.9, for=_hidden ! 10.0.0.1",
                "proto=https ! 10.0.0.1",
                "; ! 10.0.0.1",
            })
    void forwarded_ofATrustedProxy_namesTheLastOneThatIsNone(String said, String client) {
        assertThat(peer("10.0.0.1", "forwarded", said).name()).isEqualTo(client);
    }

    @Test
    void headers_ofAnybodyElse_areNotBelieved() {
        Peer peer = peer(
                "192.0.2.1",
                "x-forwarded-for",
                "127.0.0.1",
                "forwarded",
                "for=127.0.0.1;proto=https;host=evil.example",
                "x-forwarded-proto",
                "https",
                "x-forwarded-host",
                "evil.example");

        assertThat(peer.name()).isEqualTo("192.0.2.1");
        assertThat(peer.secure()).isFalse();
        assertThat(peer.host()).contains("monitor:5000");
    }

    @Test
    void bothHeaders_thatNameDifferentClients_makeTheProxyTheClient() {
        Peer peer = peer(
                "10.0.0.1",
                "x-forwarded-for",
                "192.0.2.9",
                "forwarded",
                "for=192.0.2.10;proto=https",
                "x-forwarded-proto",
                "https");

        assertThat(peer.name()).isEqualTo("10.0.0.1");
        assertThat(peer.secure()).isFalse();
        assertThat(peer("10.0.0.1", "x-forwarded-for", "192.0.2.9", "forwarded", "for=192.0.2.9")
                        .name())
                .isEqualTo("192.0.2.9");
    }

    @Test
    void schemeAndHost_areTheOnesThatTheNearestProxyWrote() {
        Peer peer = peer(
                "10.0.0.1",
                "x-forwarded-for",
                "192.0.2.9",
                "x-forwarded-proto",
                "http, https",
                "x-forwarded-host",
                "evil.example, Monitor.Example");

        assertThat(peer.secure()).isTrue();
        assertThat(peer.origin()).contains("https://monitor.example");
        assertThat(peer.isOwn("https://monitor.example")).isTrue();
        assertThat(peer.isOwn("http://monitor.example")).isFalse();
        assertThat(peer.isOwn("null")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example/x", "a@b", "a b", "", "x:123456", "a\"><script>"})
    void host_thatIsNone_isNotTaken(String host) {
        assertThat(peer("10.0.0.1", "x-forwarded-for", "192.0.2.9", "x-forwarded-host", host)
                        .host())
                .contains("monitor:5000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-forwarded-for", "forwarded", "x-real-ip", "via", "x-forwarded-proto", "x-forwarded"})
    void processOfThisMachine_thatSendsOnForOthers_isNotThisMachine(String header) {
        assertThat(peer("127.0.0.1").onThisMachine()).isTrue();
        assertThat(peer("::1").onThisMachine()).isTrue();
        assertThat(peer("::1", header, "127.0.0.1").onThisMachine()).isFalse();
        assertThat(peer("127.0.0.1", header, "127.0.0.1").onThisMachine()).isFalse();
        assertThat(peer("10.0.0.1", header, "127.0.0.1").onThisMachine()).isFalse();
    }

    @Test
    void network_ofIpv6_isTheSixtyFourBitsThatOneHouseholdHas() {
        assertThat(peer("2001:db8:1:2:3:4:5:6").network())
                .isEqualTo(peer("2001:db8:1:2::").network());
        assertThat(peer("2001:db8:1:2::").network())
                .isNotEqualTo(peer("2001:db8:1:3::").network());
        assertThat(peer("192.0.2.1").network()).isEqualTo("192.0.2.1");
    }

    @Test
    void origin_leavesTheSchemesOwnPortOut() {
        assertThat(peer("192.0.2.1").origin()).contains("http://monitor:5000");
        Peer secure = new Peer(AddressBlock.nobody(), true, Optional.of("monitor:443"), false);
        assertThat(secure.origin()).contains("https://monitor");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proxy.example",
                "10.0.0.0/33",
                "10.0.0/8",
                "::/129",
                "10.0.0.0/",
                "10.0.0.0/x",
                "",
                "/8",
                "1",
                ":"
            })
    void trustedProxies_thatAreNoAddresses_areRefused(String text) {
        assertThatThrownBy(() -> TrustedProxies.of(List.of(text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'" + text + "' is not allowed: ");
    }
}
