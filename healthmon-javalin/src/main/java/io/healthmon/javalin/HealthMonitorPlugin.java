package io.healthmon.javalin;

import io.healthmon.HealthMonitor;
import io.healthmon.javalin.auth.Access;
import io.healthmon.javalin.auth.AccessMemory;
import io.healthmon.javalin.auth.Audit;
import io.healthmon.javalin.auth.ClosedMarker;
import io.healthmon.javalin.auth.Demand;
import io.healthmon.javalin.auth.Gate;
import io.healthmon.javalin.auth.Peer;
import io.healthmon.javalin.auth.SessionDoor;
import io.healthmon.javalin.auth.TrustedProxies;
import io.healthmon.javalin.auth.login.People;
import io.healthmon.javalin.metrics.PrometheusMetrics;
import io.healthmon.javalin.routes.ErrorPages;
import io.healthmon.javalin.routes.PageSources;
import io.healthmon.javalin.routes.PeopleRoutes;
import io.healthmon.javalin.routes.Route;
import io.healthmon.javalin.routes.RouteTable;
import io.healthmon.javalin.routes.ServedPaths;
import io.healthmon.javalin.wire.SafeHeaders;
import io.javalin.config.JavalinState;
import io.javalin.http.HandlerType;
import io.javalin.plugin.Plugin;
import java.util.Optional;

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
 *
 * <p>Where the application listens is its own business: once it is told, by {@code monitor.outbound().listensAt(address)}, the monitor's
 * checks ask this API for its health and for nothing else.
 */
public final class HealthMonitorPlugin extends Plugin<Void> {

    private final HealthMonitor monitor;
    private final HealthMonitorConfig config;
    private final Optional<ServedPaths> onlyPaths;

    /** A plugin for a running monitor. */
    public HealthMonitorPlugin(HealthMonitor monitor, HealthMonitorConfig config) {
        this(monitor, config, Optional.empty());
    }

    /** One that refuses every path but these: the server is ours alone. */
    HealthMonitorPlugin(HealthMonitor monitor, HealthMonitorConfig config, Optional<ServedPaths> onlyPaths) {
        this.monitor = monitor;
        this.config = config;
        this.onlyPaths = onlyPaths;
    }

    @Override
    public void onInitialize(JavalinState state) {
        state.appData(TrustedProxies.KEY, config.trustedProxies());
        Optional<AccessMemory> memory = config.access().map(store -> new AccessMemory(store, config.clock()));
        Audit audit = new Audit(config.access(), config.clock());
        Access access = new Access(
                config.apiKeys(),
                config.access(),
                memory,
                config.open(),
                config.marker().map(ClosedMarker::new));
        Optional<People> people = memory.map(it -> people(it, audit));
        Gate gate = new Gate(access, people.<SessionDoor>map(it -> it).orElse(SessionDoor.NONE), audit, config.clock());
        state.events.serverStopped(gate::close);
        // Before all else, so that no other handler sees what is refused.
        onlyPaths.ifPresent(paths -> state.routes.before(ctx -> {
            SafeHeaders.stayOverTls(ctx, Peer.of(ctx).secure());
            if (!paths.serve(ctx)) {
                gate.admit(ctx, Demand.CALLER);
                throw ServedPaths.nothingAt(ctx);
            }
        }));
        RouteTable table = RouteTable.of(
                monitor, config.serviceName(), config.components(), gate, audit, config.limits(), config.clock());
        if (config.metrics()) {
            PrometheusMetrics metrics = new PrometheusMetrics(monitor, config.clock());
            table.add(HandlerType.GET, "/metrics", Demand.READ, (Route) metrics::answer);
            state.events.serverStopped(metrics::close);
        }
        people.ifPresent(it -> PeopleRoutes.add(table, it, config.serviceName(), config.page()));
        config.drafts().ifPresent(table::replay);
        if (config.page()) {
            state.appData(ErrorPages.KEY, new ErrorPages(config.serviceName(), people.isPresent()));
            table.pages(config.serviceName(), people.isPresent(), config.limits());
            table.pages(
                    config.serviceName(),
                    new PageSources(
                            people,
                            access,
                            config.secrets().isPresent(),
                            config.drafts().isPresent(),
                            config.configuration()));
        }
        config.statusPage().ifPresent(table::status);
        table.administration(access);
        table.mount(state.routes);
        state.events.serverStopping(table::close);
        state.events.serverStopped(audit::close);
    }

    private People people(AccessMemory memory, Audit audit) {
        return new People(
                config.access().orElseThrow(),
                memory,
                config.serviceName(),
                config.secrets(),
                config.oidc(),
                audit,
                config.clock());
    }
}
