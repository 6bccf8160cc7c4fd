package io.healthmon.javalin.routes;

import io.healthmon.HealthMonitor;
import io.healthmon.javalin.wire.AlertsBody;
import io.healthmon.javalin.wire.Answer;
import io.healthmon.store.AlertReader.AlertQuery;
import io.healthmon.store.StoredAlert;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;

/** {@code GET /api/health/alerts}: recorded alerts, newest first; also of services that are no longer watched. */
final class AlertsRoute implements Route {

    private static final int DEFAULT_LIMIT = 50;
    private static final String ACTIVE = "active";
    private static final String ALL = "all";
    private static final List<String> STATUSES = List.of(ACTIVE, "resolved", ALL);

    private final HealthMonitor monitor;
    private final StoreReads store;

    AlertsRoute(HealthMonitor monitor, StoreReads store) {
        this.monitor = monitor;
        this.store = store;
    }

    @Override
    public Answer answer(Context ctx) {
        Parameters parameters = new Parameters(ctx);
        String status = parameters.word("status", ACTIVE, STATUSES);
        Optional<String> service = parameters.service();
        int limit = parameters.limit(DEFAULT_LIMIT);
        Optional<Boolean> active = status.equals(ALL) ? Optional.empty() : Optional.of(status.equals(ACTIVE));
        List<StoredAlert> rows = store.read(() -> monitor.view().alerts(new AlertQuery(active, service, limit)));
        return Answer.ok(AlertsBody.of(rows, new AlertsBody.Filters(status, service.orElse(null), limit)));
    }
}
