package io.healthmon.examples.homelab;

import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One loopback port that can be shut and opened again, with a thread that accepts while it is open. Not thread-safe. */
final class LoopbackPort implements AutoCloseable {

    private static final int BIND_ATTEMPTS = 40;
    private static final long PAUSE_MILLIS = 50;
    private static final long JOIN_MILLIS = 2_000;

    private final String name;
    private final Consumer<Socket> client;
    private final int number;
    private @Nullable Listener listener;
    private @Nullable Socket placeholder;

    /**
     * Opens the port.
     *
     * @param name for the thread
     * @param wanted the port; 0 for any that is free
     * @param client takes each connection; must not block
     */
    LoopbackPort(String name, int wanted, Consumer<Socket> client) throws IOException {
        this.name = name;
        this.client = client;
        ServerSocket socket = bind(wanted);
        this.number = socket.getLocalPort();
        listener = listen(socket);
    }

    int number() {
        return number;
    }

    /** Opens the port if it is shut. */
    void open() throws IOException {
        if (listener == null) {
            ServerSocket socket = rebind();
            closeQuietly(placeholder);
            placeholder = null;
            listener = listen(socket);
        }
    }

    /** Shuts the port if it is open. When it returns, connections are refused. */
    void shut() {
        if (listener != null) {
            stopListening(listener);
            listener = null;
            placeholder = hold();
        }
    }

    @Override
    public void close() {
        shut();
        closeQuietly(placeholder);
    }

    /**
     * A bound socket that does not listen: it refuses connections, yet keeps the system from handing the port to somebody
     * else, so that it can be opened again. Null where the system does not allow that; then the port is merely shut.
     */
    private @Nullable Socket hold() {
        Socket socket = new Socket();
        try {
            socket.setReuseAddress(true);
            socket.bind(loopback(number));
            return socket;
        } catch (IOException notAllowed) {
            closeQuietly(socket);
            return null;
        }
    }

    private ServerSocket rebind() throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return bind(number);
            } catch (BindException busy) {
                if (attempt == BIND_ATTEMPTS) {
                    throw busy;
                }
                // Some systems don't let a listener beside the placeholder.
                closeQuietly(placeholder);
                pause();
            }
        }
    }

    private Listener listen(ServerSocket socket) {
        Thread acceptor = new Thread(() -> accept(socket), "homelab-" + name + "-accept");
        acceptor.setDaemon(true);
        acceptor.start();
        return new Listener(socket, acceptor);
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                client.accept(socket.accept());
            } catch (IOException closedOrOutOfHandles) {
                if (!socket.isClosed()) {
                    pause();
                }
            }
        }
    }

    /** The system goes on listening until the thread that accepts has noticed. */
    private static void stopListening(Listener listener) {
        closeQuietly(listener.socket());
        try {
            listener.acceptor().join(JOIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ServerSocket bind(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(loopback(port));
            return socket;
        } catch (IOException e) {
            closeQuietly(socket);
            throw e;
        }
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    static void closeQuietly(@Nullable Closeable socket) {
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException ignored) {
                // Nothing more can be done with it.
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Listener(ServerSocket socket, Thread acceptor) {}
}
