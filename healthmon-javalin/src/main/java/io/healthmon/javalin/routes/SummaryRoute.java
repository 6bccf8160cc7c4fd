package io.healthmon.javalin.routes;

import io.healthmon.HealthMonitor;
import io.healthmon.javalin.wire.Answer;
import io.healthmon.javalin.wire.SummaryBody;
import io.javalin.http.Context;

/** {@code GET /api/health/summary}: the whole in numbers, from memory. */
final class SummaryRoute implements Route {

    private final HealthMonitor monitor;
    private final StoreReads store;

    SummaryRoute(HealthMonitor monitor, StoreReads store) {
        this.monitor = monitor;
        this.store = store;
    }

    @Override
    public Answer answer(Context ctx) {
        return Answer.ok(
                SummaryBody.of(Sight.of(ctx, monitor).summary(), monitor.view().now(), store.staleSince()));
    }
}
