package io.healthmon.examples.homelab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ControlServerTest {

    private final HttpClient client = HttpClient.newHttpClient();
    private Homelab homelab;

    @BeforeEach
    void start() throws IOException {
        homelab = Homelab.start(0);
    }

    @AfterEach
    void close() {
        homelab.close();
    }

    @Test
    void root_isATableOfTheServices() throws Exception {
        homelab.set("minio", Mode.SLOW);

        HttpResponse<String> response = send("GET", "/");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
        assertThat(response.body().lines().limit(5))
                .containsExactly(
                        "SERVICE      MODE       URL",
                        "stream-bot   healthy    " + homelab.addresses().get("stream-bot"),
                        "discord-bot  healthy    " + homelab.addresses().get("discord-bot"),
                        "minio        slow       " + homelab.addresses().get("minio"),
                        "redis        healthy    " + homelab.addresses().get("redis"));
        assertThat(response.body())
                .contains("POST /break/<service>/<mode>", "healthy, degraded, unhealthy, hanging, refusing, slow");
    }

    @Test
    void breakAndRepair_everyMode_switch() throws Exception {
        for (Mode mode : Mode.values()) {
            HttpResponse<String> broken = send("POST", "/break/redis/" + mode.word());
            assertThat(broken.statusCode()).isEqualTo(200);
            assertThat(broken.body()).contains("redis        " + mode.word());
            assertThat(homelab.mode("redis")).isEqualTo(mode);

            assertThat(send("POST", "/repair/redis").statusCode()).isEqualTo(200);
            assertThat(homelab.mode("redis")).isEqualTo(Mode.HEALTHY);
        }
    }

    @Test
    void mistakes_areNamed() throws Exception {
        assertThat(send("POST", "/break/plex/hanging"))
                .returns(404, HttpResponse::statusCode)
                .returns(
                        "Unknown service: plex; there are stream-bot, discord-bot, minio, redis\n", HttpResponse::body);
        assertThat(send("POST", "/break/redis/sleepy"))
                .returns(400, HttpResponse::statusCode)
                .returns(
                        "Unknown mode: sleepy; there are healthy, degraded, unhealthy, hanging, refusing, slow\n",
                        HttpResponse::body);
        assertThat(send("GET", "/break/redis/hanging").statusCode()).isEqualTo(405);
        assertThat(send("POST", "/").statusCode()).isEqualTo(405);
        assertThat(send("POST", "/repair/plex").statusCode()).isEqualTo(404);
        assertThat(send("POST", "/break/redis").statusCode()).isEqualTo(404);
        assertThat(send("GET", "/nothing").statusCode()).isEqualTo(404);
        assertThat(homelab.mode("redis")).isEqualTo(Mode.HEALTHY);
    }

    private HttpResponse<String> send(String method, String path) throws Exception {
        URI uri = homelab.control().resolve(path);
        return client.send(
                HttpRequest.newBuilder(uri)
                        .timeout(Duration.ofSeconds(30))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }
}
