package io.healthmon.expose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HealthServerTest {

    private static final int MORE_CLIENTS_THAN_THREADS = 20;

    private final AtomicReference<ComponentHealth> database = new AtomicReference<>(ComponentHealth.healthy());
    private final HttpClient client = HttpClient.newHttpClient();
    private final HealthEndpoint endpoint = HealthEndpoint.builder("stream-bot")
            .clock(new SteppedClock())
            .cacheTime(Duration.ZERO)
            .criticalComponent("database", database::get)
            .build();
    private final HealthServer server = endpoint.serve("127.0.0.1", 0);

    HealthServerTest() throws IOException {}

    @AfterEach
    void close() {
        server.close();
        endpoint.close();
    }

    @Test
    void get_healthy_is200() throws Exception {
        HttpResponse<String> response = send(request("/health"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(response.body())
                .isEqualTo(endpoint.respond("/health").orElseThrow().body());
    }

    @Test
    void get_unhealthy_is503WithABody() throws Exception {
        database.set(ComponentHealth.unhealthy());

        HttpResponse<String> response = send(request("/api/health?verbose=1"));

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).contains("\"status\":\"unhealthy\"", "\"database\":\"unhealthy\"");
    }

    @Test
    void head_isTheHeadersOfGet() throws Exception {
        HttpResponse<String> get = send(request("/health"));
        HttpResponse<String> head = send(request("/health").method("HEAD", HttpRequest.BodyPublishers.noBody()));

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("Content-Length"))
                .isEqualTo(get.headers().firstValue("Content-Length"));
    }

    @Test
    void otherPathsAndMethods_are404And405() throws Exception {
        assertThat(send(request("/")).statusCode()).isEqualTo(404);
        assertThat(send(request("/healthz")).statusCode()).isEqualTo(404);
        HttpResponse<String> post = send(request("/health").POST(HttpRequest.BodyPublishers.ofString("x")));
        assertThat(post.statusCode()).isEqualTo(405);
        assertThat(post.headers().firstValue("Allow")).contains("GET, HEAD");
    }

    @Test
    void slowClients_moreThanThreads_keepNobodyOut() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try (HealthServer strict =
                new HealthServer(endpoint, new InetSocketAddress("127.0.0.1", 0), Duration.ofSeconds(1))) {
            for (int i = 0; i < MORE_CLIENTS_THAN_THREADS; i++) {
                Socket socket = new Socket("127.0.0.1", strict.port());
                socket.getOutputStream().write("GET /health HT".getBytes(StandardCharsets.US_ASCII));
                slow.add(socket);
            }

            assertThat(send(request(strict.port(), "/health")).statusCode()).isEqualTo(200);
            for (Socket socket : slow) {
                socket.setSoTimeout(30_000);
                assertThat(socket.getInputStream().read()).isEqualTo(-1);
            }
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void exchanges_beyondTheQueue_areCutOffAtOnce() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        ExchangeExecutor executor = new ExchangeExecutor(DaemonThreads.pool("test", 1), Duration.ofSeconds(50));
        Runnable waits = () -> awaitQuietly(release);
        for (int i = 0; i < 257; i++) {
            executor.execute(waits);
        }
        AtomicReference<Boolean> interrupted = new AtomicReference<>();

        executor.execute(() -> interrupted.set(Thread.currentThread().isInterrupted()));

        assertThat(interrupted).hasValue(true);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        release.countDown();
        executor.close();
    }

    @Test
    void close_freesThePortAndLeavesTheEndpoint() throws Exception {
        int port = server.port();
        server.close();

        assertThatThrownBy(() -> send(request(port, "/health"))).isInstanceOf(ConnectException.class);
        assertThat(endpoint.respond("/health").orElseThrow().code()).isEqualTo(200);
        try (HealthServer again = endpoint.serve("127.0.0.1", port)) {
            assertThat(send(request(again.port(), "/health")).statusCode()).isEqualTo(200);
        }
    }

    private HttpRequest.Builder request(String path) {
        return request(server.port(), path);
    }

    private static HttpRequest.Builder request(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(30));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
