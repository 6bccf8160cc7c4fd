package io.healthmon.examples.benchmarks.farm;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * A farm's control port: {@code /} where it listens, {@code /ledger} what it served, {@code /arrivals} requests in each 100 ms;
 * all JSON.
 */
final class FarmControl implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;

    FarmControl(Farm farm, int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        serve("/ledger", farm::ledger);
        serve("/arrivals", farm::arrivals);
        serve("/", () -> new FarmState(ProcessHandle.current().pid(), farm.endpoints(), farm.refusing()));
        server.start();
    }

    private interface Body {
        Object get() throws IOException;
    }

    private void serve(String path, Body body) {
        server.createContext(path, exchange -> {
            if (exchange.getRequestURI().getPath().equals(path)) {
                send(exchange, 200, JSON.writeValueAsBytes(body.get()));
            } else {
                send(exchange, 404, new byte[] {'\n'});
            }
        });
    }

    private static void send(HttpExchange exchange, int code, byte[] body) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(code, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
