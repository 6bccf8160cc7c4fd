package io.healthmon.javalin.routes;

import io.healthmon.HealthMonitor;
import io.healthmon.alert.Alert;
import io.healthmon.javalin.wire.AlertsBody;
import io.healthmon.javalin.wire.Answer;
import io.healthmon.store.AlertReader.AlertQuery;
import io.healthmon.store.StoredAlert;
import io.javalin.http.Context;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * {@code GET /api/health/alerts}: recorded alerts, newest first; also of services that are no longer watched. Which alerts are
 * active memory knows too, and answers while the store is away.
 */
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
        AlertsBody.Filters filters = new AlertsBody.Filters(status, service.orElse(null), limit);
        Supplier<List<StoredAlert>> query = () -> monitor.view().alerts(new AlertQuery(active, service, limit));
        if (!status.equals(ACTIVE)) {
            return Answer.ok(AlertsBody.recorded(store.read(query), filters, store.staleSince()));
        }
        return Answer.ok(store.ask(query)
                .map(rows -> AlertsBody.recorded(rows, filters, store.staleSince()))
                .orElseGet(() -> AlertsBody.remembered(
                        active(service, limit), filters, store.staleSince().orElseGet(monitor.view()::now))));
    }

    private List<Alert> active(Optional<String> service, int limit) {
        return monitor.view().services().stream()
                .filter(candidate -> service.isEmpty() || candidate.name().equals(service.get()))
                .flatMap(candidate -> candidate.state().activeAlert().stream())
                .sorted(Comparator.comparing(Alert::triggeredAt).reversed())
                .limit(limit)
                .toList();
    }
}
