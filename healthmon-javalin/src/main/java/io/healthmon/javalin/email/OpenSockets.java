package io.healthmon.javalin.email;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.SocketFactory;

/**
 * The sockets of one attempt, so that they can be closed under whoever reads from them: the mail library's time-outs are for single reads,
 * and a server that says a byte now and then keeps within all of them.
 */
final class OpenSockets implements AutoCloseable {

    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** Told of each socket before it connects. */
    void opened(Socket socket) {
        open.add(socket);
        if (closed) {
            close(socket);
            throw new UncheckedIOException(new IOException("given up"));
        }
    }

    @Override
    public void close() {
        closed = true;
        open.forEach(OpenSockets::close);
    }

    private static void close(Socket socket) {
        try {
            // An encrypted one would say goodbye first, to somebody who may not read.
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException closedAnyway) {
            // Nothing is left to do with it.
        }
    }

    /** Hands out one socket, which is connected, wherever the library wants to. */
    static SocketFactory handing(Socket connected) {
        return new Handing(connected);
    }

    private static final class Handing extends SocketFactory {
        private final Socket connected;

        Handing(Socket connected) {
            this.connected = connected;
        }

        @Override
        public Socket createSocket() {
            return new ReadySocket(connected);
        }

        @Override
        public Socket createSocket(String host, int port) {
            return createSocket();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort) {
            return createSocket();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            return createSocket();
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
            return createSocket();
        }
    }
}
