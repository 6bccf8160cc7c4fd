package io.healthmon.examples.homelab;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Switches the homelab over HTTP: {@code GET /} is a table of the services, {@code POST /break/<service>/<mode>} and
 * {@code POST /repair/<service>} switch one and answer with the table. Plain text throughout, on loopback alone.
 */
final class ControlServer implements AutoCloseable {

    private static final String HELP = """

            POST /break/<service>/<mode>    modes: %s
            POST /repair/<service>
            """;

    private final Homelab homelab;
    private final HttpServer server;

    ControlServer(Homelab homelab, int port) throws IOException {
        this.homelab = homelab;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Reply reply =
                    reply(exchange.getRequestMethod(), exchange.getRequestURI().getPath());
            byte[] body = reply.text().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
            exchange.sendResponseHeaders(reply.code(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Reply reply(String method, String path) throws IOException {
        List<String> parts = List.of(path.substring(1).split("/", -1));
        if (path.equals("/")) {
            return method.equals("GET") ? new Reply(200, table()) : new Reply(405, "Only GET is allowed here.\n");
        }
        boolean breaks = parts.size() == 3 && parts.get(0).equals("break");
        boolean repairs = parts.size() == 2 && parts.get(0).equals("repair");
        if (!breaks && !repairs) {
            return new Reply(404, "No such path." + help());
        }
        if (!method.equals("POST")) {
            return new Reply(405, "Only POST is allowed here.\n");
        }
        Optional<Mode> mode = repairs ? Optional.of(Mode.HEALTHY) : Mode.ofWord(parts.get(2));
        return mode.isPresent()
                ? set(parts.get(1), mode.get())
                : new Reply(400, "Unknown mode: " + parts.get(2) + "; there are " + Mode.words() + "\n");
    }

    private Reply set(String service, Mode mode) throws IOException {
        try {
            homelab.set(service, mode);
            return new Reply(200, table());
        } catch (IllegalArgumentException unknownService) {
            return new Reply(404, unknownService.getMessage() + "\n");
        }
    }

    private String table() {
        StringBuilder table = new StringBuilder("%-12s %-10s %s\n".formatted("SERVICE", "MODE", "URL"));
        homelab.addresses()
                .forEach((service, url) -> table.append("%-12s %-10s %s\n"
                        .formatted(service, homelab.mode(service).word(), url)));
        return table.append(help()).toString();
    }

    private static String help() {
        return HELP.formatted(Mode.words());
    }

    private record Reply(int code, String text) {}
}
