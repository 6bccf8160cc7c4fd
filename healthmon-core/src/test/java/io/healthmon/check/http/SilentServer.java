package io.healthmon.check.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** Listens and never accepts. With its queue filled, not even the kernel answers: a connect gets silence. */
final class SilentServer implements AutoCloseable {

    private final ServerSocket listener;
    private final List<Socket> queue = new ArrayList<>();

    private SilentServer(int backlog) throws IOException {
        listener = new ServerSocket(0, backlog, InetAddress.getLoopbackAddress());
    }

    /** Connections stand; nothing ever reads from them. */
    static SilentServer afterConnecting(int backlog) throws IOException {
        return new SilentServer(backlog);
    }

    /** Connections do not come about. */
    static SilentServer toConnects() throws IOException {
        SilentServer server = new SilentServer(1);
        try {
            while (true) {
                Socket socket = new Socket();
                server.queue.add(socket);
                socket.connect(server.listener.getLocalSocketAddress(), 200);
            }
        } catch (SocketTimeoutException full) {
            return server;
        }
    }

    String url() {
        return "http://127.0.0.1:" + listener.getLocalPort() + "/health";
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : queue) {
            socket.close();
        }
        listener.close();
    }
}
