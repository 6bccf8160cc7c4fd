package io.healthmon.javalin;

import io.healthmon.HealthMonitor;
import io.healthmon.javalin.auth.Loopback;
import io.healthmon.javalin.routes.ServedPaths;
import io.healthmon.javalin.server.Defences;
import io.healthmon.javalin.tls.Tls;
import io.healthmon.javalin.tls.TlsContext;
import io.healthmon.javalin.tls.TlsException;
import io.healthmon.time.SystemTimers;
import io.healthmon.time.Timers;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server that carries a monitor's REST API and nothing else, unless told. The monitor stays the caller's, to close after the
 * host.
 *
 * <pre>{@code
 * try (HealthMonitorHost host = HealthMonitorHost.builder(monitor).port(5000).start()) {
 *     …
 * }
 * }</pre>
 */
public final class HealthMonitorHost implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HealthMonitorHost.class);

    private final Javalin app;
    private final String host;
    private final boolean tls;
    private final Defences defences;
    private final Runnable release;

    private HealthMonitorHost(Javalin app, String host, boolean tls, Defences defences, Runnable release) {
        this.app = app;
        this.host = host;
        this.tls = tls;
        this.defences = defences;
        this.release = release;
    }

    /** Starts to describe a host. */
    public static Builder builder(HealthMonitor monitor) {
        return new Builder(monitor);
    }

    /** The address it listens on. */
    public String host() {
        return host;
    }

    /** The port it listens on. */
    public int port() {
        return app.port();
    }

    /** How many connections there are. */
    int connections() {
        return defences.connections();
    }

    /** Where it answers: scheme, address and port. */
    public String url() {
        String address = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
        return (tls ? "https://" : "http://") + address + ":" + port();
    }

    /** Stops: no new requests, those under way have a second and a half. Idempotent; returns within about 2 s. */
    @Override
    public void close() {
        app.stop();
        release.run();
    }

    /** Describes a host. Not thread-safe; used once. */
    public static final class Builder {
        private final HealthMonitor monitor;
        private final List<Consumer<JavalinConfig>> more = new ArrayList<>();
        private HealthMonitorConfig config =
                HealthMonitorConfig.builder().open(true).build();
        private String host = "127.0.0.1";
        private int port = 5000;
        private Optional<Tls> tls = Optional.empty();
        private Optional<Timers> timers = Optional.empty();

        private Builder(HealthMonitor monitor) {
            this.monitor = monitor;
        }

        /** The address to listen on; default 127.0.0.1. */
        public Builder host(String value) {
            host = value;
            return this;
        }

        /** The port to listen on; default 5000; 0 takes a free one. */
        public Builder port(int value) {
            if (value < 0 || value > 65_535) {
                throw new IllegalArgumentException("port must be from 0 to 65535, not " + value);
            }
            port = value;
            return this;
        }

        /** How the API is mounted; default open to this machine, without keys. */
        public Builder config(HealthMonitorConfig value) {
            config = value;
            return this;
        }

        /** Speaks TLS, and nothing else; default plain HTTP. */
        public Builder tls(Tls value) {
            tls = Optional.of(value);
            return this;
        }

        /** What looks for slow clients and changed certificates; for tests. */
        Builder timers(Timers value) {
            timers = Optional.of(value);
            return this;
        }

        /**
         * Adds to the application: pages, further routes. They are not behind the API's keys. What is no route, such as a folder of
         * files, is not served: every path has to be known.
         */
        public Builder with(Consumer<JavalinConfig> customizer) {
            more.add(customizer);
            return this;
        }

        /**
         * Starts to serve.
         *
         * @throws IllegalArgumentException if it would be reachable from other machines without a key or TLS, or there is no such host
         * @throws HostStartException if the port is taken, or the address is not this machine's
         * @throws TlsException if there is no certificate to serve with
         */
        public HealthMonitorHost start() {
            if (!Loopback.binds(host) && config.apiKeys().isEmpty() && tls.isEmpty()) {
                throw new IllegalArgumentException("an API key is needed to listen on " + host
                        + ": other machines can reach it; set a key, or TLS for logins, or listen on 127.0.0.1");
            }
            Optional<TlsContext> context = tls.map(it -> new TlsContext(it, config.clock()));
            ServerSocketChannel socket = listen();
            try {
                return serve(socket, context);
            } catch (RuntimeException e) {
                closeQuietly(socket);
                throw e;
            }
        }

        /** First of all, so that a port that is taken leaves nothing behind. */
        private ServerSocketChannel listen() {
            InetSocketAddress address = new InetSocketAddress(host, port);
            try {
                ServerSocketChannel socket = ServerSocketChannel.open();
                try {
                    socket.setOption(StandardSocketOptions.SO_REUSEADDR, true);
                    socket.bind(address);
                    // A check that the monitor made of itself would let in whoever may add one.
                    monitor.outbound().listensAt((InetSocketAddress) socket.getLocalAddress());
                    return socket;
                } catch (IOException | RuntimeException e) {
                    socket.close();
                    throw e;
                }
            } catch (IOException e) {
                throw new HostStartException("can't listen on " + host + ":" + port + ": " + why(e), e);
            }
        }

        private HealthMonitorHost serve(ServerSocketChannel socket, Optional<TlsContext> context) {
            Optional<SystemTimers> own =
                    timers.isPresent() ? Optional.empty() : Optional.of(new SystemTimers("healthmon-host-timer"));
            Timers looks = timers.orElseGet(own::orElseThrow);
            Defences defences = new Defences(config.clock(), looks, config.trustedProxies(), context);
            Runnable release = () -> {
                defences.close();
                own.ifPresent(SystemTimers::close);
            };
            try {
                Javalin app = start(socket, defences);
                defences.start();
                return new HealthMonitorHost(app, host, context.isPresent(), defences, release);
            } catch (RuntimeException e) {
                release.run();
                throw e;
            }
        }

        private Javalin start(ServerSocketChannel socket, Defences defences) {
            Javalin app = Javalin.create(javalin -> {
                new ServerTuning(socket, defences).apply(javalin);
                ServedPaths paths = new ServedPaths();
                javalin.events.handlerAdded(paths::add);
                javalin.registerPlugin(new HealthMonitorPlugin(monitor, config, Optional.of(paths)));
                more.forEach(customizer -> customizer.accept(javalin));
            });
            try {
                return app.start();
            } catch (RuntimeException e) {
                app.stop();
                throw new HostStartException("can't serve on " + host + ":" + port + "; the log has the details", e);
            }
        }

        private static void closeQuietly(ServerSocketChannel socket) {
            try {
                socket.close();
            } catch (IOException e) {
                LOG.debug("a socket could not be closed", e);
            }
        }

        private static String why(IOException refused) {
            String message = String.valueOf(refused.getMessage());
            if (message.contains("in use")) {
                return "the port is taken by another process";
            }
            return message.contains("denied")
                    ? "ports below 1024 need privileges"
                    : "the address is not one of this machine";
        }
    }
}
