package io.healthmon.javalin.routes;

import io.healthmon.HealthMonitor;
import io.healthmon.alert.Explanation;
import io.healthmon.javalin.wire.Answer;
import io.healthmon.javalin.wire.ExplanationBody;
import io.javalin.http.Context;
import java.util.List;

/** {@code GET /api/health/explain/<service>}: what the policy thinks of a service now and what it waits for, from memory. */
final class ExplainRoute implements Route {

    private final HealthMonitor monitor;
    private final StoreReads store;

    ExplainRoute(HealthMonitor monitor, StoreReads store) {
        this.monitor = monitor;
        this.store = store;
    }

    @Override
    public Answer answer(Context ctx) {
        String service = ctx.pathParam("service");
        Sight.of(ctx, monitor).require(service);
        Explanation said = monitor.view().explain(service);
        List<String> dependsOn =
                monitor.view().service(service).target().rules().dependsOn();
        return Answer.ok(ExplanationBody.of(said, dependsOn, monitor.view().now(), store.staleSince()));
    }
}
