package io.healthmon.javalin.auth;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses that begin with the same bits: {@code 10.0.0.0/8}, {@code 2001:db8::/32}, or a single one. Never looks a name up. */
record AddressBlock(InetAddress first, int bits) {

    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");
    private static final Pattern BITS = Pattern.compile("[0-9]{1,3}");

    /**
     * Reads {@code address} or {@code address/bits}.
     *
     * @throws IllegalArgumentException if it is neither
     */
    static AddressBlock parse(String text) {
        int slash = text.indexOf('/');
        InetAddress address = address(slash < 0 ? text : text.substring(0, slash))
                .orElseThrow(() -> refused(text, "it is not an address"));
        int most = address.getAddress().length * 8;
        if (slash < 0) {
            return new AddressBlock(address, most);
        }
        String bits = text.substring(slash + 1);
        if (!BITS.matcher(bits).matches() || Integer.parseInt(bits) > most) {
            throw refused(text, "behind the slash a number from 0 to " + most + " is needed");
        }
        return new AddressBlock(address, Integer.parseInt(bits));
    }

    private static IllegalArgumentException refused(String text, String why) {
        return new IllegalArgumentException(
                "'" + text + "' is not allowed: " + why + "; allowed are 10.0.0.1, 10.0.0.0/8 and 2001:db8::/32");
    }

    /** An address as it is written, with or without brackets and zone; empty if it is none. One of IPv4 in IPv6 is the one of IPv4. */
    static Optional<InetAddress> address(String text) {
        String bare = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        int zone = bare.indexOf('%');
        String literal = zone < 0 ? bare : bare.substring(0, zone);
        boolean six = literal.indexOf(':') >= 0;
        if (!(six ? IPV6 : IPV4).matcher(literal).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(literal));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** An address that nobody has: 0.0.0.0. */
    static InetAddress nobody() {
        try {
            return InetAddress.getByAddress(new byte[4]);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    /** True if {@code address} is one of these. */
    boolean contains(InetAddress address) {
        byte[] mine = first.getAddress();
        byte[] other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> bit % 8;
            if ((mine[bit / 8] & mask) != (other[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
