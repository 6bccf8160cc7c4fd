package io.healthmon.javalin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Talks to a host as anybody would: HTTP, on a port. */
public final class Client {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String base;
    private final String[] headers;

    public Client(int port, String... headers) {
        this.base = "http://127.0.0.1:" + port;
        this.headers = headers;
    }

    public record Reply(int status, JsonNode json, HttpResponse<String> response) {
        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    public Reply get(String path) {
        return send("GET", path);
    }

    public Reply post(String path) {
        return send("POST", path);
    }

    /** With a body of JSON. */
    public Reply send(String method, String path, String body) {
        return send(
                request(path).header("Content-Type", "application/json").method(method, BodyPublishers.ofString(body)));
    }

    public Reply send(String method, String path) {
        return send(request(path).method(method, BodyPublishers.noBody()));
    }

    public Reply send(HttpRequest.Builder request) {
        return sendAsync(request).join();
    }

    public CompletableFuture<Reply> sendAsync(HttpRequest.Builder request) {
        return HTTP.sendAsync(request.build(), BodyHandlers.ofString()).thenApply(Client::reply);
    }

    public HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(30));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request;
    }

    private static Reply reply(HttpResponse<String> response) {
        boolean json = response.headers()
                .firstValue("Content-Type")
                .filter("application/json"::equals)
                .isPresent();
        try {
            return new Reply(
                    response.statusCode(),
                    json && !response.body().isEmpty() ? JSON.readTree(response.body()) : JSON.nullNode(),
                    response);
        } catch (IOException e) {
            throw new AssertionError("not JSON: " + response.body(), e);
        }
    }
}
