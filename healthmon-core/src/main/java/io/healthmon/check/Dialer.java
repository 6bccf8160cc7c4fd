package io.healthmon.check;

import io.healthmon.outbound.Resolver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.ExecutionException;

/**
 * Opens connections for checkers that block: resolves the name, then tries its addresses in order, each with an equal share
 * of the time that is left, so that one that swallows packets does not hide a good one behind it. Thread-safe.
 */
public final class Dialer {

    private static final int NO_LIMIT_BUT_THE_DEADLINE = 0;

    private final Resolver resolver;

    /** Dials through the context's resolver. */
    public Dialer(CheckerContext context) {
        this(context.resolver());
    }

    Dialer(Resolver resolver) {
        this.resolver = resolver;
    }

    /**
     * Connects. The socket is closed when the request is cancelled, which ends any read or write on it.
     *
     * @throws CheckFailedException if no address takes the connection
     * @throws InterruptedException if the check is given up meanwhile
     */
    public Socket dial(CheckRequest request, PhaseClock phases, String host, int port)
            throws CheckFailedException, InterruptedException {
        String where = (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
        phases.entering(Phase.DNS);
        List<InetAddress> addresses;
        try {
            addresses = resolver.resolve(host).toCompletableFuture().get();
        } catch (ExecutionException e) {
            throw new CheckFailedException(ConnectFailures.resolving(e, host, phases.timings()));
        }
        phases.entering(Phase.CONNECT);
        IOException last = new IOException("no address");
        for (int i = 0; i < addresses.size(); i++) {
            try {
                return connect(request, new InetSocketAddress(addresses.get(i), port), addresses.size() - i);
            } catch (IOException e) {
                last = e;
            }
        }
        throw new CheckFailedException(ConnectFailures.connecting(last, where, phases.timings()));
    }

    private static Socket connect(CheckRequest request, InetSocketAddress address, int shares) throws IOException {
        @SuppressWarnings("resource") // closed by its user, by the cancellation, or below
        Socket socket = new Socket();
        request.onCancel(() -> Quietly.close(socket));
        try {
            socket.connect(address, shares == 1 ? NO_LIMIT_BUT_THE_DEADLINE : share(request, shares));
            socket.setTcpNoDelay(true);
            return socket;
        } catch (IOException e) {
            Quietly.close(socket);
            throw e;
        }
    }

    private static int share(CheckRequest request, int shares) {
        return (int) Math.max(1, request.remaining().dividedBy(shares).toMillis());
    }
}
