package io.healthmon.outbound;

import java.net.InetAddress;

/**
 * An address as one number of 128 bits. An IPv4 address and its IPv4-mapped IPv6 form ({@code ::ffff:a.b.c.d}) are the same number,
 * as they are the same address to the system.
 */
record AddressBits(long high, long low) {

    private static final long MAPPED = 0xffff_0000_0000L;

    static AddressBits of(InetAddress address) {
        return of(address.getAddress());
    }

    /** From 4 or 16 bytes. */
    static AddressBits of(byte[] bytes) {
        if (bytes.length == 4) {
            return ofV4((int) number(bytes, 0, 4));
        }
        return new AddressBits(number(bytes, 0, 8), number(bytes, 8, 8));
    }

    static AddressBits ofV4(int address) {
        return new AddressBits(0, MAPPED | address & 0xffff_ffffL);
    }

    boolean isV4() {
        return high == 0 && low >>> 32 == 0xffff;
    }

    /** Four of the bytes, from the one at {@code index}, as an IPv4 address. */
    int v4At(int index) {
        return byteAt(index) << 24 | byteAt(index + 1) << 16 | byteAt(index + 2) << 8 | byteAt(index + 3);
    }

    int byteAt(int index) {
        return (int) ((index < 8 ? high >>> 8 * (7 - index) : low >>> 8 * (15 - index)) & 0xff);
    }

    private static long number(byte[] bytes, int from, int count) {
        long number = 0;
        for (int i = from; i < from + count; i++) {
            number = number << 8 | bytes[i] & 0xff;
        }
        return number;
    }
}
