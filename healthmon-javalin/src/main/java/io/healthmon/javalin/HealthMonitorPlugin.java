package io.healthmon.javalin;

import io.healthmon.HealthMonitor;
import io.healthmon.javalin.auth.Demand;
import io.healthmon.javalin.auth.Gate;
import io.healthmon.javalin.auth.SessionDoor;
import io.healthmon.javalin.auth.TrustedProxies;
import io.healthmon.javalin.metrics.PrometheusMetrics;
import io.healthmon.javalin.routes.Route;
import io.healthmon.javalin.routes.RouteTable;
import io.javalin.config.JavalinState;
import io.javalin.http.HandlerType;
import io.javalin.plugin.Plugin;

/**
 * Mounts a monitor's REST API in any Javalin application:
 *
 * <pre>{@code
 * Javalin.create(config -> config.registerPlugin(new HealthMonitorPlugin(
 *         monitor,
 *         HealthMonitorConfig.builder().apiKey("grafana", Secret.of(key)).build())));
 * }</pre>
 *
 * <p>Every endpoint but {@code /health} and {@code /api/health} asks for a key. Nothing else of the application is touched:
 * not its routes, not its error pages, not its JSON mapper. The monitor stays the caller's, to close after the application.
 */
public final class HealthMonitorPlugin extends Plugin<Void> {

    private final HealthMonitor monitor;
    private final HealthMonitorConfig config;

    /** A plugin for a running monitor. */
    public HealthMonitorPlugin(HealthMonitor monitor, HealthMonitorConfig config) {
        this.monitor = monitor;
        this.config = config;
    }

    @Override
    public void onInitialize(JavalinState state) {
        state.appData(TrustedProxies.KEY, config.trustedProxies());
        Gate gate = new Gate(config.apiKeys(), SessionDoor.NONE, config.open(), config.clock());
        RouteTable table = RouteTable.of(monitor, config.serviceName(), config.components(), gate, config.clock());
        if (config.metrics()) {
            PrometheusMetrics metrics = new PrometheusMetrics(monitor, config.clock());
            table.add(HandlerType.GET, "/metrics", Demand.READ, (Route) metrics::answer);
            state.events.serverStopped(metrics::close);
        }
        config.drafts().ifPresent(drafts -> table.replay(monitor, drafts));
        table.mount(state.routes);
        state.events.serverStopped(table::close);
    }
}
