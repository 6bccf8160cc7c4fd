package io.healthmon.javalin.routes;

import io.healthmon.HealthMonitor;
import io.healthmon.alert.ServiceMatcher;
import io.healthmon.alert.Silence;
import io.healthmon.javalin.wire.Answer;
import io.healthmon.javalin.wire.Problem;
import io.healthmon.javalin.wire.SilencesBody;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** {@code /api/health/silences}: whose alerts are not told for a time. */
final class SilenceRoutes {

    private static final String ALL = "all";

    private final HealthMonitor monitor;
    private final StoreReads store;

    SilenceRoutes(HealthMonitor monitor, StoreReads store) {
        this.monitor = monitor;
        this.store = store;
    }

    /** {@code GET}: those that are not over, from memory; or, from the store, all. */
    Answer list(Context ctx) {
        String status = new Parameters(ctx).word("status", "active", List.of("active", ALL));
        List<Silence> silences = status.equals(ALL)
                ? store.read(() -> monitor.silences().all())
                : monitor.silences().active();
        Sight sight = Sight.of(ctx, monitor);
        List<Silence> seen =
                silences.stream().filter(one -> sight.touches(one.matcher())).toList();
        return Answer.ok(SilencesBody.of(seen, monitor.view().now(), store.staleSince()));
    }

    /** {@code POST}: one more. */
    Answer add(Context ctx) {
        RequestBody body = RequestBody.of(ctx);
        Instant now = monitor.view().now();
        ServiceMatcher matcher = Sight.of(ctx, monitor).requireNarrowed(body.matcher());
        String author = body.author(ctx);
        String reason = body.required("reason", 500, "say why, for those who ask later");
        Period period = Period.read(body, now);
        body.refuseOthers();
        Silence silence =
                store.write(() -> monitor.silences().add(matcher, author, reason, period.startsAt(), period.endsAt()));
        Audited.subject(ctx, silence.id().toString());
        Audited.detail(ctx, reason);
        return Answer.json(201, SilencesBody.One.of("Silence created", silence, now));
    }

    /** {@code DELETE …/<uuid>}: ends one. */
    Answer end(Context ctx) {
        UUID id = new Parameters(ctx).uuid();
        RequestBody body = RequestBody.of(ctx);
        String by = body.author(ctx);
        body.refuseOthers();
        requireOwn(Sight.of(ctx, monitor), id);
        Silence silence = store.write(() -> monitor.silences().end(id, by))
                .orElseThrow(() -> Problem.of(404, "Unknown silence: " + id));
        return Answer.ok(
                SilencesBody.One.of("Silence ended", silence, monitor.view().now()));
    }

    /** What is about other services too is not the caller's to end; what is about none of the caller's is unknown. */
    private void requireOwn(Sight sight, UUID id) {
        if (sight.everything()) {
            return;
        }
        Silence found = store.read(() -> monitor.silences().all()).stream()
                .filter(one -> one.id().equals(id) && sight.touches(one.matcher()))
                .findFirst()
                .orElseThrow(() -> Problem.of(404, "Unknown silence: " + id));
        if (!sight.holds(found.matcher())) {
            throw Problem.of(403, "This is about other services too, in which the caller has no say.");
        }
    }
}
