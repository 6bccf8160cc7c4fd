package io.healthmon.javalin.standalone;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The other end of whatever sends secrets: a target, a channel's service, a Redis, a login provider. Refuses, and repeats all it was sent. */
final class Parrot implements AutoCloseable {

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final HttpServer http;
    private final ServerSocket redis = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

    Parrot() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", exchange -> repeat(exchange, 403));
        http.createContext("/sick", exchange -> repeat(exchange, 500));
        http.createContext("/ok", exchange -> {
            hear(exchange);
            answer(exchange, 200, "{\"status\": \"healthy\"}");
        });
        http.createContext("/away", exchange -> redirect(exchange, "http://127.0.0.1:1/away"));
        http.createContext("/metadata", exchange -> redirect(exchange, "http://169.254.169.254/metadata"));
        http.createContext("/loop", exchange -> redirect(exchange, "/loop"));
        http.createContext(
                "/.well-known/openid-configuration", exchange -> answer(exchange, 200, """
                        {"issuer": "%1$s", "authorization_endpoint": "%1$s/authorize", "token_endpoint": "%1$s/token",
                         "jwks_uri": "%1$s/keys", "response_types_supported": ["code"],
                         "subject_types_supported": ["public"], "id_token_signing_alg_values_supported": ["ES256"]}
                        """.formatted(url())));
        http.start();
        Thread thread = new Thread(this::accept, "parrot");
        thread.setDaemon(true);
        thread.start();
    }

    String url() {
        return "http://" + address();
    }

    String address() {
        return "127.0.0.1:" + http.getAddress().getPort();
    }

    String redis() {
        return "127.0.0.1:" + redis.getLocalPort();
    }

    /** All that was sent. */
    String heard() {
        return String.join("\n", heard);
    }

    private String hear(HttpExchange exchange) throws IOException {
        StringBuilder text = new StringBuilder(exchange.getRequestURI().toString());
        for (Map.Entry<String, List<String>> header :
                exchange.getRequestHeaders().entrySet()) {
            text.append(' ').append(header.getKey()).append(": ").append(String.join(", ", header.getValue()));
        }
        text.append(' ').append(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        heard.add(text.toString());
        return text.toString();
    }

    /** In the forms in which services say what is wrong. */
    private void repeat(HttpExchange exchange, int status) throws IOException {
        String said = hear(exchange).replaceAll("[^ -~]|[\"\\\\]", " ");
        answer(
                exchange,
                status,
                "{\"error\": \"" + said + "\", \"error_description\": \"" + said + "\", \"message\": \"" + said
                        + "\", \"description\": \"" + said + "\"}");
    }

    private void redirect(HttpExchange exchange, String to) throws IOException {
        hear(exchange);
        exchange.getResponseHeaders()
                .set("Location", to + "?" + exchange.getRequestURI().getRawQuery());
        answer(exchange, 302, "");
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private void accept() {
        while (true) {
            try (Socket socket = redis.accept()) {
                socket.setSoTimeout(200);
                refuse(socket);
            } catch (IOException e) {
                if (redis.isClosed()) {
                    return;
                }
            }
        }
    }

    private void refuse(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[4_096];
        int read;
        while ((read = in.read(buffer)) > 0) {
            String said = new String(buffer, 0, read, StandardCharsets.UTF_8);
            heard.add(said);
            socket.getOutputStream()
                    .write(("-ERR what is " + said.replaceAll("[^ -~]+", " ") + "\r\n")
                            .getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public void close() throws IOException {
        http.stop(0);
        redis.close();
    }
}
