package io.healthmon.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on the loopback that does with each connection what a test says; for targets that misbehave below a protocol. */
public final class HostileServer implements AutoCloseable {

    /** What is done with a connection; it is closed afterwards. */
    @FunctionalInterface
    public interface Conversation {
        void with(Socket client) throws IOException, InterruptedException;
    }

    private final ServerSocket server;
    private final AtomicInteger closedByClient = new AtomicInteger();

    public HostileServer(Conversation conversation) {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(() -> {
            while (!server.isClosed()) {
                try {
                    Socket client = server.accept();
                    daemon(() -> serve(client, conversation));
                } catch (IOException closed) {
                    return;
                }
            }
        });
    }

    private void serve(Socket client, Conversation conversation) {
        try (client) {
            conversation.with(client);
        } catch (IOException gone) {
            closedByClient.incrementAndGet();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "hostile-server");
        thread.setDaemon(true);
        thread.start();
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Connections that the client let go of while the server still wrote. */
    public int closedByClient() {
        return closedByClient.get();
    }

    /** Takes the request and never answers, until the client hangs up. */
    public static HostileServer silent() {
        return new HostileServer(client -> {
            while (client.getInputStream().read() >= 0) {
                // Whatever comes is dropped.
            }
            throw new IOException("the client hung up");
        });
    }

    /** Answers every connection with {@code bytes} over and over, until the client hangs up. */
    public static HostileServer endless(byte[] bytes) {
        return new HostileServer(client -> {
            while (true) {
                client.getOutputStream().write(bytes);
            }
        });
    }

    /** Sends {@code bytes} after the first byte of the request and closes. */
    public static HostileServer answering(byte[] bytes) {
        return new HostileServer(client -> {
            client.getInputStream().read(new byte[4096]);
            client.getOutputStream().write(bytes);
            client.shutdownOutput();
            while (client.getInputStream().read() >= 0) {
                // Read to the end, so that closing is no reset that swallows the answer.
            }
        });
    }

    /** A port of the loopback on which nothing listens. */
    public static int closedPort() {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
