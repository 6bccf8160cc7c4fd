package io.healthmon.examples.benchmarks.rig;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The network between a client and a server on loopback, with the faults that networks have. What was sent while it swallows
 * arrives once it passes again, a closed connection's last words included, as TCP repeats what was not acknowledged: a commit
 * that its client has long given up may still come. Thread-safe; a few threads for each connection.
 */
public final class TcpProxy implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;
    private static final int REBIND_ATTEMPTS = 100;
    private static final long REBIND_PAUSE_MILLIS = 50;

    private enum Mode {
        PASS,
        SWALLOW,
        RESET,
        REFUSE
    }

    private final int port;
    private final int target;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final Object gate = new Object();
    private Mode mode = Mode.PASS;
    private long delayMillis;
    private @Nullable ServerSocket listener;
    private boolean closed;

    /**
     * Listens.
     *
     * @param target the server's port
     */
    public TcpProxy(int target) throws IOException {
        this.port = Ports.choose();
        this.target = target;
        listen();
    }

    /** Where clients connect to. */
    public int port() {
        return port;
    }

    /** All is well; what was held is delivered. */
    public void pass() throws IOException {
        become(Mode.PASS, Duration.ZERO);
    }

    /** Nothing arrives any more, in neither direction, and nobody is told; new connections are taken and silent. */
    public void swallow() throws IOException {
        become(Mode.SWALLOW, Duration.ZERO);
    }

    /** Every connection is reset, and each new one at once. */
    public void reset() throws IOException {
        become(Mode.RESET, Duration.ZERO);
        links.forEach(Link::reset);
    }

    /** Connections are reset, new ones refused. */
    public void refuse() throws IOException {
        become(Mode.REFUSE, Duration.ZERO);
        links.forEach(Link::reset);
    }

    /** Whatever a client sends arrives so much later, one message after the other. */
    public void delay(Duration each) throws IOException {
        become(Mode.PASS, each);
    }

    private void become(Mode next, Duration delay) throws IOException {
        synchronized (gate) {
            if (closed) {
                return;
            }
            mode = next;
            delayMillis = delay.toMillis();
            if (next == Mode.REFUSE) {
                hangUp();
            } else if (listener == null) {
                listen();
            }
            gate.notifyAll();
        }
    }

    private void hangUp() throws IOException {
        synchronized (gate) {
            if (listener != null) {
                listener.close();
                listener = null;
            }
        }
    }

    private void listen() throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        bind(socket);
        synchronized (gate) {
            listener = socket;
        }
        thread(() -> accept(socket));
    }

    private void bind(ServerSocket socket) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
                return;
            } catch (IOException taken) {
                if (attempt == REBIND_ATTEMPTS) {
                    throw taken;
                }
                sleep(REBIND_PAUSE_MILLIS);
            }
        }
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                Link link = new Link(socket.accept());
                links.add(link);
                thread(link::serve);
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    System.err.println("proxy: a connection could not be accepted: " + e.getMessage());
                }
            }
        }
    }

    /** Waits for as long as nothing may pass; false if the connection has no future. */
    private boolean mayPass() throws InterruptedException {
        synchronized (gate) {
            while (mode == Mode.SWALLOW && !closed) {
                gate.wait();
            }
            return mode == Mode.PASS && !closed;
        }
    }

    private long delayMillis() {
        synchronized (gate) {
            return delayMillis;
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void thread(Runnable work) {
        Thread thread = new Thread(work, "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        synchronized (gate) {
            closed = true;
            hangUp();
            gate.notifyAll();
        }
        links.forEach(Link::reset);
    }

    /** One client's connection and the one that it stands for. */
    private final class Link {
        private final Socket client;
        private final Socket server = new Socket();

        Link(Socket client) {
            this.client = client;
        }

        void serve() {
            try {
                if (!mayPass()) {
                    reset();
                    return;
                }
                server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                thread(() -> pump(server, client, false));
                pump(client, server, true);
            } catch (IOException e) {
                reset();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                reset();
            }
        }

        private void pump(Socket from, Socket to, boolean delayed) {
            byte[] buffer = new byte[BUFFER];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    if (delayed) {
                        sleep(delayMillis());
                    }
                    if (!mayPass()) {
                        reset();
                        return;
                    }
                    out.write(buffer, 0, count);
                }
                if (mayPass()) {
                    to.shutdownOutput();
                    if (from.isOutputShutdown()) {
                        end();
                    }
                } else {
                    reset();
                }
            } catch (IOException e) {
                reset();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                reset();
            }
        }

        void reset() {
            for (Socket socket : new Socket[] {client, server}) {
                try {
                    socket.setSoLinger(true, 0);
                } catch (IOException gone) {
                    // Closed already.
                }
            }
            end();
        }

        private void end() {
            links.remove(this);
            try (client;
                    server) {
                // Both, whatever the first one says.
            } catch (IOException e) {
                System.err.println("proxy: a connection could not be closed: " + e.getMessage());
            }
        }
    }
}
