package io.healthmon.check;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** A port whose queue of connections is full, so that the system drops whoever comes next: a connect that hangs. */
public final class Backlog implements AutoCloseable {

    private static final int MORE_THAN_FIT = 8;

    private final ServerSocket server;
    private final List<SocketChannel> waiting = new ArrayList<>();

    /** A port of {@code address}; 0 for any. */
    public Backlog(InetAddress address, int port) throws IOException {
        server = new ServerSocket(port, 1, address);
        for (int i = 0; i < MORE_THAN_FIT; i++) {
            SocketChannel channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.connect(new InetSocketAddress(address, port()));
            waiting.add(channel);
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    public InetAddress address() {
        return server.getInetAddress();
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel channel : waiting) {
            channel.close();
        }
        server.close();
    }
}
