package io.healthmon.javalin.routes;

import static io.healthmon.javalin.auth.Demand.ADMIN;
import static io.healthmon.javalin.auth.Demand.ALERTS;
import static io.healthmon.javalin.auth.Demand.OPEN;
import static io.healthmon.javalin.auth.Demand.READ;
import static io.healthmon.javalin.auth.Demand.TEST;
import static io.javalin.http.HandlerType.DELETE;
import static io.javalin.http.HandlerType.GET;
import static io.javalin.http.HandlerType.HEAD;
import static io.javalin.http.HandlerType.POST;

import io.healthmon.HealthMonitor;
import io.healthmon.javalin.Drafts;
import io.healthmon.javalin.StatusPage;
import io.healthmon.javalin.auth.Access;
import io.healthmon.javalin.auth.Audit;
import io.healthmon.javalin.auth.Demand;
import io.healthmon.javalin.auth.Gate;
import io.healthmon.time.MonitorClock;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The endpoints there are. Each states what it demands of its callers; what is not in here is not there. */
public final class RouteTable {

    /** {@code refusing} answers the methods that the path does not have, given those that it has. */
    private record Row(HandlerType method, String path, Handler handler, Function<String, Handler> refusing) {}

    private final List<Row> rows = new ArrayList<>();
    private final Executor executor = AnswerThreads.make("healthmon-answer");
    private final Gate gate;
    private final Audit audit;
    private final MonitorClock clock;
    private final HealthMonitor monitor;
    private final StoreReads store;
    private final RememberedAlerts remembered;
    private final List<Runnable> closing = new ArrayList<>();

