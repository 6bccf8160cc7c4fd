package io.healthmon.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundPolicyTest {

    private static OutboundPolicy strict(String allow, String deny) {
        return new OutboundPolicy(
                OutboundPolicy.Profile.STRICT,
                allow.isEmpty() ? List.of() : List.of(AddressRange.parse(allow)),
                deny.isEmpty() ? List.of() : List.of(AddressRange.parse(deny)));
    }

    private static Optional<String> refusal(OutboundPolicy policy, String digits) throws Exception {
        return policy.refusal(InetAddress.getByName(digits));
    }

    /** Link-local, metadata, multicast, broadcast, unspecified; and every IPv6 form that leads to one of them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "169.254.0.1",
                "169.254.170.2",
                "fe80::1",
                "febf:ffff::1",
                "fd00:ec2::254",
                "fd20:ce::254",
                "100.100.100.200",
                "168.63.129.16",
                "192.0.0.192",
                "224.0.0.1",
                "239.255.255.255",
                "ff02::1",
                "255.255.255.255",
                "0.0.0.0",
                "0.1.2.3",
                "::",
                "::ffff:169.254.169.254",
                "::ffff:0.0.0.0",
                "::169.254.169.254",
                "::ffff:0:a9fe:a9fe",
                "64:ff9b::169.254.169.254",
                "64:ff9b:1:a9fe:a9:fe00::",
                "64:ff9b:1:a9:fe:a9fe::",
                "64:ff9b:1:0:a9:fea9:fe00:0",
                "64:ff9b:1::169.254.169.254",
                "2002:a9fe:a9fe::1",
                "2002:a83f:8110:1::5",
                "2001:0:a9fe:a9fe::",
                "2001:0:808:808:0:0:5601:5601",
                "2001:db8::5efe:a9fe:a9fe",
                "fd00::200:5efe:a9fe:a9fe"
            })
    void address_thatNothingWatchedCanBe_isRefusedByEveryPolicy(String digits) throws Exception {
        assertThat(refusal(OutboundPolicy.HOMELAB, digits))
                .hasValueSatisfying(why -> assertThat(why).contains("never dialled"));
        assertThat(refusal(strict("0.0.0.0/0", ""), digits)).isPresent();
        assertThat(refusal(strict("::/0", ""), digits)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "127.0.0.1",
                "127.255.255.254",
                "100.64.0.1",
                "192.0.0.1",
                "192.0.2.1",
                "192.88.99.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.7",
                "240.0.0.1",
                "::1",
                "fc00::1",
                "fdff::1",
                "fec0::1",
                "100::1",
                "2001:2::1",
                "2001:10::1",
                "2001:db8::1",
                "2002:808:808::1",
                "3fff::1",
                "5f00::1",
                "4000::1",
                "64:ff9b:1::808:808",
                "64:ff9b::10.0.0.1",
                "::ffff:192.168.1.1",
                "::10.0.0.1"
            })
    void address_thatIsNotPublic_isForHomelabsOnly(String digits) throws Exception {
        assertThat(refusal(OutboundPolicy.HOMELAB, digits)).isEmpty();
        assertThat(refusal(OutboundPolicy.STRICT, digits)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "1.1.1.1",
                "172.15.255.255",
                "172.32.0.1",
                "192.0.0.9",
                "192.31.196.1",
                "100.63.255.255",
                "100.128.0.1",
                "223.255.255.255",
                "169.253.255.255",
                "169.255.0.1",
                "2606:4700:4700::1111",
                "2001:4860:4860::8888",
                "2001:20::1",
                "2001:4:112::1",
                "64:ff9b::8.8.8.8"
            })
    void address_thatIsPublic_isDialledByEveryProfile(String digits) throws Exception {
        assertThat(refusal(OutboundPolicy.HOMELAB, digits)).isEmpty();
        assertThat(refusal(OutboundPolicy.STRICT, digits)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, '', 10.1.2.3, true",
        "10.0.0.0/8, '', ::ffff:10.1.2.3, true",
        "10.0.0.0/8, '', 64:ff9b::10.1.2.3, true",
        "10.0.0.0/8, '', 192.168.1.1, false",
        "10.0.0.0/8, 10.1.0.0/16, 10.1.2.3, false",
        "10.0.0.0/8, 10.1.0.0/16, 10.2.2.3, true",
        "'', 8.8.8.0/24, 8.8.8.8, false",
        "'', 8.8.8.0/24, 64:ff9b::8.8.8.8, false",
        "fd12::/16, '', fd12::1, true",
        "::1, '', ::1, true",
        "169.254.0.0/16, '', 169.254.1.1, false"
    })
    void allowAndDeny_makeExceptions_andDenyHasTheLastWord(String allow, String deny, String digits, boolean dialled)
            throws Exception {
        assertThat(refusal(strict(allow, deny), digits).isEmpty()).isEqualTo(dialled);
    }

    @Test
    void refusals_sayWhatToDo() throws Exception {
        assertThat(refusal(OutboundPolicy.STRICT, "10.0.0.1"))
                .contains("is a private address, and outbound.profile strict has public ones dialled only: add it to"
                        + " outbound.allow, or choose homelab");
        assertThat(refusal(strict("", "8.0.0.0/8"), "8.8.8.8")).contains("is in outbound.deny (8.0.0.0/8)");
        assertThat(refusal(OutboundPolicy.HOMELAB, "64:ff9b::a9fe:a9fe"))
                .hasValueSatisfying(
                        why -> assertThat(why).startsWith("leads to an IPv4 address that is a link-local address"));
    }

    @Property
    void ipv4_isJudgedTheSameInItsIpv6Form(@ForAll @Size(4) byte[] v4) throws Exception {
        byte[] mapped = new byte[16];
        mapped[10] = -1;
        mapped[11] = -1;
        System.arraycopy(v4, 0, mapped, 12, 4);
        for (OutboundPolicy policy : List.of(OutboundPolicy.HOMELAB, OutboundPolicy.STRICT)) {
            assertThat(policy.refusal(Inet6Address.getByAddress("x", mapped, -1)))
                    .isEqualTo(policy.refusal(InetAddress.getByAddress(v4)));
        }
    }

    @Property
    void strict_dialsNothingThatHomelabRefuses(@ForAll @Size(16) byte[] v6) throws Exception {
        InetAddress address = InetAddress.getByAddress(v6);
        if (OutboundPolicy.HOMELAB.refusal(address).isPresent()) {
            assertThat(OutboundPolicy.STRICT.refusal(address)).isPresent();
        }
    }
}
