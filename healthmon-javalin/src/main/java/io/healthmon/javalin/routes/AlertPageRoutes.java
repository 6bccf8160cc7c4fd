package io.healthmon.javalin.routes;

import static io.healthmon.javalin.auth.Demand.READ;
import static io.javalin.http.HandlerType.GET;

import io.healthmon.HealthMonitor;

/** The pages about alerts, and about what keeps them. */
final class AlertPageRoutes {

    private AlertPageRoutes() {}

    static void add(RouteTable table, HealthMonitor monitor, StoreReads store, RememberedAlerts memory, Frames frames) {
        table.add(GET, "/alerts", READ, new AlertsPageRoute(monitor, store, memory, frames));
        // Before the numbers: a path is taken by the first that fits.
        table.add(GET, "/alerts/suppressed", READ, new SuppressedPageRoute(monitor, store, memory, frames));
        table.add(GET, "/alerts/{id}", READ, new AlertPageRoute(monitor, store, memory, frames));
        table.add(GET, "/maintenance", READ, (Route) new MaintenancePageRoute(monitor, frames));
    }
}
