package io.healthmon.javalin.routes;

import io.healthmon.HealthMonitor;
import io.healthmon.javalin.wire.Answer;
import io.healthmon.javalin.wire.StatusBody;
import io.javalin.http.Context;

/** {@code GET /api/health/status}: every service as it is now, from memory. */
final class StatusRoute implements Route {

    private final HealthMonitor monitor;
    private final StoreReads store;

    StatusRoute(HealthMonitor monitor, StoreReads store) {
        this.monitor = monitor;
        this.store = store;
    }

    @Override
    public Answer answer(Context ctx) {
        return Answer.ok(
                StatusBody.of(Sight.of(ctx, monitor).summary(), monitor.view().now(), store.staleSince()));
    }
}
