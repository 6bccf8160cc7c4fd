package io.healthmon.javalin.routes;

import io.healthmon.HealthMonitor;
import io.healthmon.javalin.wire.Answer;
import io.healthmon.javalin.wire.SeriesBody;
import io.healthmon.store.SeriesReader.Bucket;
import io.healthmon.store.SeriesReader.SeriesQuery;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** {@code GET /api/health/series/<service>}: how a service fared over a time, piece by piece. */
final class SeriesRoute implements Route {

    private static final int BUCKETS = 300;

    private final HealthMonitor monitor;
    private final StoreReads store;
    private final Limits limits;

    SeriesRoute(HealthMonitor monitor, StoreReads store, Limits limits) {
        this.monitor = monitor;
        this.store = store;
        this.limits = limits;
    }

    @Override
    public Answer answer(Context ctx) {
        String service = ctx.pathParam("service");
        Sight.of(ctx, monitor).require(service);
        monitor.view().service(service);
        Parameters parameters = new Parameters(ctx);
        Duration period = Duration.ofHours(Math.min(parameters.hours(), limits.countsHours()));
        int buckets = parameters.integer("buckets", BUCKETS, SeriesQuery.MOST_BUCKETS);
        Instant now = monitor.view().now();
        Instant until =
                parameters.time("until").filter(now::isAfter).orElse(now).plusNanos(1_000);
        SeriesQuery query = query(service, until.minus(period), until, now, limits, buckets);
        List<Bucket> series = store.read(() -> monitor.view().series(query));
        return Answer.ok(SeriesBody.of(query, series, now));
    }

    /** In buckets that are no narrower than what is kept of so long ago. */
    static SeriesQuery query(String service, Instant from, Instant to, Instant now, Limits limits, int buckets) {
        Duration age = Duration.between(from, now);
        Duration atLeast = age.compareTo(SeriesQuery.HOURS_KEPT) > 0
                ? Duration.ofDays(1)
                : age.compareTo(Duration.ofHours(limits.historyHours())) > 0 ? Duration.ofHours(1) : Duration.ZERO;
        return new SeriesQuery(service, from, to, SeriesQuery.widthFor(Duration.between(from, to), atLeast, buckets));
    }
}
