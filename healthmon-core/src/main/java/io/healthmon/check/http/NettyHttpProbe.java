package io.healthmon.check.http;

import io.healthmon.check.Phase;
import io.healthmon.time.MonitorClock;
import io.netty.handler.codec.http.FullHttpRequest;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The full probe: exchanges over Netty's HTTP codec. It dials the addresses that it is given, in order; tells each phase and what
 * it took; uses a fresh or a kept connection as the spec says; and takes no answer whose end is uncertain. Nothing is repeated,
 * but one request that went over a kept connection which turned out to be closed.
 *
 * <p>All exchanges share one or two threads; what takes long (the TLS handshake's arithmetic, decoding a body) runs on
 * {@code work}. An exchange that waits holds a socket and a few kilobytes.
 */
final class NettyHttpProbe implements HttpProbe {

    private final MonitorClock clock;
    private final Executor work;
    private final TlsContexts contexts = new TlsContexts();
    private final NettyEventLoops loops = new NettyEventLoops();
    private final NettyIdleConnections idle;

    NettyHttpProbe(MonitorClock clock, Executor work) {
        this.clock = clock;
        this.work = work;
        this.idle = new NettyIdleConnections(clock);
    }

    @Override
    public Exchange start(HttpExchangeRequest request, Consumer<Phase> entering) {
        Hop hop = request.hop();
        FullHttpRequest message;
        @Nullable SSLContext trust;
        try {
            message = NettyRequests.of(request);
            trust = hop.encrypted() ? contexts.of(request.spec().tls()) : null;
        } catch (IllegalArgumentException refused) {
            return new FailedExchange(HttpFailures.unsendable(hop));
        } catch (UnusableCaException unusable) {
            return new FailedExchange(HttpFailures.unusableCa(unusable));
        }
        NettyExchange exchange = new NettyExchange(request, message, trust, clock, entering, this);
        try {
            loops.next().execute(exchange::begin);
        } catch (RejectedExecutionException closed) {
            return new FailedExchange(HttpFailures.CLOSED);
        }
        return exchange;
    }

    @Override
    public List<Executor> threads() {
        return loops.all();
    }

    NettyEventLoops loops() {
        return loops;
    }

    NettyIdleConnections idle() {
        return idle;
    }

    Executor work() {
        return work;
    }

    /** Closes every connection with its thread; what is under way ends with that. */
    @Override
    public void close() {
        loops.close();
    }
}
