package io.healthmon.javalin.routes;

import static io.javalin.http.HandlerType.DELETE;
import static io.javalin.http.HandlerType.GET;
import static io.javalin.http.HandlerType.HEAD;
import static io.javalin.http.HandlerType.POST;

import io.healthmon.HealthMonitor;
import io.healthmon.javalin.Drafts;
import io.healthmon.javalin.auth.Gate;
import io.healthmon.time.MonitorClock;
import io.javalin.config.RoutesConfig;
import io.javalin.http.HandlerType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

/** The endpoints there are: what is not said to be open is guarded. */
public final class RouteTable {

    private record Row(HandlerType method, String path, Mounted handler) {}

    private final List<Row> rows = new ArrayList<>();
    private final Executor executor = AnswerThreads.make("healthmon-answer");
    private final Gate gate;
    private final MonitorClock clock;
    private Runnable closing = () -> {};

    private RouteTable(Gate gate, MonitorClock clock) {
        this.gate = gate;
        this.clock = clock;
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
        RouteTable table = new RouteTable(gate, clock);
        RememberedAlerts remembered = new RememberedAlerts(monitor);
        monitor.addListener(remembered);
        table.closing = () -> monitor.removeListener(remembered);
        StorePulse pulse = new StorePulse(monitor, clock, table.executor);
        table.open("/health", new HealthRoute(monitor, service).now());
        table.open("/api/health", new SurroundingsRoute(monitor, pulse, service, components, clock));
        table.get("/api/health/status", new StatusRoute(monitor, store));
        table.get("/api/health/history", new HistoryRoute(monitor, store));
        table.get("/api/health/alerts", new AlertsRoute(monitor, store, remembered));
        table.get("/api/health/uptime/{service}", new UptimeRoute(monitor, store));
        table.get("/api/health/summary", new SummaryRoute(monitor, store));
        table.change(POST, "/api/health/test/{service}", new TestRoute(monitor));
        table.alerting(monitor, store, remembered);
        table.get("/api/openapi.json", new OpenApiRoute());
        return table;
    }

    private void alerting(HealthMonitor monitor, StoreReads store, RememberedAlerts remembered) {
        AlertRoutes alerts = new AlertRoutes(monitor, store, remembered);
        get("/api/health/alerts/{id}", (Route) alerts::story);
        change(POST, "/api/health/alerts/{id}/acknowledge", alerts::acknowledge);
        get("/api/health/explain/{service}", new ExplainRoute(monitor, store));
        get("/api/health/suppressions", new SuppressionsRoute(monitor, store));
        SilenceRoutes silences = new SilenceRoutes(monitor, store);
        get("/api/health/silences", (Route) silences::list);
        change(POST, "/api/health/silences", ((Route) silences::add).now());
        change(DELETE, "/api/health/silences/{id}", ((Route) silences::end).now());
        MaintenanceRoutes maintenance = new MaintenanceRoutes(monitor, store);
        get("/api/health/maintenance", (Route) maintenance::list);
        change(POST, "/api/health/maintenance", ((Route) maintenance::add).now());
        change(DELETE, "/api/health/maintenance/{id}", ((Route) maintenance::end).now());
        ChannelRoutes channels = new ChannelRoutes(monitor);
        get("/api/health/channels", (Route) channels::list);
        change(POST, "/api/health/channels/{name}/test", channels::test);
    }

    /** Adds the replay of drafts. */
    public void replay(HealthMonitor monitor, Drafts drafts) {
        change(POST, "/api/health/replay", new ReplayRoute(monitor, drafts, clock));
    }

    private void change(HandlerType method, String path, Route.Later route) {
        add(method, path, Optional.of(gate), route);
    }

    private void get(String path, Route.Later route) {
        add(GET, path, Optional.of(gate), route);
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

    /** Lets go of the monitor. */
    public void close() {
        closing.run();
    }

    /** Declares the endpoints, and for their other methods a 405. */
    public void mount(RoutesConfig routes) {
        Map<String, Map<HandlerType, Mounted>> paths = new LinkedHashMap<>();
        for (Row row : rows) {
            Map<HandlerType, Mounted> methods = paths.computeIfAbsent(row.path(), path -> new LinkedHashMap<>());
            methods.put(row.method(), row.handler());
            if (row.method().equals(GET)) {
                methods.put(HEAD, row.handler());
            }
        }
        paths.forEach((path, methods) -> mount(routes, path, methods));
    }

    private static void mount(RoutesConfig routes, String path, Map<HandlerType, Mounted> methods) {
        String allowed = methods.keySet().stream().map(HandlerType::name).collect(Collectors.joining(", "));
        Mounted refusing = methods.values().iterator().next().refusing(allowed);
        for (HandlerType method : HandlerType.values()) {
            if (method.isHttpMethod()) {
                routes.addHttpHandler(method, path, methods.getOrDefault(method, refusing));
            }
        }
    }
}
