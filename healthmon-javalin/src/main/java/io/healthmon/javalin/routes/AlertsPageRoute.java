package io.healthmon.javalin.routes;

import io.healthmon.HealthMonitor;
import io.healthmon.alert.AlertKey;
import io.healthmon.javalin.page.AlertFilter;
import io.healthmon.javalin.page.AlertsPage;
import io.healthmon.javalin.page.Nav;
import io.healthmon.javalin.page.Pages;
import io.healthmon.javalin.wire.Answer;
import io.healthmon.store.AlertReader.AlertQuery;
import io.healthmon.store.StoredAlert;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** {@code GET /alerts}: the list of alerts, newest first; while the store is away, those that memory knows. */
final class AlertsPageRoute implements Route.Later {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final String ACTIVE = "active";
    private static final Comparator<StoredAlert> NEWEST_FIRST = Comparator.comparing(
                    (StoredAlert row) -> row.alert().triggeredAt())
            .thenComparing(StoredAlert::id)
            .reversed();

    private final HealthMonitor monitor;
    private final StoreReads store;
    private final RememberedAlerts memory;
    private final Frames frames;

    AlertsPageRoute(HealthMonitor monitor, StoreReads store, RememberedAlerts memory, Frames frames) {
        this.monitor = monitor;
        this.store = store;
        this.memory = memory;
        this.frames = frames;
    }

    @Override
    public CompletableFuture<Answer> answer(Context ctx) {
        Parameters parameters = new Parameters(ctx);
        AlertFilter filter = new AlertFilter(
                parameters.word("status", ACTIVE, AlertFilter.STATUSES),
                parameters.service().orElse(""),
                parameters.limit(AlertFilter.FEW));
        Optional<String> service = Optional.of(filter.service()).filter(name -> !name.isEmpty());
        Optional<Boolean> active = filter.status().equals("all")
                ? Optional.empty()
                : Optional.of(filter.status().equals(ACTIVE));
        Sight sight = Sight.of(ctx, monitor);
        service.ifPresent(sight::require);
        return store.ask(
                        () -> sight.newest(
                                service,
                                one -> monitor.view().alerts(new AlertQuery(active, one, filter.limit())),
                                NEWEST_FIRST,
                                filter.limit()),
                        PATIENCE)
                .thenApply(rows -> {
                    rows.ifPresent(memory::learn);
                    return rows.map(found -> page(ctx, filter, recorded(found), Optional.empty()))
                            .orElseGet(() -> remembered(ctx, filter, active, service, sight));
                });
    }

    private static List<AlertsPage.Row> recorded(List<StoredAlert> rows) {
        return rows.stream()
                .map(row -> new AlertsPage.Row(row.alert(), OptionalLong.of(row.id())))
                .toList();
    }

    private Answer remembered(
            Context ctx, AlertFilter filter, Optional<Boolean> active, Optional<String> service, Sight sight) {
        RememberedAlerts.Known known = memory.find(active, service, sight::sees, filter.limit());
        List<AlertsPage.Row> rows = known.alerts().stream()
                .map(alert -> new AlertsPage.Row(alert, memory.id(AlertKey.of(alert))))
                .toList();
        return page(ctx, filter, rows, Optional.of(known.since()));
    }

    private Answer page(Context ctx, AlertFilter filter, List<AlertsPage.Row> rows, Optional<Instant> knownSince) {
        return Pages.answer(
                200,
                "alerts",
                new AlertsPage(
                        frames.of(ctx, "Alerts", Optional.of(Nav.ALERTS)),
                        filter,
                        rows,
                        rows.size() == filter.limit(),
                        knownSince));
    }
}
