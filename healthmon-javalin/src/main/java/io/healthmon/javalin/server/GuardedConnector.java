package io.healthmon.javalin.server;

import io.healthmon.time.MonitorClock;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/** Accepts connections as {@link Lines} admits them, and tells each {@link Line} what happens on it. */
final class GuardedConnector extends ServerConnector {

    /** In bytes: what the kernel holds for a client that does not read would grow to megabytes else, each. */
    private static final int SEND_BUFFER = 128 * 1024;

    private final ServerSocketChannel socket;
    private final Lines lines;
    private final MonitorClock clock;

    /** Those that are accepted and not yet taken over. */
    private final Map<SocketChannel, Line> accepted = new ConcurrentHashMap<>();

    GuardedConnector(
            Server server, ServerSocketChannel socket, Lines lines, MonitorClock clock, ConnectionFactory... factories)
            throws IOException {
        super(server, 1, 1, factories);
        this.socket = socket;
        this.lines = lines;
        this.clock = clock;
        open(socket);
    }

    @Override
    public void accept(int acceptor) throws IOException {
        SocketChannel channel = socket.accept();
        if (channel == null) {
            return;
        }
        try {
            Optional<Line> line = lines.admit(((InetSocketAddress) channel.getRemoteAddress()).getAddress());
            if (line.isEmpty()) {
                // No farewell: whoever asks for more than there is gets nothing that costs time or leaves a trace in
                // the kernel.
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
                channel.close();
                return;
            }
            accepted.put(channel, line.get());
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER);
            getSelectorManager().accept(channel);
        } catch (IOException | RuntimeException e) {
            // It has gone meanwhile, which is no failure of ours: the acceptor would rest for a second after one.
            forget(channel);
            channel.close();
        }
    }

    private void forget(SocketChannel channel) {
        Line line = accepted.remove(channel);
        if (line != null) {
            lines.closed(line);
        }
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key) {
        Line line = accepted.remove(channel);
        Watched endPoint =
                new Watched(channel, selector, key, getScheduler(), line == null ? new Line("", clock.nanos()) : line);
        endPoint.setIdleTimeout(getIdleTimeout());
        endPoint.line.attach(endPoint);
        return endPoint;
    }

    @Override
    protected void onEndPointClosed(EndPoint endPoint) {
        super.onEndPointClosed(endPoint);
        if (endPoint instanceof Watched watched) {
            lines.closed(watched.line);
        }
    }

    /** Of those that ended between being accepted and being taken over nobody is told. */
    void forgetLost() {
        accepted.keySet().stream().filter(channel -> !channel.isOpen()).toList().forEach(this::forget);
    }

    /** The line of the connection that {@code endPoint} is, with or without TLS over it. */
    static @Nullable Line line(EndPoint endPoint) {
        EndPoint inner = endPoint;
        while (inner instanceof EndPoint.Wrapper wrapper) {
            inner = wrapper.unwrap();
        }
        return inner instanceof Watched watched ? watched.line : null;
    }

    /** An end point that tells its line what comes and goes. */
    private final class Watched extends SocketChannelEndPoint {
        private final Line line;

        Watched(SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler, Line line) {
            super(channel, selector, key, scheduler);
            this.line = line;
        }

        @Override
        public int fill(ByteBuffer buffer) throws IOException {
            int filled = super.fill(buffer);
            if (filled > 0) {
                line.received(clock.nanos());
            }
            return filled;
        }

        @Override
        public boolean flush(ByteBuffer... buffers) throws IOException {
            long before = remaining(buffers);
            boolean all = super.flush(buffers);
            line.sent(before - remaining(buffers), all, clock.nanos());
            return all;
        }

        private static long remaining(ByteBuffer... buffers) {
            long sum = 0;
            for (ByteBuffer buffer : buffers) {
                sum += buffer.remaining();
            }
            return sum;
        }
    }
}
