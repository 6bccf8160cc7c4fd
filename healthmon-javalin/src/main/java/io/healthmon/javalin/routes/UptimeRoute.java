package io.healthmon.javalin.routes;

import io.healthmon.HealthMonitor;
import io.healthmon.javalin.wire.Answer;
import io.healthmon.javalin.wire.UptimeBody;
import io.healthmon.store.Latencies;
import io.healthmon.store.StatusCounts;
import io.healthmon.view.ServiceStatus;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** {@code GET /api/health/uptime/<service>}: how many of a service's checks found it operational, and how fast. */
final class UptimeRoute implements Route {

    private final HealthMonitor monitor;
    private final StoreReads store;
    private final int mostHours;

    UptimeRoute(HealthMonitor monitor, StoreReads store, int mostHours) {
        this.monitor = monitor;
        this.store = store;
        this.mostHours = mostHours;
    }

    @Override
    public Answer answer(Context ctx) {
        Sight.of(ctx, monitor).require(ctx.pathParam("service"));
        ServiceStatus service = monitor.view().service(ctx.pathParam("service"));
        int hours = new Parameters(ctx).hours();
        Duration period = Duration.ofHours(Math.min(hours, mostHours));
        StatusCounts counts = store.read(() -> monitor.view().uptime(service.name(), period));
        Latencies latencies = store.read(() -> monitor.view().latencies(service.name(), period));
        Instant now = monitor.view().now();
        // The first check of a full window comes within an interval of its start; later, and data is missing there.
        Instant full = now.minus(Duration.ofHours(hours))
                .plus(service.target().schedule().interval());
        Optional<Instant> startsLater = counts.first().filter(first -> first.isAfter(full));
        return Answer.ok(UptimeBody.of(service.name(), counts, latencies, hours, now, startsLater));
    }
}
