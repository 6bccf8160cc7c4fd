package io.healthmon.javalin.email;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;

/**
 * The sockets of one attempt, so that they can be closed under whoever reads from them: the mail library's time-outs are for single reads,
 * and a server that says a byte now and then keeps within all of them.
 */
final class OpenSockets implements AutoCloseable {

    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** Makes bare sockets. */
    SocketFactory plain() {
        return new Plain();
    }

    /** Makes encrypted ones. */
    SSLSocketFactory encrypted(SSLSocketFactory factory) {
        return new Encrypted(factory);
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

    private Socket keep(Socket socket) throws IOException {
        open.add(socket);
        if (closed) {
            close(socket);
            throw new IOException("given up");
        }
        return socket;
    }

    private final class Plain extends SocketFactory {
        @Override
        public Socket createSocket() throws IOException {
            return keep(new Socket());
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return keep(new Socket(host, port));
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
            return keep(new Socket(host, port, local, localPort));
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return keep(new Socket(host, port));
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
            return keep(new Socket(host, port, local, localPort));
        }
    }

    private final class Encrypted extends SSLSocketFactory {
        private final SSLSocketFactory factory;

        Encrypted(SSLSocketFactory factory) {
            this.factory = factory;
        }

        @Override
        public String[] getDefaultCipherSuites() {
            return factory.getDefaultCipherSuites();
        }

        @Override
        public String[] getSupportedCipherSuites() {
            return factory.getSupportedCipherSuites();
        }

        /** Over one that is known already. */
        @Override
        public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
            return factory.createSocket(socket, host, port, autoClose);
        }

        @Override
        public Socket createSocket() throws IOException {
            return keep(factory.createSocket());
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return keep(factory.createSocket(host, port));
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
            return keep(factory.createSocket(host, port, local, localPort));
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return keep(factory.createSocket(host, port));
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
            return keep(factory.createSocket(host, port, local, localPort));
        }
    }
}
