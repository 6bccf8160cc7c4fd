package io.healthmon.javalin.routes;

import io.healthmon.HealthMonitor;
import io.healthmon.alert.MaintenanceWindow;
import io.healthmon.alert.ServiceMatcher;
import io.healthmon.javalin.wire.Answer;
import io.healthmon.javalin.wire.MaintenanceBody;
import io.healthmon.javalin.wire.Problem;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** {@code /api/health/maintenance}: when services are worked on, so that none of their alerts is opened. */
final class MaintenanceRoutes {

    private static final String ALL = "all";
    private static final Duration LONGEST = Duration.ofDays(31);

    private final HealthMonitor monitor;
    private final StoreReads store;

    MaintenanceRoutes(HealthMonitor monitor, StoreReads store) {
        this.monitor = monitor;
        this.store = store;
    }

    /** {@code GET}: those that are not over, from memory; or, from the store, all. */
    Answer list(Context ctx) {
        String status = new Parameters(ctx).word("status", "active", List.of("active", ALL));
        List<MaintenanceWindow> windows = status.equals(ALL)
                ? store.read(() -> monitor.maintenance().all())
                : monitor.maintenance().active();
        Sight sight = Sight.of(ctx, monitor);
        List<MaintenanceWindow> seen =
                windows.stream().filter(one -> sight.touches(one.matcher())).toList();
        return Answer.ok(MaintenanceBody.of(seen, monitor.view().now(), store.staleSince()));
    }

    /** {@code POST}: one more. */
    Answer add(Context ctx) {
        RequestBody body = RequestBody.of(ctx);
        Instant now = monitor.view().now();
        String name = body.required("name", 100, "say what it is called");
        ServiceMatcher matcher = Sight.of(ctx, monitor).requireNarrowed(body.matcher());
        String author = body.author(ctx);
        String reason = body.text("reason", 500).orElse("");
        MaintenanceWindow.When when = when(body, now);
        body.refuseOthers();
        MaintenanceWindow window = store.write(() -> monitor.maintenance().add(name, matcher, author, reason, when));
        Audited.subject(ctx, window.id().toString());
        Audited.detail(ctx, name);
        return Answer.json(201, MaintenanceBody.One.of("Maintenance planned", window, now));
    }

    private static MaintenanceWindow.When when(RequestBody body, Instant now) {
        Optional<String> cron = body.text("cron", 100);
        Optional<String> zone = body.text("zone", 100);
        if (cron.isEmpty()) {
            if (zone.isPresent()) {
                throw RequestBody.malformed("zone", zone.get(), "only beside cron");
            }
            Period period = Period.read(body, now);
            return new MaintenanceWindow.Once(period.startsAt(), period.endsAt());
        }
        Duration duration = body.duration("duration", LONGEST)
                .orElseThrow(() -> Problem.malformed("Key 'duration' is missing; beside cron it says how long."));
        try {
            return new MaintenanceWindow.Recurring(cron.get(), zone.orElse("UTC"), duration);
        } catch (IllegalArgumentException refused) {
            throw Problem.malformed(
                    "That can't be done: " + Problem.sentence(String.valueOf(refused.getMessage())) + ".");
        }
    }

    /** {@code DELETE …/<uuid>}: ends one. */
    Answer end(Context ctx) {
        UUID id = new Parameters(ctx).uuid();
        RequestBody body = RequestBody.of(ctx);
        String by = body.author(ctx);
        body.refuseOthers();
        requireOwn(Sight.of(ctx, monitor), id);
        MaintenanceWindow window = store.write(() -> monitor.maintenance().end(id, by))
                .orElseThrow(() -> Problem.of(404, "Unknown maintenance window: " + id));
        return Answer.ok(MaintenanceBody.One.of(
                "Maintenance ended", window, monitor.view().now()));
    }

    /** What is about other services too is not the caller's to end; what is about none of the caller's is unknown. */
    private void requireOwn(Sight sight, UUID id) {
        if (sight.everything()) {
            return;
        }
        MaintenanceWindow found = store.read(() -> monitor.maintenance().all()).stream()
                .filter(one -> one.id().equals(id) && sight.touches(one.matcher()))
                .findFirst()
                .orElseThrow(() -> Problem.of(404, "Unknown maintenance window: " + id));
        if (!sight.holds(found.matcher())) {
            throw Problem.of(403, "This is about other services too, in which the caller has no say.");
        }
    }
}
