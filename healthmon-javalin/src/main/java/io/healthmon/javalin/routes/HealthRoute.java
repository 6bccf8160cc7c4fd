package io.healthmon.javalin.routes;

import io.healthmon.HealthMonitor;
import io.healthmon.javalin.wire.Answer;
import io.healthmon.javalin.wire.HealthBody;
import io.javalin.http.Context;

/** {@code GET /health}: 200 while the process serves. The Docker healthcheck; touches nothing that could be away. */
final class HealthRoute implements Route {

    private final HealthMonitor monitor;
    private final String service;

    HealthRoute(HealthMonitor monitor, String service) {
        this.monitor = monitor;
        this.service = service;
    }

    @Override
    public Answer answer(Context ctx) {
        return Answer.ok(
                new HealthBody.Simple("healthy", service, monitor.view().now()));
    }
}
