package io.healthmon.expose;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * A {@link HealthEndpoint} on a port of its own, until closed. Serves GET and HEAD on 16 threads; a client that takes more
 * than 5 s to send its request or read its answer is cut off, so that slow clients can't keep others out. Meant for the
 * network of a monitor, not for the open Internet.
 */
public final class HealthServer implements AutoCloseable {

    static final Duration EXCHANGE_LIMIT = Duration.ofSeconds(5);
    private static final int THREADS = 16;
    private static final Set<String> METHODS = Set.of("GET", "HEAD");

    private final HttpServer server;
    private final ExchangeExecutor executor;

    HealthServer(HealthEndpoint endpoint, InetSocketAddress address, Duration exchangeLimit) throws IOException {
        executor = new ExchangeExecutor(DaemonThreads.pool("health-http", THREADS), exchangeLimit);
        server = HttpServer.create(address, 0);
        server.createContext("/", exchange -> handle(endpoint, exchange));
        server.setExecutor(executor);
        server.start();
    }

    /** The port it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** Frees the port and cuts open connections. The endpoint stays usable. */
    @Override
    public void close() {
        server.stop(0);
        executor.close();
    }

    private static void handle(HealthEndpoint endpoint, HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!METHODS.contains(exchange.getRequestMethod())) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                exchange.sendResponseHeaders(405, -1);
                return;
            }
            Optional<HealthResponse> response =
                    endpoint.respond(exchange.getRequestURI().getPath());
            if (response.isEmpty()) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            send(exchange, response.get());
        }
    }

    private static void send(HttpExchange exchange, HealthResponse response) throws IOException {
        byte[] body = response.bytes();
        exchange.getResponseHeaders().set("Content-Type", response.contentType());
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
            exchange.sendResponseHeaders(response.code(), -1);
        } else {
            exchange.sendResponseHeaders(response.code(), body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
