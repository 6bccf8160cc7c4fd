package io.healthmon.javalin.routes;

import static io.javalin.http.HandlerType.GET;
import static io.javalin.http.HandlerType.HEAD;
import static io.javalin.http.HandlerType.POST;

import io.healthmon.HealthMonitor;
import io.healthmon.javalin.auth.Gate;
import io.healthmon.time.MonitorClock;
import io.javalin.config.RoutesConfig;
import io.javalin.http.HandlerType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;

/** The endpoints there are: what is not said to be open is guarded. */
public final class RouteTable {

    private record Row(HandlerType method, String path, Mounted handler) {}

    private final List<Row> rows = new ArrayList<>();
    private final Executor executor = AnswerThreads.make();
    private final Gate gate;

    private RouteTable(Gate gate) {
        this.gate = gate;
    }

    /**
     * The contract's endpoints.
     *
     * @param service the host's name
     * @param components component of {@code /api/health} to the services that it is
     */
    public static RouteTable of(
            HealthMonitor monitor,
            String service,
            Map<String, List<String>> components,
            Gate gate,
            MonitorClock clock) {
        StoreReads store = new StoreReads(monitor);
        RouteTable table = new RouteTable(gate);
        StorePulse pulse = new StorePulse(monitor, clock, table.executor);
        table.open("/health", new HealthRoute(monitor, service).now());
        table.open("/api/health", new SurroundingsRoute(monitor, pulse, service, components, clock));
        table.get("/api/health/status", new StatusRoute(monitor, store));
        table.get("/api/health/history", new HistoryRoute(monitor, store));
        table.get("/api/health/alerts", new AlertsRoute(monitor, store));
        table.get("/api/health/uptime/{service}", new UptimeRoute(monitor, store));
        table.get("/api/health/summary", new SummaryRoute(monitor, store));
        table.add(POST, "/api/health/test/{service}", Optional.of(gate), new TestRoute(monitor));
        table.get("/api/openapi.json", new OpenApiRoute());
        return table;
    }

    /** Adds one more guarded GET. */
    public void get(String path, Route route) {
        add(GET, path, Optional.of(gate), route.now());
    }

    private void open(String path, Route.Later route) {
        add(GET, path, Optional.empty(), route);
    }

    private void add(HandlerType method, String path, Optional<Gate> guard, Route.Later route) {
        rows.add(new Row(method, path, new Mounted(guard, route, executor)));
    }

    /** Declares the endpoints, and for their other methods a 405. */
    public void mount(RoutesConfig routes) {
        for (Row row : rows) {
            boolean reads = row.method().equals(GET);
            Set<HandlerType> allowed = reads ? Set.of(GET, HEAD) : Set.of(POST);
            Mounted refusing = row.handler().refusing(reads ? "GET, HEAD" : "POST");
            for (HandlerType method : HandlerType.values()) {
                if (method.isHttpMethod()) {
                    routes.addHttpHandler(method, row.path(), allowed.contains(method) ? row.handler() : refusing);
                }
            }
        }
    }
}
