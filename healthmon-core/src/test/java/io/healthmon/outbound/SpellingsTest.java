package io.healthmon.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One address has many names that ask no name server. None of them leads past the policy. */
class SpellingsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "169.254.169.254.",
                "2852039166",
                "0xa9fea9fe",
                "0xA9FEA9FE",
                "0xa9.0xfe.0xa9.0xfe",
                "025177524776",
                "0251.0376.0251.0376",
                "0251.254.0xa9.0376",
                "169.254.43518",
                "169.16689662",
                "0xa9.254.169.254",
                "00000251.0376.0251.0376",
                "169.254.169.0376",
                "[::ffff:a9fe:a9fe]",
                "::ffff:169.254.169.254",
                "::FFFF:A9FE:A9FE",
                "0:0:0:0:0:ffff:a9fe:a9fe",
                "[64:ff9b::a9fe:a9fe]",
                "[2002:a9fe:a9fe::]",
                "fe80::1%eth0",
                "[fe80::1%25eth0]",
                "fe80::1%1",
                "[::ffff:169.254.169.254%1]",
                "\uff11\uff16\uff19.254.169.254",
                "169\u3002254\u3002169\u3002254",
                "169\uff0e254\uff0e169\uff0e254",
                "169\uff61254\uff61169\uff61254",
                "\u2460\u2465\u2468.254.169.254",
                "[fd00:ec2::254]",
                "100.100.100.200",
                "1684301000",
                "0x64.100.100.200",
                "168.63.129.16",
                "0",
                "0.0",
                "00",
                "0x0",
                "0.0.0.0",
                "[::]",
                "::0",
                "255.255.255.255",
                "4294967295",
                "224.1"
            })
    void spelling_ofAnAddressThatIsNeverDialled_isRefusedWhenItIsConfigured(String host) {
        assertThat(OutboundPolicy.HOMELAB.refusalOfLiteral(host))
                .hasValueSatisfying(why -> assertThat(why).startsWith(host).contains("never dialled"));
    }

    /** What the JVM and the system make of them counts when it comes to dialling, and not what we think they make of them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "2852039166",
                "0xa9fea9fe",
                "0251.0376.0251.0376",
                "169.254.43518",
                "169.16689662",
                "[::ffff:a9fe:a9fe]",
                "64:ff9b::a9fe:a9fe",
                "0",
                "0.0.0.0",
                "::"
            })
    void spelling_isJudgedByTheBytesThatItBecomes(String host) throws Exception {
        List<InetAddress> found;
        try {
            found = List.of(InetAddress.getAllByName(host));
        } catch (UnknownHostException noAddressToThisJvm) {
            return;
        }
        for (InetAddress address : found) {
            assertThat(OutboundPolicy.HOMELAB.refusal(address)).isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stream-bot",
                "redis",
                "face",
                "0x",
                "0xzz",
                "1.2.3.4.5",
                "256.1.1.1",
                "4294967296",
                "a.1",
                "1..2",
                ".1",
                "-1",
                "",
                "metadata.google.internal",
                ":::",
                ".:1"
            })
    void name_isNoAddress(String host) {
        assertThat(AddressLiteral.read(host)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "127.1, 127.0.0.1",
        "010.0.0.1, 8.0.0.1",
        "010.0.0.1, 10.0.0.1",
        "[::1], ::1",
        "192.168.257, 192.168.1.1"
    })
    void spelling_meansWhatOneResolverOrAnotherTakesItFor(String host, String digits) throws Exception {
        assertThat(AddressLiteral.read(host)).contains(AddressBits.of(InetAddress.getByName(digits)));
    }
}
