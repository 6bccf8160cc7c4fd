package io.healthmon.outbound;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * An address that was judged and may be dialled: the only thing that can be. None but the {@link OutboundDoor} makes one, from what a
 * look-up said, and whoever dials it looks nothing up again. Two of the same address and port are equal.
 */
public final class PinnedAddress {

    private final InetAddress address;
    private final int port;

    PinnedAddress(InetAddress address, int port) {
        this.address = address;
        this.port = port;
    }

    InetSocketAddress socketAddress() {
        return new InetSocketAddress(address, port);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PinnedAddress pinned && port == pinned.port && address.equals(pinned.address);
    }

    @Override
    public int hashCode() {
        return address.hashCode() * 31 + port;
    }

    @Override
    public String toString() {
        return address.getHostAddress() + ":" + port;
    }
}
