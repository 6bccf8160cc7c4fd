package io.healthmon.check.http;

import io.healthmon.check.Phase;
import io.healthmon.outbound.OutboundDoor;
import io.healthmon.target.Secret;
import io.healthmon.time.MonitorClock;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exchanges over the JDK's client, the one that needs no dependency. What it cannot do: tell connecting from waiting for the
 * answer in its times, use an address that was resolved before, choose a fresh connection (idle ones are used again), or
 * send headers such as Host and Connection. It repeats a GET once by itself if the connection ends before any answer.
 *
 * <p>Since it looks names up itself, a host passes only if all of its addresses do, and is judged once more when its answer has come;
 * an answer from where nobody should have asked is thrown away. What that cannot undo is that it was asked.
 */
final class JdkHttpProbe implements HttpProbe {

    private static final Logger LOG = LoggerFactory.getLogger(JdkHttpProbe.class);

    private final MonitorClock clock;
    private final OutboundDoor door;
    private final JdkClients clients = new JdkClients();
    private final Set<Exchange> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    JdkHttpProbe(MonitorClock clock, OutboundDoor door) {
        this.clock = clock;
        this.door = door;
        LOG.info("HTTP checks go over the JDK's client, which uses idle connections again whatever 'connection' says;"
                + " with io.netty:netty-codec-http on the class path they go over Netty, which does as told");
        if (JvmNameCache.off()) {
            LOG.warn(JvmNameCache.warning());
        }
    }

    @Override
    public Exchange start(HttpExchangeRequest request, Consumer<Phase> entering) {
        Hop hop = request.hop();
        HttpRequest message;
        HttpClient client;
        try {
            message = message(hop);
            client = clients.client(request.connectTimeout(), request.spec().tls());
        } catch (IllegalArgumentException refused) {
            return new FailedExchange(HttpFailures.unsendable(hop));
        } catch (UnusableCaException | UncheckedIOException e) {
            return new FailedExchange(JdkFailures.of(e, hop));
        }
        Exchange exchange =
                new JdkExchange(client, message, request, clock, door, entering, () -> clients.forget(client));
        underWay.add(exchange);
        exchange.result().whenComplete((result, thrown) -> underWay.remove(exchange));
        if (closed) {
            exchange.abort();
        }
        return exchange;
    }

    private static HttpRequest message(Hop hop) {
        if (hop.port() > HttpSpec.MAX_PORT) {
            throw new IllegalArgumentException("port");
        }
        BodyPublisher body =
                hop.body().map(Secret::reveal).map(BodyPublishers::ofString).orElseGet(BodyPublishers::noBody);
        HttpRequest.Builder builder = HttpRequest.newBuilder(hop.uri()).method(hop.method(), body);
        hop.headers().forEach((name, value) -> builder.header(name, value.reveal()));
        return builder.build();
    }

    /** Ends what is under way itself: before Java 21 a client cannot be closed, and would go on with it. */
    @Override
    public void close() {
        closed = true;
        underWay.forEach(Exchange::abort);
        clients.close();
    }
}
