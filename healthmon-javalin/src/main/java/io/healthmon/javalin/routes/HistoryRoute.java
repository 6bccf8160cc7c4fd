package io.healthmon.javalin.routes;

import io.healthmon.HealthMonitor;
import io.healthmon.javalin.wire.Answer;
import io.healthmon.javalin.wire.HistoryBody;
import io.healthmon.store.CheckReader.HistoryQuery;
import io.healthmon.store.CheckReader.Position;
import io.healthmon.store.StoredCheck;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** {@code GET /api/health/history}: recorded checks, newest first; also of services that are no longer watched. */
final class HistoryRoute implements Route {

    private static final int DEFAULT_LIMIT = 100;
    private static final Comparator<StoredCheck> NEWEST_FIRST = Comparator.comparing(
                    (StoredCheck row) -> row.check().timestamp())
            .thenComparing(StoredCheck::id)
            .reversed();

    private final HealthMonitor monitor;
    private final StoreReads store;
    private final int mostHours;

    HistoryRoute(HealthMonitor monitor, StoreReads store, int mostHours) {
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
        Optional<Position> before = parameters.cursor();
        // Days are dropped whole, and late where they were not rolled up yet: nobody is to rely on what lies beyond.
        Instant since = monitor.view().now().minus(Duration.ofHours(Math.min(hours, mostHours)));
        List<StoredCheck> rows =
                Sight.of(ctx, monitor).newest(service, one -> read(one, since, before, limit), NEWEST_FIRST, limit);
        return Answer.ok(HistoryBody.of(
                rows,
                new HistoryBody.Filters(service.orElse(null), hours, limit),
                Optional.of(since).filter(from -> hours > mostHours)));
    }

    private List<StoredCheck> read(Optional<String> service, Instant since, Optional<Position> before, int limit) {
        return store.read(() -> monitor.view().history(new HistoryQuery(service, since, before, limit)));
    }
}
