package io.healthmon.javalin.routes;

import io.healthmon.HealthMonitor;
import io.healthmon.alert.AlertKey;
import io.healthmon.javalin.wire.AlertBody;
import io.healthmon.javalin.wire.Answer;
import io.healthmon.javalin.wire.Problem;
import io.healthmon.store.AlertStory;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** {@code /api/health/alerts/<id>}: an alert's story, and its acknowledgement. */
final class AlertRoutes {

    /** For a store that does not answer: what is acknowledged then is recorded on disk within a second. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HealthMonitor monitor;
    private final StoreReads store;
    private final RememberedAlerts memory;

    AlertRoutes(HealthMonitor monitor, StoreReads store, RememberedAlerts memory) {
        this.monitor = monitor;
        this.store = store;
        this.memory = memory;
    }

    /** {@code GET}: what became of it and what it kept from happening, who was told, and who sees to it. */
    Answer story(Context ctx) {
        long id = new Parameters(ctx).id();
        Sight sight = Sight.of(ctx, monitor);
        AlertStory story = find(sight, id);
        return Answer.ok(AlertBody.of(story, sight::sees, monitor.view().now(), store.staleSince()));
    }

    /** {@code POST …/acknowledge}: also while the store is away, if its id was seen before. */
    CompletableFuture<Answer> acknowledge(Context ctx) {
        long id = new Parameters(ctx).id();
        RequestBody body = RequestBody.of(ctx);
        String by = body.author(ctx);
        String note = body.text("note", 500).orElse("");
        body.refuseOthers();
        Sight sight = Sight.of(ctx, monitor);
        AlertKey key = memory.key(id)
                .orElseGet(() -> AlertKey.of(find(sight, id).alert().alert()));
        if (!sight.sees(key.service())) {
            throw unknown(id).get();
        }
        Audited.detail(ctx, key.service() + ", triggered at " + key.triggeredAt());
        return monitor.acknowledge(key, by, note)
                .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(alert -> Answer.ok(AlertBody.Acknowledged.of(id, alert)));
    }

    private AlertStory find(Sight sight, long id) {
        Optional<AlertStory> story = store.read(() -> monitor.view().story(id));
        return story.filter(found -> sight.sees(found.alert().alert().service()))
                .orElseThrow(unknown(id));
    }

    private static Supplier<Problem> unknown(long id) {
        return () -> Problem.of(404, "Unknown alert: " + id);
    }
}
