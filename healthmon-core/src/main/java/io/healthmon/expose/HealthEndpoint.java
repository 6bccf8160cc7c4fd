package io.healthmon.expose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.healthmon.HealthStatus;
import io.healthmon.expose.HealthEndpointBuilder.Component;
import io.healthmon.time.MonitorClock;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;

/**
 * An application's own {@code /health} and {@code /api/health}, for a monitor to watch.
 *
 * <pre>{@code
 * HealthEndpoint endpoint = HealthEndpoint.builder("stream-bot")
 *         .version("1.2.3")
 *         .criticalComponent("database", () -> pool.isUp() ? ComponentHealth.healthy() : ComponentHealth.unhealthy())
 *         .component("bot_manager", () -> ComponentHealth.healthy("running"))
 *         .details("memory", () -> Map.of("used", used(), "total", total()))
 *         .build();
 * HealthServer server = endpoint.serve("0.0.0.0", 5000);
 * }</pre>
 *
 * <p>The body is {@code status}, {@code service}, {@code version} (if given), {@code uptime} (whole seconds), {@code checks}
 * (component to word) and {@code timestamp}; {@code /api/health} adds the details. The status is <em>unhealthy</em> if a
 * critical component is unhealthy or unknown, else <em>degraded</em> if any component is not healthy, else
 * <em>healthy</em>. Healthy is sent with 200, the others with 503 and the same body.
 *
 * <p>Components are asked in parallel, each at most once per cache time (default 1 s), however often the endpoint is asked.
 * One that throws is {@code error}; one that is not done by the deadline (default 2 s) is interrupted and {@code unknown}, so
 * no answer takes longer than the deadline.
 *
 * <p>Thread-safe. It owns at most one daemon thread per component and details section, which end when idle.
 */
public final class HealthEndpoint implements AutoCloseable {

    /** The short answer, for a Docker healthcheck. */
    public static final String HEALTH = "/health";
    /** The answer with details. */
    public static final String API_HEALTH = "/api/health";

    private static final String JSON = "application/json";

    private final String service;
    private final Optional<String> version;
    private final String healthyWord;
    private final List<Component> components;
    private final Map<String, CachedProbe<JsonNode>> details;
    private final MonitorClock clock;
    private final ExecutorService threads;
    private final long startedAt;

    HealthEndpoint(HealthEndpointBuilder builder, ExecutorService threads) {
        this.service = builder.service;
        this.version = builder.version;
        this.healthyWord = builder.healthyWord;
        this.clock = builder.clock;
        this.threads = threads;
        this.components = builder.components(threads);
        this.details = builder.details(threads);
        this.startedAt = clock.nanos();
    }

    /** Starts the description of a service's endpoint. */
    public static HealthEndpointBuilder builder(String service) {
        return new HealthEndpointBuilder(service);
    }

    /**
     * The answer to a GET of {@code path}; empty if it is neither {@link #HEALTH} nor {@link #API_HEALTH}. Blocks while
     * components are asked, at most for the deadline; never throws.
     */
    public Optional<HealthResponse> respond(String path) {
        return switch (path) {
            case HEALTH -> Optional.of(answer(HealthStatus.HEALTHY.word(), Map.of()));
            case API_HEALTH -> Optional.of(answer(healthyWord, details));
            default -> Optional.empty();
        };
    }

    /**
     * Serves both paths on the JDK's own HTTP server (module {@code jdk.httpserver}) until it is closed.
     *
     * @param host the address to bind
     * @param port the port; 0 for any that is free
     * @throws IOException if the address can't be bound
     */
    public HealthServer serve(String host, int port) throws IOException {
        return new HealthServer(this, new InetSocketAddress(host, port), HealthServer.EXCHANGE_LIMIT);
    }

    /** Interrupts what runs and ends the threads. Components not fresh in the cache are {@code unknown} from then on. */
    @Override
    public void close() {
        threads.shutdownNow();
    }

    private HealthResponse answer(String wordForHealthy, Map<String, CachedProbe<JsonNode>> sections) {
        // Everything is started before anything is waited for, so that the deadlines run together.
        Map<String, CompletableFuture<JsonNode>> pending = new LinkedHashMap<>();
        sections.forEach((name, section) -> pending.put(name, section.outcome()));
        List<CompletableFuture<ComponentHealth>> outcomes = components.stream()
                .map(component -> component.probe().outcome())
                .toList();

        HealthStatus status = HealthStatus.HEALTHY;
        ObjectNode checks = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < components.size(); i++) {
            Component component = components.get(i);
            ComponentHealth health = outcomes.get(i).join();
            status = status.worse(component.effect(health.status()));
            checks.put(component.name(), health.word());
        }
        boolean healthy = status == HealthStatus.HEALTHY;
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("status", healthy ? wordForHealthy : status.word());
        body.put("service", service);
        version.ifPresent(text -> body.put("version", text));
        body.put("uptime", Duration.ofNanos(clock.nanos() - startedAt).toSeconds());
        body.set("checks", checks);
        pending.forEach((name, section) -> body.set(name, section.join()));
        body.put("timestamp", clock.wall().toString());
        return new HealthResponse(healthy ? 200 : 503, JSON, body.toString());
    }
}
