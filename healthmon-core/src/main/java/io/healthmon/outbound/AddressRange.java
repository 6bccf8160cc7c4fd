package io.healthmon.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * A range of addresses as CIDR has them ({@code 10.0.0.0/8}, {@code fd00::/8}), or a single one ({@code 10.1.2.3}). An IPv4 range holds
 * the IPv4-mapped forms of its addresses too.
 */
public final class AddressRange {

    private static final int V4_OFFSET = 96;
    private static final Pattern V4 = Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");
    private static final Pattern V6 = Pattern.compile("(?=[^:]*:)[0-9A-Fa-f:][0-9A-Fa-f:.]*");

    private final String text;
    private final long high;
    private final long low;
    private final long highMask;
    private final long lowMask;

    private AddressRange(String text, AddressBits first, int bits) {
        this.text = text;
        this.highMask = bits >= 64 ? -1L : bits == 0 ? 0 : -1L << 64 - bits;
        this.lowMask = bits <= 64 ? 0 : -1L << 128 - bits;
        this.high = first.high();
        this.low = first.low();
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException saying what is wrong and what is allowed
     */
    public static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        boolean v4 = V4.matcher(address).matches();
        if (!v4 && !V6.matcher(address).matches()) {
            throw malformed();
        }
        int most = v4 ? 32 : 128;
        String length = slash < 0 ? Integer.toString(most) : text.substring(slash + 1);
        if (!length.matches("\\d{1,3}") || Integer.parseInt(length) > most) {
            throw malformed();
        }
        AddressBits first;
        try {
            // Digits and colons alone: nobody is asked.
            first = AddressBits.of(InetAddress.getByName(address));
        } catch (UnknownHostException e) {
            throw malformed();
        }
        AddressRange range = new AddressRange(text, first, Integer.parseInt(length) + (v4 ? V4_OFFSET : 0));
        if ((first.high() & ~range.highMask) != 0 || (first.low() & ~range.lowMask) != 0) {
            throw new IllegalArgumentException("is not the first address of a range: some of the bits after the first "
                    + length + " are set; a single address is written without a slash");
        }
        return range;
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException(
                "is not a range of addresses; allowed are the forms 10.0.0.0/8, fd00::/8 and single addresses");
    }

    boolean contains(AddressBits address) {
        return (address.high() & highMask) == high && (address.low() & lowMask) == low;
    }

    /** True if the address is one of it. */
    public boolean contains(InetAddress address) {
        return contains(AddressBits.of(address));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AddressRange range
                && high == range.high
                && low == range.low
                && highMask == range.highMask
                && lowMask == range.lowMask;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(high) * 31 + Long.hashCode(low) + Long.hashCode(highMask) + Long.hashCode(lowMask);
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
