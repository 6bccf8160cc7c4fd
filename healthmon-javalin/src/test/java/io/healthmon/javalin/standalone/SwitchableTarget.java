package io.healthmon.javalin.standalone;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A service that is healthy or not, as told. */
final class SwitchableTarget implements AutoCloseable {

    private final HttpServer server;
    private volatile boolean healthy = true;

    SwitchableTarget() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/health", exchange -> {
            boolean now = healthy;
            byte[] body = ("{\"status\":\"" + (now ? "healthy" : "unhealthy") + "\",\"checks\":{\"database\":\""
                            + (now ? "healthy" : "unhealthy") + "\"}}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(now ? 200 : 503, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    void healthy(boolean value) {
        healthy = value;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/health";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
