package io.healthmon.check.http;

import io.healthmon.check.Observation;
import io.healthmon.check.Phase;
import io.healthmon.check.PhaseClock;
import io.healthmon.check.Timings;
import io.healthmon.outbound.NettyDoor;
import io.healthmon.outbound.PinnedAddress;
import io.healthmon.time.MonitorClock;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * One exchange of the full probe: finds a connection, an idle one or one that it dials, and gives the request to it. Ends once,
 * whatever happens later. All but {@link #abort} and {@link #result} runs on its event loop.
 */
final class NettyExchange implements HttpProbe.Exchange {

    private final HttpExchangeRequest request;
    private final FullHttpRequest message;
    private final @Nullable SSLContext trust;
    private final MonitorClock clock;
    private final NettyHttpProbe probe;
    private final PhaseClock phases;
    private final long startedNanos;
    private final CompletableFuture<HttpExchangeResult> result = new CompletableFuture<>();
    private volatile @Nullable Channel channel;

    NettyExchange(
            HttpExchangeRequest request,
            FullHttpRequest message,
            @Nullable SSLContext trust,
            MonitorClock clock,
            Consumer<Phase> entering,
            NettyHttpProbe probe) {
        this.request = request;
        this.message = message;
        this.trust = trust;
        this.clock = clock;
        this.probe = probe;
        this.phases = new PhaseClock(entering, clock);
        this.startedNanos = clock.nanos();
    }

    /** Starts it. Called on an event loop. */
    void begin() {
        fenced(this::findConnection);
    }

    private void findConnection() {
        if (NettyRequests.mayUseKept(request)) {
            Optional<NettyConnection> kept = probe.idle().take(this::keyOf, addresses());
            if (kept.isPresent()) {
                channel = kept.get().channel();
                kept.get().channel().eventLoop().execute(() -> kept.get().carry(this));
                return;
            }
        }
        dial(0);
    }

    /** As {@link #begin}, but over a connection of its own: the kept one was closed before a byte of the answer came. */
    void beginAfresh() {
        fenced(() -> dial(0));
    }

    /** What Netty would log and forget must end the exchange. */
    private void fenced(Runnable step) {
        try {
            step.run();
        } catch (Throwable bug) {
            fail(bug);
        }
    }

    /** Ends it because of a bug. */
    void fail(Throwable bug) {
        result.completeExceptionally(bug);
    }

    // ---- connecting

    private void dial(int number) {
        if (result.isDone()) {
            return;
        }
        phases.entering(Phase.CONNECT);
        SocketChannel socket;
        try {
            socket = probe.loops().open();
        } catch (ChannelException none) {
            noConnection(none, number);
            return;
        }
        PinnedAddress address = addresses().get(number);
        socket.config().setTcpNoDelay(true).setConnectTimeoutMillis(share(number));
        NettyConnection connection = new NettyConnection(socket, keyOf(address), probe.idle());
        SslHandler tls = trust == null ? null : NettyTls.handler(request, trust, probe.work());
        connection.install(tls);
        EventLoop loop = probe.loops().next();
        loop.register(socket).addListener(registered -> {
            channel = socket;
            if (!registered.isSuccess()) {
                socket.unsafe().closeForcibly();
                end(HttpFailures.CLOSED);
            } else if (result.isDone()) {
                socket.close();
            } else {
                NettyDoor.connect(socket, address)
                        .addListener(connected -> fenced(() -> connected(connected.cause(), number, connection, tls)));
            }
        });
    }

    /** An equal share of the time that is left, so that an address that swallows packets does not hide a good one. */
    private int share(int number) {
        long millis = left().toMillis() / (addresses().size() - number);
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, millis));
    }

    private Duration left() {
        return request.connectTimeout().minusNanos(clock.nanos() - startedNanos);
    }

    private void connected(
            @Nullable Throwable failure, int number, NettyConnection connection, @Nullable SslHandler tls) {
        if (failure != null) {
            connection.channel().close();
            noConnection(failure, number);
        } else if (tls == null) {
            connection.carry(this);
        } else {
            shakeHands(connection, tls);
        }
    }

    private void noConnection(Throwable failure, int number) {
        Observation observation = NettyFailures.connecting(failure, request.hop(), phases.timings());
        if (observation instanceof Observation.MonitorFault) {
            probe.idle().closeAll();
            end(observation);
        } else if (number + 1 < addresses().size()) {
            dial(number + 1);
        } else {
            end(observation);
        }
    }

    private void shakeHands(NettyConnection connection, SslHandler tls) {
        phases.entering(Phase.TLS);
        tls.setHandshakeTimeoutMillis(Math.max(1, left().toMillis()));
        tls.handshakeFuture()
                .addListener(shaken -> fenced(() -> shaken(
                        shaken.isSuccess() ? NettyTls.expiredSince(tls.engine().getSession(), clock) : shaken.cause(),
                        connection)));
    }

    private void shaken(@Nullable Throwable failure, NettyConnection connection) {
        if (failure == null) {
            connection.carry(this);
        } else {
            connection.channel().close();
            end(NettyFailures.handshaking(failure, request.hop(), phases.timings()));
        }
    }

    private List<PinnedAddress> addresses() {
        return request.admitted().addresses();
    }

    private NettyIdleConnections.Key keyOf(PinnedAddress address) {
        return new NettyIdleConnections.Key(request.hop().host(), address, trust);
    }

    // ---- what its connection asks and tells

    HttpExchangeRequest request() {
        return request;
    }

    /** What to send now; each call is another sending. */
    FullHttpRequest message() {
        return message.retainedDuplicate();
    }

    PhaseClock phases() {
        return phases;
    }

    boolean isOver() {
        return result.isDone();
    }

    /** A whole answer, or as much as was wanted. A body is decoded off the event loop, since that may take long. */
    void answered(NettyAnswer answer) {
        Timings timings = phases.timings();
        if (!answer.isEncoded()) {
            result.complete(answer.result(timings));
            return;
        }
        try {
            probe.work().execute(() -> fenced(() -> result.complete(answer.result(timings))));
        } catch (RejectedExecutionException closed) {
            end(HttpFailures.CLOSED);
        }
    }

    void end(Observation observation) {
        result.complete(new HttpExchangeResult.Failed(observation));
    }

    // ---- what its check asks and tells

    @Override
    public CompletionStage<HttpExchangeResult> result() {
        return result;
    }

    @Override
    public void abort() {
        if (result.complete(new HttpExchangeResult.Failed(HttpFailures.GIVEN_UP))) {
            Channel open = channel;
            if (open != null) {
                open.close();
            }
        }
    }
}
