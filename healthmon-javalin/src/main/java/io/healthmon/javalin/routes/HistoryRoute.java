package io.healthmon.javalin.routes;

import io.healthmon.HealthMonitor;
import io.healthmon.javalin.wire.Answer;
import io.healthmon.javalin.wire.HistoryBody;
import io.healthmon.store.CheckReader.HistoryQuery;
import io.healthmon.store.CheckReader.Position;
import io.healthmon.store.StoredCheck;
import io.healthmon.store.StoredGap;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** {@code GET /api/health/history}: recorded checks, newest first; also of services that are no longer watched. */
final class HistoryRoute implements Route {

    private static final int DEFAULT_LIMIT = 100;
    private static final int MOST_GAPS = 1_000;
    private static final Comparator<StoredGap> LAST_FIRST =
            Comparator.comparing(StoredGap::to).reversed().thenComparing(StoredGap::service);
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
        // The rest of a page that is full is on the next ones, and so are its gaps.
        Instant oldest = rows.size() == limit ? rows.get(limit - 1).check().timestamp() : since;
        Optional<Instant> until = before.map(Position::timestamp);
        List<StoredGap> gaps =
                Sight.of(ctx, monitor).newest(service, one -> gaps(one, oldest, until), LAST_FIRST, MOST_GAPS);
        return Answer.ok(HistoryBody.of(
                rows,
                gaps,
                new HistoryBody.Filters(service.orElse(null), hours, limit),
                Optional.of(since).filter(from -> hours > mostHours)));
    }

    private List<StoredGap> gaps(Optional<String> service, Instant since, Optional<Instant> until) {
        return store.read(() -> monitor.view().gaps(service, since, until));
    }

    private List<StoredCheck> read(Optional<String> service, Instant since, Optional<Position> before, int limit) {
        return store.read(() -> monitor.view().history(new HistoryQuery(service, since, before, limit)));
    }
}
