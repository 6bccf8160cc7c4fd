package io.healthmon.javalin.routes;

import io.healthmon.HealthMonitor;
import io.healthmon.alert.Suppression;
import io.healthmon.javalin.wire.Answer;
import io.healthmon.javalin.wire.SuppressionsBody;
import io.healthmon.store.AlertReader.SuppressionQuery;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** {@code GET /api/health/suppressions}: alerts that were not opened, or not told, and why; newest first. */
final class SuppressionsRoute implements Route {

    private static final int DEFAULT_LIMIT = 100;

    private final HealthMonitor monitor;
    private final StoreReads store;
    private final int mostHours;

    SuppressionsRoute(HealthMonitor monitor, StoreReads store, int mostHours) {
        this.monitor = monitor;
        this.store = store;
        this.mostHours = mostHours;
    }

    @Override
    public Answer answer(Context ctx) {
        Parameters parameters = new Parameters(ctx);
        Optional<String> service = parameters.service();
        int hours = parameters.hours();
        int limit = parameters.limit(DEFAULT_LIMIT);
        Instant since = monitor.view().now().minus(Duration.ofHours(Math.min(hours, mostHours)));
        List<Suppression> found = Sight.of(ctx, monitor)
                .newest(
                        service,
                        one -> store.read(() -> monitor.view().suppressions(new SuppressionQuery(one, since, limit))),
                        Comparator.comparing(Suppression::at).reversed(),
                        limit);
        return Answer.ok(SuppressionsBody.of(found, new SuppressionsBody.Filters(service.orElse(null), hours, limit)));
    }
}
