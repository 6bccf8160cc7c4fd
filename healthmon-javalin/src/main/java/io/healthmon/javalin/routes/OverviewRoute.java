package io.healthmon.javalin.routes;

import io.healthmon.HealthMonitor;
import io.healthmon.HealthStatus;
import io.healthmon.alert.Alert;
import io.healthmon.alert.AlertKey;
import io.healthmon.javalin.page.Affected;
import io.healthmon.javalin.page.AlertCard;
import io.healthmon.javalin.page.Headline;
import io.healthmon.javalin.page.Listing;
import io.healthmon.javalin.page.Nav;
import io.healthmon.javalin.page.Overview;
import io.healthmon.javalin.page.Pages;
import io.healthmon.javalin.page.ServiceQuery;
import io.healthmon.javalin.wire.Answer;
import io.healthmon.store.AlertReader.AlertQuery;
import io.healthmon.view.RecentChecks;
import io.healthmon.view.ServiceStatus;
import io.healthmon.view.Summary;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code GET /}: the page that opens first. From memory; only the numbers of alerts may be the store's to know. */
final class OverviewRoute implements Route.Later {

    private static final int MOST_CARDS = 5;
    private static final int MOST_ASKED = 1_000;
    private static final Duration PATIENCE = Duration.ofMillis(300);
    private static final Comparator<Alert> WORST_FIRST =
            Comparator.comparing(Alert::severity).reversed().thenComparing(Alert::triggeredAt);

    private final HealthMonitor monitor;
    private final StoreReads store;
    private final RememberedAlerts memory;
    private final RecentChecks recent;
    private final Frames frames;

    OverviewRoute(
            HealthMonitor monitor, StoreReads store, RememberedAlerts memory, RecentChecks recent, Frames frames) {
        this.monitor = monitor;
        this.store = store;
        this.memory = memory;
        this.recent = recent;
        this.frames = frames;
    }

    @Override
    public CompletableFuture<Answer> answer(Context ctx) {
        ServiceQuery query = ServiceQuery.read(name -> Optional.ofNullable(ctx.queryParam(name)));
        if (wantsListAlone(ctx)) {
            return CompletableFuture.completedFuture(list(ctx, query));
        }
        Summary summary = Sight.of(ctx, monitor).summary();
        List<Alert> active = active(summary);
        List<Alert> shown = active.stream().limit(MOST_CARDS).toList();
        return learned(shown)
                .thenApply(done -> Pages.answer(
                        200,
                        "overview",
                        new Overview(
                                frames.of(ctx, "Overview", Optional.of(Nav.OVERVIEW)),
                                Headline.of(
                                        summary.services(),
                                        summary.monitorAlert(),
                                        monitor.view().now()),
                                cards(shown, summary.services()),
                                active.size() - shown.size(),
                                Listing.of(summary.services(), query),
                                Listing.labels(summary.services()),
                                recent)));
    }

    /** With each key in the search, the page's script takes nothing else of what it is given. */
    private static boolean wantsListAlone(Context ctx) {
        return "list".equals(ctx.header("HX-Target")) && ctx.header("HX-History-Restore-Request") == null;
    }

    private Answer list(Context ctx, ServiceQuery query) {
        Listing listing = Listing.of(Sight.of(ctx, monitor).services(), query);
        return Pages.answer(
                200, "list", Overview.ofList(frames.of(ctx, "Overview", Optional.of(Nav.OVERVIEW)), listing, recent));
    }

    private static List<Alert> active(Summary summary) {
        return Stream.concat(
                        summary.monitorAlert().stream(),
                        summary.services().stream().flatMap(service -> service.state().activeAlert().stream()))
                .sorted(WORST_FIRST)
                .toList();
    }

    /** Their numbers, once known, are remembered; while the store is away an alert goes without. */
    private CompletableFuture<?> learned(List<Alert> alerts) {
        boolean known = alerts.stream().allMatch(alert -> id(alert).isPresent());
        return known
                ? CompletableFuture.completedFuture(true)
                : store.ask(
                                () -> monitor.view()
                                        .alerts(new AlertQuery(Optional.of(true), Optional.empty(), MOST_ASKED)),
                                PATIENCE)
                        .thenAccept(rows -> rows.ifPresent(memory::learn));
    }

    private OptionalLong id(Alert alert) {
        return memory.id(AlertKey.of(alert));
    }

    private List<AlertCard> cards(List<Alert> alerts, List<ServiceStatus> services) {
        Map<String, ServiceStatus> byName =
                services.stream().collect(Collectors.toMap(ServiceStatus::name, service -> service));
        return alerts.stream()
                .map(alert -> new AlertCard(
                        alert,
                        id(alert),
                        Optional.ofNullable(byName.get(alert.service()))
                                .map(ServiceStatus::status)
                                .orElse(HealthStatus.UNHEALTHY),
                        Affected.by(alert, services)))
                .toList();
    }
}
