package io.healthmon.expose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.healthmon.HealthStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class HealthEndpointTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final SteppedClock clock = new SteppedClock();
    private final List<HealthEndpoint> opened = new ArrayList<>();

    @AfterEach
    void closeAll() {
        opened.forEach(HealthEndpoint::close);
    }

    @Test
    void health_allComponentsHealthy_is200WithTheSeedsBody() throws Exception {
        HealthEndpoint endpoint = open(builder()
                .version("1.2.3")
                .criticalComponent("database", ComponentHealth::healthy)
                .component("bot_manager", () -> ComponentHealth.healthy("running"))
                .details("bot", () -> Map.of("active", 3)));
        clock.step(Duration.ofMillis(61_999));

        HealthResponse response = endpoint.respond("/health").orElseThrow();

        assertThat(response.code()).isEqualTo(200);
        assertThat(response.contentType()).isEqualTo("application/json");
        assertThat(MAPPER.readTree(response.bytes())).isEqualTo(MAPPER.readTree("""
                {"status": "healthy", "service": "stream-bot", "version": "1.2.3", "uptime": 61,
                 "checks": {"database": "healthy", "bot_manager": "running"},
                 "timestamp": "2026-11-24T12:00:00Z"}"""));
    }

    @Test
    void apiHealth_details_standBesideTheSameFields() throws Exception {
        HealthEndpoint endpoint = open(builder()
                .healthyWord("online")
                .criticalComponent("database", ComponentHealth::healthy)
                .details("websocket", () -> Map.of("clients", 7)));

        assertThat(MAPPER.readTree(endpoint.respond("/api/health").orElseThrow().body()))
                .isEqualTo(MAPPER.readTree("""
                {"status": "online", "service": "stream-bot", "uptime": 0, "checks": {"database": "healthy"},
                 "websocket": {"clients": 7}, "timestamp": "2026-11-24T12:00:00Z"}"""));
        assertThat(body(endpoint, "/health").path("status").textValue()).isEqualTo("healthy");
    }

    @Test
    void respond_anotherPath_isEmpty() {
        HealthEndpoint endpoint = open(builder());

        assertThat(List.of("/", "", "/health/", "/healthz", "/API/health"))
                .allSatisfy(path -> assertThat(endpoint.respond(path)).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "HEALTHY,   HEALTHY,   healthy,   200",
        "HEALTHY,   DEGRADED,  degraded,  503",
        "HEALTHY,   UNKNOWN,   degraded,  503",
        "HEALTHY,   UNHEALTHY, degraded,  503",
        "DEGRADED,  HEALTHY,   degraded,  503",
        "UNKNOWN,   HEALTHY,   unhealthy, 503",
        "UNHEALTHY, HEALTHY,   unhealthy, 503",
        "UNHEALTHY, DEGRADED,  unhealthy, 503",
        "DEGRADED,  UNHEALTHY, degraded,  503",
    })
    void status_followsCriticality(HealthStatus critical, HealthStatus other, String status, int code)
            throws Exception {
        HealthEndpoint endpoint = open(builder()
                .component("other", () -> ComponentHealth.of(other))
                .criticalComponent("critical", () -> ComponentHealth.of(critical)));

        assertThat(endpoint.respond("/health").orElseThrow().code()).isEqualTo(code);
        assertThat(endpoint.respond("/api/health").orElseThrow().code()).isEqualTo(code);
        assertThat(body(endpoint, "/health").path("status").textValue()).isEqualTo(status);
        assertThat(body(endpoint, "/api/health").path("status").textValue()).isEqualTo(status);
    }

    @Test
    void component_throws_isErrorAndItsTextIsNotShown() throws Exception {
        HealthEndpoint endpoint = open(builder()
                .criticalComponent("database", () -> {
                    throw new IllegalStateException("password=hunter2");
                })
                .component("stack", () -> {
                    throw new StackOverflowError("deep");
                })
                .details("memory", () -> {
                    throw new IllegalStateException("password=hunter2");
                }));

        JsonNode body = body(endpoint, "/api/health");

        assertThat(body.path("status").textValue()).isEqualTo("unhealthy");
        assertThat(body.path("checks").path("database").textValue()).isEqualTo("error");
        assertThat(body.path("checks").path("stack").textValue()).isEqualTo("error");
        assertThat(body.path("memory")).isEqualTo(MAPPER.readTree("{\"status\": \"error\"}"));
        assertThat(body.toString()).doesNotContain("hunter2");
    }

    @Test
    void component_hangs_isInterruptedAndUnknown() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        HealthEndpoint endpoint = open(builder()
                .deadline(Duration.ofMillis(50))
                .criticalComponent("database", () -> {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                    }
                    return ComponentHealth.healthy();
                })
                .component("cleanup_job", () -> ComponentHealth.healthy("running"))
                .details("bot", () -> {
                    new CountDownLatch(1).await();
                    return Map.of();
                }));

        JsonNode body = body(endpoint, "/api/health");

        assertThat(body.path("status").textValue()).isEqualTo("unhealthy");
        assertThat(body.path("checks").path("database").textValue()).isEqualTo("unknown");
        assertThat(body.path("checks").path("cleanup_job").textValue()).isEqualTo("running");
        assertThat(body.path("bot").path("status").textValue()).isEqualTo("unknown");
        interrupted.await();
    }

    @Test
    void component_ignoresItsInterruption_costsOneThreadUntilItReturns() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        CountDownLatch release = new CountDownLatch(1);
        AtomicReference<Thread> stuck = new AtomicReference<>();
        HealthEndpoint endpoint = open(builder()
                .deadline(Duration.ofMillis(50))
                .cacheTime(Duration.ofSeconds(1))
                .component("other", ComponentHealth::healthy) // leaves a thread free
                .component("stubborn", () -> {
                    stuck.set(Thread.currentThread());
                    if (calls.incrementAndGet() == 1) {
                        awaitUninterruptibly(release);
                    }
                    return ComponentHealth.healthy("running");
                }));

        for (int i = 0; i < 5; i++) {
            assertThat(word(endpoint, "stubborn")).isEqualTo("unknown");
            clock.step(Duration.ofSeconds(10));
        }
        assertThat(calls).hasValue(1);

        release.countDown();
        await().untilAsserted(() -> {
            clock.step(Duration.ofSeconds(10));
            assertThat(word(endpoint, "stubborn")).isEqualTo("running");
        });
        assertThat(calls.get()).isGreaterThan(1);
    }

    @Test
    void component_askedOften_isCalledOncePerCacheTime() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        HealthEndpoint endpoint = open(builder().component("database", () -> {
            calls.incrementAndGet();
            return ComponentHealth.healthy();
        }));

        for (int i = 0; i < 100; i++) {
            endpoint.respond("/health");
            endpoint.respond("/api/health");
        }
        clock.step(Duration.ofMillis(999));
        endpoint.respond("/health");
        assertThat(calls).hasValue(1);

        clock.step(Duration.ofMillis(1));
        endpoint.respond("/health");
        assertThat(calls).hasValue(2);
    }

    @Test
    void component_askedByManyAtOnce_isCalledOnce() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        CountDownLatch release = new CountDownLatch(1);
        HealthEndpoint endpoint =
                open(builder().deadline(Duration.ofSeconds(50)).component("database", () -> {
                    calls.incrementAndGet();
                    release.await();
                    return ComponentHealth.healthy("up");
                }));

        List<CompletableFuture<String>> asked = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> word(endpoint, "database"), task -> new Thread(task).start()))
                .toList();
        await().until(() -> calls.get() == 1);
        release.countDown();

        assertThat(asked).allSatisfy(word -> assertThat(word.join()).isEqualTo("up"));
        assertThat(calls).hasValue(1);
    }

    @Test
    void components_areAskedInParallel() throws Exception {
        CountDownLatch bothRunning = new CountDownLatch(2);
        ComponentProbe meets = () -> {
            bothRunning.countDown();
            bothRunning.await();
            return ComponentHealth.healthy();
        };
        HealthEndpoint endpoint = open(builder()
                .deadline(Duration.ofSeconds(50))
                .component("one", meets)
                .component("two", meets));

        assertThat(endpoint.respond("/health").orElseThrow().code()).isEqualTo(200);
    }

    @Test
    void close_thenRespond_saysUnknownAndDoesNotThrow() {
        HealthEndpoint endpoint = open(builder().criticalComponent("database", ComponentHealth::healthy));
        endpoint.close();
        endpoint.close();

        assertThat(word(endpoint, "database")).isEqualTo("unknown");
    }

    @Test
    void builder_badInput_isRefused() {
        assertThatThrownBy(() -> HealthEndpoint.builder(" ")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder()
                        .component("a", ComponentHealth::healthy)
                        .criticalComponent("a", ComponentHealth::healthy))
                .hasMessage("a is given twice");
        assertThatThrownBy(() -> builder().details("checks", Map::of))
                .hasMessageContaining("the endpoint gives that field");
        assertThatThrownBy(() -> builder().deadline(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder().cacheTime(Duration.ofNanos(-1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ComponentHealth.healthy("x".repeat(101))).isInstanceOf(IllegalArgumentException.class);
        HealthEndpointBuilder full = builder();
        IntStream.range(0, 100).forEach(i -> full.component("c" + i, ComponentHealth::healthy));
        assertThatThrownBy(() -> full.component("c100", ComponentHealth::healthy))
                .hasMessage("at most 100 are allowed");
    }

    private HealthEndpointBuilder builder() {
        return HealthEndpoint.builder("stream-bot").clock(clock).deadline(Duration.ofSeconds(30));
    }

    private HealthEndpoint open(HealthEndpointBuilder builder) {
        HealthEndpoint endpoint = builder.build();
        opened.add(endpoint);
        return endpoint;
    }

    private static String word(HealthEndpoint endpoint, String component) {
        return body(endpoint, "/health").path("checks").path(component).textValue();
    }

    private static JsonNode body(HealthEndpoint endpoint, String path) {
        try {
            return MAPPER.readTree(endpoint.respond(path).orElseThrow().body());
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException ignored) {
                // the point of the test
            }
        }
    }
}
