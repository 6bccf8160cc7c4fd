package io.healthmon.javalin.routes;

import io.healthmon.HealthMonitor;
import io.healthmon.javalin.auth.Caller;
import io.healthmon.javalin.auth.Gate;
import io.healthmon.javalin.live.LiveFeed;
import io.healthmon.javalin.live.LiveStream;
import io.healthmon.javalin.page.Listing;
import io.healthmon.javalin.page.ServiceQuery;
import io.healthmon.javalin.wire.SafeHeaders;
import io.healthmon.view.ServiceStatus;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** {@code GET /events}: what happens to the services that a page shows, as long as it is open. */
final class EventsRoute implements Function<Context, CompletableFuture<Void>> {

    private static final String TYPE = "text/event-stream";

    private final HealthMonitor monitor;
    private final Gate gate;
    private final LiveFeed feed;

    EventsRoute(HealthMonitor monitor, Gate gate, LiveFeed feed) {
        this.monitor = monitor;
        this.gate = gate;
        this.feed = feed;
    }

    @Override
    public CompletableFuture<Void> apply(Context ctx) {
        Optional<String> one = Optional.ofNullable(ctx.queryParam("service"));
        ServiceQuery query = ServiceQuery.read(name -> Optional.ofNullable(ctx.queryParam(name)));
        Sight sight = Sight.of(ctx, monitor);
        String group = one.orElseGet(query::events) + " " + Caller.of(ctx).services();
        SafeHeaders.of(TYPE).forEach(ctx::header);
        ctx.header("X-Accel-Buffering", "no");
        ctx.status(200).contentType(TYPE);
        try {
            LiveStream stream = new LiveStream(
                    ctx.res().getOutputStream(),
                    group,
                    () -> one.map(name -> one(sight, name)).orElseGet(() -> names(sight, query)),
                    gate.watched(ctx));
            if (!feed.add(stream)) {
                ctx.status(503);
                stream.end();
            }
            return stream.begin();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> one(Sight sight, String name) {
        return sight.sees(name) ? Set.of(name) : Set.of();
    }

    private static Set<String> names(Sight sight, ServiceQuery query) {
        Set<String> names = new LinkedHashSet<>();
        for (ServiceStatus service : Listing.of(sight.services(), query).services()) {
            names.add(service.name());
        }
        return names;
    }
}
