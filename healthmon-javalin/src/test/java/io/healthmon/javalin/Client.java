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
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Talks to a host as anybody would: HTTP, on a port. */
public final class Client {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final HttpClient http;
    private final String base;
    private final String[] headers;

    public Client(int port, String... headers) {
        this(HTTP, "http://127.0.0.1:" + port, headers);
    }

    private Client(HttpClient http, String base, String... headers) {
        this.http = http;
        this.base = base;
        this.headers = headers;
    }

    /** One that talks TLS, and asks for nobody's certificate. */
    public static Client overTls(int port, String... headers) {
        return new Client(
                HttpClient.newBuilder().sslContext(TrustAnybody.context()).build(),
                "https://127.0.0.1:" + port,
                headers);
    }

    /** Where it asks. */
    public String base() {
        return base;
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
        return http.sendAsync(request.build(), Client::body).thenApply(Client::reply);
    }

    /** Of what goes on and on only that it began. */
    private static BodySubscriber<String> body(HttpResponse.ResponseInfo info) {
        boolean endless = info.headers()
                .firstValue("Content-Type")
                .filter(type -> type.startsWith("text/event-stream"))
                .isPresent();
        return endless ? new Beginning() : BodyHandlers.ofString().apply(info);
    }

    private static final class Beginning implements BodySubscriber<String> {
        @Override
        public CompletionStage<String> getBody() {
            return CompletableFuture.completedFuture("");
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.cancel();
        }

        @Override
        public void onNext(List<ByteBuffer> bytes) {}

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onComplete() {}
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
