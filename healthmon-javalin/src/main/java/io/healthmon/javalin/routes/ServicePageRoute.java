package io.healthmon.javalin.routes;

import io.healthmon.HealthMonitor;
import io.healthmon.javalin.page.ComponentRow;
import io.healthmon.javalin.page.Frame;
import io.healthmon.javalin.page.Kin;
import io.healthmon.javalin.page.Nav;
import io.healthmon.javalin.page.Pages;
import io.healthmon.javalin.page.Range;
import io.healthmon.javalin.page.ServicePage;
import io.healthmon.javalin.page.ServicePast;
import io.healthmon.javalin.wire.Answer;
import io.healthmon.store.AlertReader.AlertQuery;
import io.healthmon.store.CheckReader.HistoryQuery;
import io.healthmon.store.SeriesReader.SeriesQuery;
import io.healthmon.view.HealthView;
import io.healthmon.view.RecentChecks;
import io.healthmon.view.ServiceStatus;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** {@code GET /services/<service>}: all there is to see of one service. What the store does not tell in time is left out. */
final class ServicePageRoute implements Route.Later {

    static final String PATH = "/services/{service}";

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int BUCKETS = 300;

    private final HealthMonitor monitor;
    private final StoreReads store;
    private final RecentChecks recent;
    private final Frames frames;
    private final Limits limits;

    ServicePageRoute(HealthMonitor monitor, StoreReads store, RecentChecks recent, Frames frames, Limits limits) {
        this.monitor = monitor;
        this.store = store;
        this.recent = recent;
        this.frames = frames;
        this.limits = limits;
    }

    @Override
    public CompletableFuture<Answer> answer(Context ctx) {
        String name = ctx.pathParam("service");
        Sight sight = Sight.of(ctx, monitor);
        sight.require(name);
        HealthView view = monitor.view();
        ServiceStatus service = view.service(name);
        Range range = Range.ofWord(new Parameters(ctx).word("range", Range.DAY.word(), Range.words()))
                .orElse(Range.DAY);
        Frame frame = frames.of(ctx, name, Optional.of(Nav.OVERVIEW));
        Kin kin = Kin.of(service, sight.services());
        return store.ask(() -> past(name, range), PATIENCE)
                .thenApply(past -> Pages.answer(
                        200,
                        "service",
                        new ServicePage(
                                frame,
                                service,
                                range,
                                past,
                                recent.of(name),
                                view.sighting(name),
                                view.explain(name),
                                kin)));
    }

    private ServicePast past(String service, Range range) {
        HealthView view = monitor.view();
        Instant now = view.now();
        Instant to = now.plusNanos(1_000);
        SeriesQuery query = SeriesRoute.query(service, to.minus(range.time()), to, now, limits, BUCKETS);
        Duration kept = Duration.ofHours(limits.historyHours());
        return new ServicePast(
                view.uptime(service, Range.DAY.time()),
                view.uptime(service, Range.QUARTER.time()),
                view.latencies(service, Range.DAY.time()),
                query,
                view.series(query),
                view.history(new HistoryQuery(Optional.of(service), now.minus(kept), ComponentRow.CHECKS)),
                view.alerts(new AlertQuery(Optional.empty(), Optional.of(service), ServicePast.MOST_ALERTS)));
    }
}
