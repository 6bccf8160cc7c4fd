package io.healthmon.outbound;

import io.netty.channel.ChannelFuture;
import io.netty.channel.socket.SocketChannel;

/** The {@link OutboundDoor} for Netty's channels: a class of its own, since Netty need not be there. */
public final class NettyDoor {

    private NettyDoor() {}

    /** Connects a registered channel without waiting. */
    public static ChannelFuture connect(SocketChannel channel, PinnedAddress address) {
        return channel.connect(address.socketAddress());
    }
}
