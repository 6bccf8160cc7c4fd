package io.healthmon.javalin.routes;

import io.healthmon.HealthMonitor;
import io.healthmon.javalin.wire.AlertsBody;
import io.healthmon.javalin.wire.Answer;
import io.healthmon.store.AlertReader.AlertQuery;
import io.healthmon.store.StoredAlert;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * {@code GET /api/health/alerts}: recorded alerts, newest first; also of services that are no longer watched. While the store is away,
 * memory answers: it knows all that are active, and those that were resolved lately.
 */
final class AlertsRoute implements Route.Later {

    private static final int DEFAULT_LIMIT = 50;
    private static final Comparator<StoredAlert> NEWEST_FIRST = Comparator.comparing(
                    (StoredAlert row) -> row.alert().triggeredAt())
            .thenComparing(StoredAlert::id)
            .reversed();

    /** Memory knows all active alerts; of those that are resolved it does not. */
    private static final Duration FOR_IDS = Duration.ofMillis(500);

    private static final Duration FOR_MORE = Duration.ofSeconds(2);
    private static final String ACTIVE = "active";
    private static final String ALL = "all";
    private static final List<String> STATUSES = List.of(ACTIVE, "resolved", ALL);

    private final HealthMonitor monitor;
    private final StoreReads store;
    private final RememberedAlerts memory;

    AlertsRoute(HealthMonitor monitor, StoreReads store, RememberedAlerts memory) {
        this.monitor = monitor;
        this.store = store;
        this.memory = memory;
    }

    @Override
    public CompletableFuture<Answer> answer(Context ctx) {
        Parameters parameters = new Parameters(ctx);
        String status = parameters.word("status", ACTIVE, STATUSES);
        Optional<String> service = parameters.service();
        int limit = parameters.limit(DEFAULT_LIMIT);
        Optional<Boolean> active = status.equals(ALL) ? Optional.empty() : Optional.of(status.equals(ACTIVE));
        AlertsBody.Filters filters = new AlertsBody.Filters(status, service.orElse(null), limit);
        Duration patience = active.orElse(false) ? FOR_IDS : FOR_MORE;
        Sight sight = Sight.of(ctx, monitor);
        service.ifPresent(sight::require);
        return store.ask(
                        () -> sight.newest(
                                service,
                                one -> monitor.view().alerts(new AlertQuery(active, one, limit)),
                                NEWEST_FIRST,
                                limit),
                        patience)
                .thenApply(rows -> {
                    rows.ifPresent(memory::learn);
                    return rows;
                })
                .thenApply(rows -> Answer.ok(rows.map(found -> AlertsBody.recorded(found, filters, store.staleSince()))
                        .orElseGet(() -> remembered(sight, active, filters))));
    }

    private AlertsBody remembered(Sight sight, Optional<Boolean> active, AlertsBody.Filters filters) {
        RememberedAlerts.Known known =
                memory.find(active, Optional.ofNullable(filters.service()), sight::sees, filters.limit());
        return AlertsBody.remembered(
                known.alerts(),
                filters,
                store.staleSince().orElseGet(monitor.view()::now),
                active.orElse(false) ? Optional.empty() : Optional.of(known.since()));
    }
}