    private RouteTable(HealthMonitor monitor, Gate gate, Audit audit, MonitorClock clock) {
        this.monitor = monitor;
        this.store = new StoreReads(monitor);
        this.remembered = new RememberedAlerts(monitor);
        this.gate = gate;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * The contract's endpoints.
     *
     * @param service the host's name
     * @param components component of {@code /api/health} to the services that it is
     * @param gate lets requests in; the caller's, to close after the table
     * @param audit what routes do is written down there; the caller's likewise
     * @param limits how much may be asked for
     */
    public static RouteTable of(
            HealthMonitor monitor,
            String service,
            Map<String, List<String>> components,
            Gate gate,
            Audit audit,
            Limits limits,
            MonitorClock clock) {
        RouteTable table = new RouteTable(monitor, gate, audit, clock);
        StoreReads store = table.store;
        RememberedAlerts remembered = table.remembered;
        monitor.addListener(remembered);
        table.closing.add(() -> monitor.removeListener(remembered));
        StorePulse pulse = new StorePulse(monitor, clock, table.executor);
        table.add(GET, "/health", OPEN, new HealthRoute(monitor, service));
        table.add(GET, "/api/health", OPEN, new SurroundingsRoute(monitor, pulse, service, components, clock));
        table.add(GET, "/api/health/status", READ, new StatusRoute(monitor, store));
        table.add(GET, "/api/health/history", READ, new HistoryRoute(monitor, store, limits.historyHours()));
        table.add(GET, "/api/health/alerts", READ, new AlertsRoute(monitor, store, remembered));
        table.add(GET, "/api/health/uptime/{service}", READ, new UptimeRoute(monitor, store, limits.countsHours()));
        table.add(GET, "/api/health/series/{service}", READ, new SeriesRoute(monitor, store, limits));
        table.add(GET, "/api/health/summary", READ, new SummaryRoute(monitor, store));
        table.change(
                POST,
                "/api/health/test/{service}",
                TEST,
                "service.tested",
                new TestRoute(monitor, limits.testsPerMinute(), clock));
        table.alerting(limits);
        table.add(GET, "/api/openapi.json", READ, new OpenApiRoute());
        return table;
    }

    private void alerting(Limits limits) {
        AlertRoutes alerts = new AlertRoutes(monitor, store, remembered);
        add(GET, "/api/health/alerts/{id}", READ, (Route) alerts::story);
        change(POST, "/api/health/alerts/{id}/acknowledge", ALERTS, "alert.acknowledged", (Route.Later)
                alerts::acknowledge);
        add(GET, "/api/health/explain/{service}", READ, new ExplainRoute(monitor, store));
        add(GET, "/api/health/suppressions", READ, new SuppressionsRoute(monitor, store, limits.countsHours()));
        SilenceRoutes silences = new SilenceRoutes(monitor, store);
        add(GET, "/api/health/silences", READ, (Route) silences::list);
        change(POST, "/api/health/silences", ALERTS, "silence.created", (Route) silences::add);
        change(DELETE, "/api/health/silences/{id}", ALERTS, "silence.ended", (Route) silences::end);
        MaintenanceRoutes maintenance = new MaintenanceRoutes(monitor, store);
        add(GET, "/api/health/maintenance", READ, (Route) maintenance::list);
        change(POST, "/api/health/maintenance", ALERTS, "maintenance.created", (Route) maintenance::add);
        change(DELETE, "/api/health/maintenance/{id}", ALERTS, "maintenance.ended", (Route) maintenance::end);
        ChannelRoutes channels = new ChannelRoutes(monitor);
        add(GET, "/api/health/channels", READ, (Route) channels::list);
        change(POST, "/api/health/channels/{name}/test", TEST, "channel.tested", (Route.Later) channels::test);
    }

    /** Adds the replay of drafts. It has much computed, so that to look is not enough. */
    public void replay(Drafts drafts) {
        change(POST, "/api/health/replay", TEST, "replay.run", new ReplayRoute(monitor, drafts, clock));
    }

    /**
     * Adds the pages.
     *
     * @param service what the host calls itself
     * @param people true if people can log in
     * @param limits how much may be asked for
     */
    public void pages(String service, boolean people, Limits limits) {
        PageRoutes pages = new PageRoutes(monitor, executor);
        closing.add(pages::close);
        pages.add(this, store, remembered, new Frames(monitor, store, service, people), limits);
    }

    /** Adds the public status page: whoever comes may see what was chosen for it. */
    public void status(StatusPage chosen) {
        new PublicRoutes(new PublicBoard(monitor, chosen, clock, executor)).add(this);
    }

    /** Adds the pages that show more than the monitor. */
    public void pages(String service, PageSources sources) {
        Frames frames = new Frames(monitor, store, service, sources.people().isPresent());
        add(GET, "/replay", READ, (Route)
                new ReplayPageRoute(monitor, frames, sources.drafts(), sources.configuration()));
        add(GET, "/settings", READ, new SettingsPageRoute(monitor, frames, sources, audit, executor));
    }

    /** Adds what administrators do about keys, and the audit, where there is a store for them. */
    public void administration(Access access) {
        access.store().ifPresent(store -> {
            KeyRoutes keys = new KeyRoutes(access, clock);
            add(GET, "/api/keys", ADMIN, (Route) keys::list);
            change(POST, "/api/keys", ADMIN, "key.created", (Route) keys::add);
            change(POST, "/api/keys/{id}/rotate", ADMIN, "key.rotated", (Route) keys::rotate);
            change(DELETE, "/api/keys/{id}", ADMIN, "key.revoked", (Route) keys::revoke);
            add(GET, "/api/audit", ADMIN, new AuditRoute(store, audit, executor));
        });
    }

    /** Adds a route that has its answer at once, and does nothing that the audit would not hear of by itself. */
    public void add(HandlerType method, String path, Demand demand, Route route) {
        add(method, path, demand, route.now());
    }

    /** Adds such a route that may answer later. */
    public void add(HandlerType method, String path, Demand demand, Route.Later route) {
        add(method, path, demand, Optional.empty(), route);
    }

    /** Adds a route that changes something: {@code action} is what the audit calls it, once it is done. */
    public void change(HandlerType method, String path, Demand demand, String action, Route route) {
        change(method, path, demand, action, route.now());
    }

    /** Adds such a route that may answer later. */
    public void change(HandlerType method, String path, Demand demand, String action, Route.Later route) {
        add(method, path, demand, Optional.of(action), route);
    }

    private void add(HandlerType method, String path, Demand demand, Optional<String> action, Route.Later route) {
        PathTemplate template = PathTemplate.of(path);
        Mounted mounted = new Mounted(gate, audit, template, demand, action, route, executor);
        rows.add(new Row(method, path, mounted, mounted::refusing));
    }

    /** Adds a route that answers on and on, and changes nothing. */
    void stream(HandlerType method, String path, Demand demand, Function<Context, CompletableFuture<Void>> opening) {
        PathTemplate template = PathTemplate.of(path);
        Mounted refusing =
                new Mounted(gate, audit, template, demand, Optional.empty(), Streamed.NOWHERE.now(), executor);
        rows.add(new Row(method, path, new Streamed(gate, template, demand, opening), refusing::refusing));
    }

    /** Lets in whoever may. */
    Gate gate() {
        return gate;
    }

    /** Lets go of the monitor. */
    public void close() {
        closing.forEach(Runnable::run);
    }

    /** Declares the endpoints, and for their other methods a 405. */
    public void mount(RoutesConfig routes) {
        Map<String, Map<HandlerType, Row>> paths = new LinkedHashMap<>();
        for (Row row : rows) {
            Map<HandlerType, Row> methods = paths.computeIfAbsent(row.path(), path -> new LinkedHashMap<>());
            methods.put(row.method(), row);
            if (row.method().equals(GET) && row.handler() instanceof Mounted) {
                methods.put(HEAD, row);
            }
        }
        paths.forEach((path, methods) -> mount(routes, path, methods));
    }

    private static void mount(RoutesConfig routes, String path, Map<HandlerType, Row> methods) {
        String allowed = methods.keySet().stream().map(HandlerType::name).collect(Collectors.joining(", "));
        Handler refusing = methods.values().iterator().next().refusing().apply(allowed);
        for (HandlerType method : HandlerType.values()) {
            if (method.isHttpMethod()) {
                Optional<Row> row = Optional.ofNullable(methods.get(method));
                routes.addHttpHandler(method, path, row.map(Row::handler).orElse(refusing));
            }
        }
    }
}
