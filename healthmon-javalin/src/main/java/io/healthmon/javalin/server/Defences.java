package io.healthmon.javalin.server;

import io.healthmon.javalin.auth.TrustedProxies;
import io.healthmon.javalin.tls.TlsContext;
import io.healthmon.javalin.wire.SafeHeaders;
import io.healthmon.time.MonitorClock;
import io.healthmon.time.Timers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What keeps a server standing whoever asks, and however: bounds on connections, headers, bodies, answers and threads, and TLS. Slow
 * clients are looked for every second.
 */
public final class Defences implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Defences.class);

    private static final Duration LOOK = Duration.ofSeconds(1);
    /** More answer no sooner where two cores are all there is, and take them from the checks. */
    private static final int THREADS = 8;

    private static final int WAITING = 512;
    private static final Duration IDLE = Duration.ofSeconds(10);

    private final MonitorClock clock;
    private final Timers timers;
    private final Optional<TlsContext> tls;
    private final Lines lines;
    private final ThreadPoolExecutor threads = threads();
    private Optional<GuardedConnector> connector = Optional.empty();
    private volatile boolean closed;

    /** {@code timers} run the looks, until this is closed. */
    public Defences(MonitorClock clock, Timers timers, TrustedProxies proxies, Optional<TlsContext> tls) {
        this.clock = clock;
        this.timers = timers;
        this.tls = tls;
        this.lines = new Lines(proxies, clock);
    }

    private static ThreadPoolExecutor threads() {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE.toSeconds(), TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING), task -> {
                    Thread thread = new Thread(task, "healthmon-route-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /** Puts itself before all that the server does. */
    public void standBefore(Server server) {
        server.insertHandler(new Lanes(threads));
        server.insertHandler(new WholeRequest());
        server.insertHandler(new Doorway(clock));
    }

    /** What accepts the connections that come to {@code socket}. */
    public ServerConnector connector(Server server, HttpConfiguration http, ServerSocketChannel socket) {
        tls.ifPresent(it -> http.addCustomizer(
                new SecureRequestCustomizer(false, false, SafeHeaders.STAY_OVER_TLS.toSeconds(), false)));
        HttpConnectionFactory plain = new HttpConnectionFactory(http);
        try {
            GuardedConnector made = tls.isPresent()
                    ? new GuardedConnector(
                            server, socket, lines, clock, tls.get().connections(plain.getProtocol()), plain)
                    : new GuardedConnector(server, socket, lines, clock, plain);
            connector = Optional.of(made);
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Begins to look for slow clients and changed certificates. */
    public void start() {
        timers.after(LOOK, this::look);
        tls.ifPresent(it -> timers.after(TlsContext.REFRESH, () -> refresh(it)));
    }

    private void look() {
        if (closed) {
            return;
        }
        try {
            lines.cutSlowOnes();
            connector.ifPresent(GuardedConnector::forgetLost);
        } catch (RuntimeException e) {
            LOG.error("slow connections could not be looked for", e);
        }
        timers.after(LOOK, this::look);
    }

    /** Reads files, and so not on the timers' thread. */
    private void refresh(TlsContext context) {
        if (closed) {
            return;
        }
        try {
            threads.execute(context::refresh);
        } catch (RuntimeException full) {
            LOG.debug("no thread to look for a changed certificate", full);
        }
        timers.after(TlsContext.REFRESH, () -> refresh(context));
    }

    /** How many connections there are. */
    public int connections() {
        return lines.size();
    }

    /** Ends the looks. The threads end by themselves. */
    @Override
    public void close() {
        closed = true;
        threads.shutdown();
    }
}
