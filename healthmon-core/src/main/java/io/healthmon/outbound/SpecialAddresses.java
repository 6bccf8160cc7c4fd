package io.healthmon.outbound;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The addresses that are not simply somewhere in the internet: IANA's registries of special-purpose addresses (RFC 6890, as they stood in
 * 2026), the metadata services of clouds, and the ways to write an IPv4 address into an IPv6 one.
 */
final class SpecialAddresses {

    private static final String METADATA = "a cloud's metadata service";
    private static final String LINK_LOCAL =
            "a link-local address (where clouds keep the credentials of their machines)";
    private static final String PRIVATE = "a private address";
    private static final String RESERVED = "a reserved address";
    private static final String EXAMPLE = "an address for documentation";

    /** A range and what its addresses are. */
    private record Kind(AddressRange range, String what) {
        static Kind of(String range, String what) {
            return new Kind(AddressRange.parse(range), what);
        }
    }

    /** What nothing that is watched can be, and what a monitor must not be made to ask. */
    private static final List<Kind> NEVER = List.of(
            Kind.of("169.254.0.0/16", LINK_LOCAL),
            Kind.of("fe80::/10", LINK_LOCAL),
            // AWS and those after it, by IPv6; Google; Alibaba; Azure's WireServer; Oracle. Most others are link-local.
            Kind.of("fd00:ec2::/32", METADATA),
            Kind.of("fd20:ce::254", METADATA),
            Kind.of("100.100.100.200", METADATA),
            Kind.of("168.63.129.16", METADATA),
            Kind.of("192.0.0.192", METADATA),
            Kind.of("224.0.0.0/4", "a multicast address"),
            Kind.of("ff00::/8", "a multicast address"),
            Kind.of("255.255.255.255", "the broadcast address"),
            // Linux takes 0.0.0.0 for this machine.
            Kind.of("0.0.0.0/8", "an unspecified address"),
            Kind.of("::", "an unspecified address"));

    private static final List<Kind> NOT_PUBLIC = List.of(
            Kind.of("10.0.0.0/8", PRIVATE),
            Kind.of("172.16.0.0/12", PRIVATE),
            Kind.of("192.168.0.0/16", PRIVATE),
            Kind.of("127.0.0.0/8", "a loopback address"),
            Kind.of("100.64.0.0/10", "a provider's shared address"),
            Kind.of("192.0.0.0/24", RESERVED),
            Kind.of("192.0.2.0/24", EXAMPLE),
            Kind.of("192.88.99.0/24", RESERVED),
            Kind.of("198.18.0.0/15", "an address for benchmarks"),
            Kind.of("198.51.100.0/24", EXAMPLE),
            Kind.of("203.0.113.0/24", EXAMPLE),
            Kind.of("240.0.0.0/4", RESERVED),
            Kind.of("::1", "a loopback address"),
            Kind.of("fc00::/7", PRIVATE),
            Kind.of("2001::/23", RESERVED),
            Kind.of("2001:db8::/32", EXAMPLE),
            Kind.of("2002::/16", RESERVED),
            Kind.of("3fff::/20", EXAMPLE));

    /** Within {@link #NOT_PUBLIC}, and public all the same. */
    private static final List<AddressRange> PUBLIC = ranges(
            "192.0.0.9",
            "192.0.0.10",
            "2001:1::1",
            "2001:1::2",
            "2001:1::3",
            "2001:3::/32",
            "2001:4:112::/48",
            "2001:20::/28",
            "2001:30::/28");

    private static final AddressRange GLOBAL_UNICAST = AddressRange.parse("2000::/3");
    private static final AddressRange NAT64 = AddressRange.parse("64:ff9b::/96");
    private static final AddressRange LOCAL_NAT64 = AddressRange.parse("64:ff9b:1::/48");
    private static final AddressRange SIIT = AddressRange.parse("::ffff:0:0:0/96");
    private static final AddressRange COMPATIBLE = AddressRange.parse("::/96");
    private static final AddressRange SIX_TO_FOUR = AddressRange.parse("2002::/16");
    private static final AddressRange TEREDO = AddressRange.parse("2001::/32");

    private SpecialAddresses() {}

    private static List<AddressRange> ranges(String... texts) {
        return java.util.Arrays.stream(texts).map(AddressRange::parse).toList();
    }

    /** What an address is that no policy lets through; empty if it is none of these. */
    static Optional<String> never(AddressBits address) {
        return find(NEVER, address);
    }

    /** What an address is that is not globally reachable; empty if it is. */
    static Optional<String> notPublic(AddressBits address) {
        Optional<String> kind = find(NOT_PUBLIC, address);
        if (kind.isPresent()) {
            return PUBLIC.stream().anyMatch(range -> range.contains(address)) ? Optional.empty() : kind;
        }
        return address.isV4() || GLOBAL_UNICAST.contains(address) || NAT64.contains(address)
                ? Optional.empty()
                : Optional.of(RESERVED);
    }

    private static Optional<String> find(List<Kind> kinds, AddressBits address) {
        for (Kind kind : kinds) {
            if (kind.range().contains(address)) {
                return Optional.of(kind.what());
            }
        }
        return Optional.empty();
    }

    /**
     * The IPv4 addresses that a gateway or a tunnel may make of an IPv6 address. Where the form leaves open which bytes are meant,
     * those that begin with a zero are not.
     */
    static List<AddressBits> within(AddressBits address) {
        if (address.isV4()) {
            return List.of();
        }
        List<AddressBits> found = new ArrayList<>(0);
        if (NAT64.contains(address) || SIIT.contains(address)) {
            found.add(AddressBits.ofV4(address.v4At(12)));
        } else if (COMPATIBLE.contains(address)) {
            addUnlessZero(found, address.v4At(12));
        } else if (SIX_TO_FOUR.contains(address)) {
            found.add(AddressBits.ofV4(address.v4At(2)));
        } else if (TEREDO.contains(address)) {
            addUnlessZero(found, address.v4At(4));
            found.add(AddressBits.ofV4(~address.v4At(12)));
        } else if (LOCAL_NAT64.contains(address)) {
            // RFC 6052, section 2.2: after a prefix of 48, 56, 64 or 96 bits, and around byte 8, which is zero.
            addUnlessZero(found, address.v4At(6) & 0xffff_0000 | address.v4At(9) >>> 16);
            addUnlessZero(found, address.byteAt(7) << 24 | address.v4At(9) >>> 8);
            addUnlessZero(found, address.v4At(9));
            addUnlessZero(found, address.v4At(12));
        }
        // ISATAP, RFC 5214: in the lower half, whatever the network.
        if (address.low() >>> 32 == 0x5efeL || address.low() >>> 32 == 0x0200_5efeL) {
            addUnlessZero(found, address.v4At(12));
        }
        return found;
    }

    private static void addUnlessZero(List<AddressBits> found, int v4) {
        if (v4 >>> 24 != 0) {
            found.add(AddressBits.ofV4(v4));
        }
    }
}
