package io.healthmon.javalin.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.healthmon.HealthMonitor;
import io.healthmon.HealthTarget;
import io.healthmon.javalin.Client;
import io.healthmon.javalin.Client.Reply;
import io.healthmon.javalin.HealthMonitorConfig;
import io.healthmon.javalin.HealthMonitorHost;
import io.healthmon.store.InMemoryStore;
import io.healthmon.target.AlertRules;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page of one service, as it is without any script. */
class ServicePageTest {

    private static final String HOSTILE = "<script>alert(1)</script>";

    private HttpServer target;
    private volatile int code = 200;
    private volatile String body = "{\"status\": \"healthy\", \"checks\": {\"database\": \"healthy\"}}";
    private HealthMonitor monitor;
    private HealthMonitorHost host;
    private Client client;

    @BeforeEach
    void start() throws IOException {
        target = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        target.createContext("/", exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(code, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        target.start();
        String address = "127.0.0.1:" + target.getAddress().getPort() + "/health";
        String url = "http://user:pass@" + address + "?token=s3cret";
        monitor = HealthMonitor.builder()
                .store(new InMemoryStore())
                .target(seldom(HealthTarget.http("web", url).critical(true).label("team", HOSTILE))
                        .rules(dependsOn("redis"))
                        .build())
                .target(seldom(HealthTarget.tcp("redis", "127.0.0.1", 1)).build())
                .target(seldom(HealthTarget.http("lone", "http://" + address)).build())
                .target(seldom(HealthTarget.tcp("shop", "127.0.0.1", 1))
                        .rules(dependsOn("web"))
                        .build())
                .start();
        host = HealthMonitorHost.builder(monitor)
                .port(0)
                .config(HealthMonitorConfig.builder().open(true).page(true).build())
                .start();
        client = new Client(host.port(), "Accept", "text/html");
    }

    @AfterEach
    void stop() {
        host.close();
        monitor.close();
        target.stop(0);
    }

    private static HealthTarget.Builder seldom(HealthTarget.Builder target) {
        return target.interval(Duration.ofDays(30)).timeout(Duration.ofSeconds(10));
    }

    private static AlertRules dependsOn(String service) {
        return new AlertRules(Duration.ZERO, Optional.empty(), Optional.empty(), Optional.empty(), List.of(service));
    }

    private void check() throws Exception {
        check("web");
    }

    private void check(String service) throws Exception {
        monitor.check(service).get(30, TimeUnit.SECONDS);
        monitor.flush().get(30, TimeUnit.SECONDS);
    }

    private String page(String path) {
        Reply reply = client.get(path);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).startsWith("text/html");
        return reply.response().body();
    }

    @Test
    void neverChecked_saysSo() {
        assertThat(page("/services/web"))
                .contains("Not checked yet", "It was not checked yet.", "There is none yet.")
                .doesNotContain("NaN", "null");
    }

    @Test
    void checked_showsWhatItFound() throws Exception {
        check();
        assertThat(page("/services/web"))
                .contains("Healthy</span> since", "every 720 h", "<b>critical</b>")
                .contains("database<span class=\"sr\"> is healthy</span>")
                .contains("HTTP 200 · application/json", "The body is not kept")
                .contains("<dt>first byte</dt>")
                .contains("p95, 24 h", "<dd>100 %</dd>")
                .contains("href=\"/services/redis\"", "href=\"/services/shop\"")
                .contains("web depends on redis (unknown); shop (unknown) depends on it.");
    }

    @Test
    void alert_isOnThePage_withWhatItWaitsFor() throws Exception {
        body = "{\"status\": \"unhealthy\", \"checks\": {\"database\": \"down\"}}";
        code = 503;
        check("lone");
        assertThat(page("/services/lone"))
                .contains("Alert, warning, for", "What its alert waits for", "<span class=\"chip bad\">active</span>")
                .contains("class=\"band deg\"")
                .contains("\"database\": \"down\"")
                .doesNotContain("The body is not kept");
    }

    @Test
    void secretsOfTheAddress_areMasked() throws Exception {
        check();
        for (String range : Range.words()) {
            assertThat(page("/services/web?range=" + range))
                    .contains("http://***@127.0.0.1:", "/health?token=***")
                    .doesNotContain("s3cret", "pass@");
        }
    }

    @Test
    void hostileAnswers_areText() throws Exception {
        String nasty = HOSTILE + "\\\" onload=\\\"alert(2)' <img src=x onerror=alert(3)> &lt;b&gt; \\u202e";
        body = "{\"status\": \"unhealthy\", \"checks\": {\"" + nasty + "\": \"down\", \"b\": \"" + nasty + "\"}}";
        for (String service : List.of("web", "lone")) {
            check(service);

            String page = page("/services/" + service);

            assertThat(page).doesNotContain(HOSTILE, "<img", "<b>&", "\u202e").contains("&lt;script&gt;alert(1)");
            assertThat(Pattern.compile("<script(?! (type=\"module\" )?src=\"/assets/)")
                            .matcher(page)
                            .find())
                    .as("scripts but our own")
                    .isFalse();
            assertThat(page).doesNotContain(" style=", "javascript:");
        }
    }

    @Test
    void unknownService_andUnknownRange_arePagesThatSayIt() {
        assertThat(client.get("/services/nope").status()).isEqualTo(404);
        assertThat(client.get("/services/nope").response().body()).contains("Unknown service: nope");
        assertThat(client.get("/services/web?range=5y").status()).isEqualTo(400);
        assertThat(client.get("/services/web?range=5y").response().body()).contains("1h, 24h, 7d, 90d");
    }
}
