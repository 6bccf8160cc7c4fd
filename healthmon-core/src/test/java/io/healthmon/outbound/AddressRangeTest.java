package io.healthmon.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.255.255, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.0.0.0/8, 9.255.255.255, false",
        "10.1.2.3, 10.1.2.3, true",
        "10.1.2.3, 10.1.2.4, false",
        "0.0.0.0/0, 255.1.2.3, true",
        "0.0.0.0/0, ::1, false",
        "::/0, 255.1.2.3, true",
        "fd00::/8, fdff::1, true",
        "fd00::/8, fe00::1, false",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "2001:db8::/64, 2001:db8::ffff:0:0:1, true",
        "2001:db8::/65, 2001:db8::8000:0:0:1, false",
        "2001:db8::/127, 2001:db8::1, true",
        "2001:db8::1/128, 2001:db8::2, false",
        "::ffff:10.0.0.0/104, 10.1.1.1, true"
    })
    void range_holdsItsAddressesAndNoOthers(String range, String digits, boolean holds) throws Exception {
        assertThat(AddressRange.parse(range).contains(InetAddress.getByName(digits)))
                .isEqualTo(holds);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/8",
                "10/8",
                "10.0.0/8",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/+8",
                "10.0.0.0/8/8",
                "010.0.0.0/8",
                "256.0.0.0/8",
                "host",
                "host/8",
                "::1/129",
                "fe80::1%eth0",
                ":::/8",
                "10.0.0.0 /8",
                ".::1"
            })
    void text_thatIsNoRange_isRefused(String text) {
        assertThatThrownBy(() -> AddressRange.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not a range of addresses; allowed are the forms 10.0.0.0/8, fd00::/8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1/8", "2001:db8::1/64", "10.128.0.0/8"})
    void range_thatDoesNotBeginWithItsFirstAddress_isRefused(String text) {
        assertThatThrownBy(() -> AddressRange.parse(text)).hasMessageContaining("is not the first address of a range");
    }
}
