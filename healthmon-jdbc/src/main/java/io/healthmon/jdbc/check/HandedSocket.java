package io.healthmon.jdbc.check;

import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Gives the driver a socket that is already connected. The driver makes its socket factories itself, by name and with one text, so
 * the text is a ticket and the socket waits here for who brings it.
 */
final class HandedSocket implements AutoCloseable {

    private static final AtomicLong TICKETS = new AtomicLong();
    private static final Map<String, HandedSocket> OFFERED = new ConcurrentHashMap<>();

    private final String ticket = Long.toString(TICKETS.incrementAndGet());
    private final AtomicReference<@Nullable Socket> first;
    private final Supplier<Socket> more;

    private HandedSocket(Socket first, Supplier<Socket> more) {
        this.first = new AtomicReference<>(first);
        this.more = more;
    }

    /** Offers {@code first}, and then what {@code more} opens, until closed. */
    static HandedSocket offer(Socket first, Supplier<Socket> more) {
        HandedSocket offered = new HandedSocket(first, more);
        OFFERED.put(offered.ticket, offered);
        return offered;
    }

    String ticket() {
        return ticket;
    }

    private Socket take() {
        Socket socket = first.getAndSet(null);
        return socket == null ? more.get() : socket;
    }

    @Override
    public void close() {
        OFFERED.remove(ticket);
    }

    /** What the driver makes. */
    public static final class Factory extends SocketFactory {
        private final String ticket;

        /** Called by the driver. */
        public Factory(String ticket) {
            this.ticket = ticket;
        }

        @Override
        public Socket createSocket() {
            HandedSocket offered = OFFERED.get(ticket);
            if (offered == null) {
                throw new IllegalStateException("the check is over");
            }
            return offered.take();
        }

        @Override
        public Socket createSocket(String host, int port) {
            return createSocket();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
            return createSocket();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            return createSocket();
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress localAddress, int localPort) {
            return createSocket();
        }
    }
}
