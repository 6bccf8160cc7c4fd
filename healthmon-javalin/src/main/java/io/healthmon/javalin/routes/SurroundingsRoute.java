package io.healthmon.javalin.routes;

import io.healthmon.HealthMonitor;
import io.healthmon.HealthStatus;
import io.healthmon.javalin.wire.Answer;
import io.healthmon.javalin.wire.HealthBody;
import io.healthmon.time.MonitorClock;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** {@code GET /api/health}: 200 while all that the monitor itself stands on is healthy, else 503. */
final class SurroundingsRoute implements Route.Later {

    private final HealthMonitor monitor;
    private final StorePulse store;
    private final String service;
    private final Map<String, List<String>> components;
    private final MonitorClock clock;
    private final long startedAt;

    SurroundingsRoute(
            HealthMonitor monitor,
            StorePulse store,
            String service,
            Map<String, List<String>> components,
            MonitorClock clock) {
        this.monitor = monitor;
        this.store = store;
        this.service = service;
        this.components = components;
        this.clock = clock;
        this.startedAt = clock.nanos();
    }

    @Override
    public CompletableFuture<Answer> answer(Context ctx) {
        return store.beats().thenApply(recording -> answer(Surroundings.of(monitor, recording, components)));
    }

    private Answer answer(Surroundings now) {
        return Answer.json(
                now.status() == HealthStatus.HEALTHY ? 200 : 503,
                new HealthBody.Comprehensive(
                        now.status().word(),
                        service,
                        Duration.ofNanos(clock.nanos() - startedAt).toSeconds(),
                        now.words(),
                        monitor.view().now()));
    }
}
