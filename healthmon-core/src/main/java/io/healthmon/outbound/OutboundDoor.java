package io.healthmon.outbound;

import io.healthmon.time.MonitorClock;
import io.healthmon.time.SystemTimers;
import io.healthmon.time.Timers;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The one way out: every connection of a check, a channel or a login provider is opened here (or, over Netty, by {@link NettyDoor}). A
 * host is looked up once, each of its addresses is judged by the {@link OutboundPolicy} and against the monitor's own places, and what
 * passes is pinned: a {@link PinnedAddress} is dialled as it is, so that a name that leads elsewhere a moment later changes nothing.
 *
 * <p>The monitor's own API may be asked for its health and nothing else; its own database answers checks of type {@code postgres} only.
 * Both are told as they become known: {@link #listensAt}, {@link #keepsIn}.
 *
 * <p>Two ways do not lead through here: the monitor's store to its database, and a Docker check to a socket file. Thread-safe.
 */
public final class OutboundDoor implements AutoCloseable {

    private static final int NO_LIMIT = 0;

    private final OutboundPolicy policy;
    private final Resolver resolver;
    private final OwnPlaces own;
    private final Runnable closing;

    private OutboundDoor(OutboundPolicy policy, Resolver resolver, OwnPlaces own, Runnable closing) {
        this.policy = policy;
        this.resolver = resolver;
        this.own = own;
        this.closing = closing;
    }

    /** One with a resolver and threads of its own, to be closed by who opens it. */
    public static OutboundDoor open(MonitorClock clock, OutboundPolicy policy) {
        SystemTimers timers = new SystemTimers("healthmon-dns-timer");
        DnsResolver resolver = new DnsResolver(clock, timers);
        return new OutboundDoor(policy, resolver, new OwnPlaces(new LocalAddresses(clock)), () -> {
            resolver.close();
            timers.close();
        });
    }

    /** One with a resolver of its own over timers that it borrows. */
    public static OutboundDoor open(MonitorClock clock, Timers timers, OutboundPolicy policy) {
        DnsResolver resolver = new DnsResolver(clock, timers);
        return new OutboundDoor(policy, resolver, new OwnPlaces(new LocalAddresses(clock)), resolver::close);
    }

    /** One over a resolver that it borrows. */
    public static OutboundDoor over(MonitorClock clock, Resolver resolver, OutboundPolicy policy) {
        return over(resolver, policy, new OwnPlaces(new LocalAddresses(clock)));
    }

    static OutboundDoor over(Resolver resolver, OutboundPolicy policy, OwnPlaces own) {
        return new OutboundDoor(policy, resolver, own, () -> {});
    }

    /** Which addresses it dials. */
    public OutboundPolicy policy() {
        return policy;
    }

    /** Tells that the monitor's own API listens there: its health alone may be asked for from now on. */
    public void listensAt(InetSocketAddress address) {
        own.api(address);
    }

    /** Tells where the monitor's own database is: {@code host}, a name or an address, is looked up whenever somebody wants to that port. */
    public void keepsIn(String host, int port) {
        own.database(host, port);
    }

    /**
     * Refuses what is written as an address that would never be dialled; a name passes, since only a look-up can tell.
     *
     * @throws IllegalArgumentException saying which address, and why
     */
    public void requireDialable(Dials described) {
        for (Destination destination : described.destinations()) {
            policy.refusalOfLiteral(destination.host()).ifPresent(refusal -> {
                throw new IllegalArgumentException(refusal);
            });
        }
    }

    // ---- looked up and judged

    /**
     * Looks a host up and judges its addresses. Does not block.
     *
     * @return completes with those that may be dialled; exceptionally with an {@link OutboundRefusedException} if none may, or as {@link
     *     Resolver#resolve} does
     */
    public CompletionStage<Admitted> admit(Destination destination) {
        return judged(destination, resolver.resolve(destination.host()).toCompletableFuture());
    }

    /**
     * The same past what the resolver remembers, for a client that looks names up itself: whether what it may have dialled meanwhile is
     * dialled.
     *
     * @return as {@link #admit}; exceptionally with an {@link OutboundRefusedException} even if only one of the addresses is refused
     */
    public CompletionStage<Admitted> admitAgain(Destination destination) {
        return judged(destination, resolver.resolveAnew(destination.host()).toCompletableFuture())
                .thenCompose(OutboundDoor::whole);
    }

    private CompletableFuture<Admitted> judged(Destination destination, CompletableFuture<List<InetAddress>> found) {
        if (destination.purpose() == Purpose.CHECK_POSTGRES || !own.hasDatabaseAt(destination.port())) {
            // The usual case, known at once: it costs no further stage.
            return found.isDone() && !found.isCompletedExceptionally()
                    ? judge(destination, found.join(), Set.of())
                    : found.thenCompose(addresses -> judge(destination, addresses, Set.of()));
        }
        return found.thenCombine(
                        own.databasesAt(destination.port(), resolver),
                        (addresses, databases) -> judge(destination, addresses, databases))
                .thenCompose(judged -> judged);
    }

    private CompletableFuture<Admitted> judge(
            Destination destination, List<InetAddress> addresses, Set<InetAddress> databases) {
        List<PinnedAddress> passed = new ArrayList<>(addresses.size());
        Optional<String> refused = Optional.empty();
        for (InetAddress address : addresses) {
            Optional<String> refusal = refusal(destination, address, databases);
            if (refusal.isEmpty()) {
                passed.add(new PinnedAddress(address, destination.port()));
            } else if (refused.isEmpty()) {
                refused = Optional.of(sentence(destination, address, refusal.get()));
            }
        }
        return passed.isEmpty()
                ? CompletableFuture.failedFuture(new OutboundRefusedException(
                        refused.orElse(destination.host() + " leads to no address at all")))
                : CompletableFuture.completedFuture(new Admitted(destination, List.copyOf(passed), refused));
    }

    private Optional<String> refusal(Destination destination, InetAddress address, Set<InetAddress> databases) {
        Optional<String> byPolicy = policy.refusal(address);
        if (byPolicy.isPresent()) {
            return byPolicy;
        }
        if (destination.purpose() != Purpose.READ_HEALTH && own.isApi(address, destination.port())) {
            return Optional.of("is, at port " + destination.port()
                    + ", the monitor itself, of which only GET or HEAD of /health and /api/health can be asked");
        }
        return !databases.isEmpty() && own.isDatabase(address, databases)
                ? Optional.of("is, at port " + destination.port()
                        + ", the monitor's own database, which only a check of type postgres may connect to")
                : Optional.empty();
    }

    private static String sentence(Destination destination, InetAddress address, String refusal) {
        String digits = address.getHostAddress();
        return destination.host().equals(digits)
                ? digits + " " + refusal
                : destination.host() + " leads to " + digits + ", which " + refusal;
    }

    /** For a client that chooses among the addresses itself: all must be fit. */
    private static CompletableFuture<Admitted> whole(Admitted admitted) {
        return admitted.refused()
                .map(refusal -> CompletableFuture.<Admitted>failedFuture(new OutboundRefusedException(refusal)))
                .orElseGet(() -> CompletableFuture.completedFuture(admitted));
    }

    // ---- dialled

    /**
     * Connects to one of the addresses: tries them in order, each with an equal share of the time that is left, so that one that
     * swallows packets does not hide a good one behind it. Blocks.
     *
     * @param left what is left of the caller's time; the last address has no limit of its own but the end of its socket
     * @param opened told each socket before it connects, to close it when the time is over
     * @throws IOException if no address takes the connection: what the last one said
     */
    public static Socket dial(Admitted admitted, Supplier<Duration> left, Consumer<Socket> opened) throws IOException {
        IOException last = new IOException("no address");
        int shares = admitted.addresses().size();
        for (PinnedAddress address : admitted.addresses()) {
            @SuppressWarnings("resource") // closed by its user, by whoever was told of it, or below
            Socket socket = new Socket();
            try {
                opened.accept(socket);
                int limit = shares == 1
                        ? NO_LIMIT
                        : (int) Math.max(
                                1,
                                Math.min(
                                        Integer.MAX_VALUE,
                                        left.get().dividedBy(shares).toMillis()));
                socket.connect(address.socketAddress(), limit);
                socket.setTcpNoDelay(true);
                return socket;
            } catch (IOException e) {
                close(socket);
                last = e;
            }
            shares--;
        }
        throw last;
    }

    /** Connects a channel without waiting; {@code handler} is told. */
    public static <A> void connect(
            AsynchronousSocketChannel channel,
            PinnedAddress address,
            A attachment,
            CompletionHandler<Void, ? super A> handler) {
        channel.connect(address.socketAddress(), attachment, handler);
    }

    /**
     * Sends over the JDK's client, which looks the name up once more, itself, and chooses the address: the weaker way. Fit only for a
     * host of which every address may be dialled, and with {@link #admitAgain} before its answer is used.
     *
     * @param admitted the message's host and port
     */
    public static <T> CompletableFuture<HttpResponse<T>> send(
            HttpClient client, HttpRequest message, Admitted admitted, BodyHandler<T> body) {
        if (!leadsTo(message.uri(), admitted.destination())) {
            throw new IllegalArgumentException("a message for another host than the one that was judged");
        }
        return admitted.refused()
                .map(refusal -> CompletableFuture.<HttpResponse<T>>failedFuture(new OutboundRefusedException(refusal)))
                .orElseGet(() -> client.sendAsync(message, body));
    }

    private static boolean leadsTo(URI uri, Destination destination) {
        int usual = uri.getScheme().toLowerCase(Locale.ROOT).equals("https") ? 443 : 80;
        return new Destination(uri.getHost(), uri.getPort() < 0 ? usual : uri.getPort(), destination.purpose())
                .equals(destination);
    }

    private static void close(Closeable socket) {
        try {
            socket.close();
        } catch (IOException closedAnyway) {
            // Nothing is left to do with it.
        }
    }

    /** Lets go of what it opened for itself; look-ups under way fail. */
    @Override
    public void close() {
        closing.run();
    }
}
