package io.healthmon.javalin.routes;

import io.healthmon.HealthMonitor;
import io.healthmon.alert.Suppression;
import io.healthmon.javalin.page.Nav;
import io.healthmon.javalin.page.Pages;
import io.healthmon.javalin.page.SuppressedPage;
import io.healthmon.javalin.wire.Answer;
import io.healthmon.store.AlertReader.AlertQuery;
import io.healthmon.store.AlertReader.SuppressionQuery;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** {@code GET /alerts/suppressed}: why alerts were not opened, or not told; newest first. The store alone knows. */
final class SuppressedPageRoute implements Route.Later {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int LIMIT = 200;
    private static final int MOST_ASKED = 1_000;

    private final HealthMonitor monitor;
    private final StoreReads store;
    private final RememberedAlerts memory;
    private final Frames frames;

    SuppressedPageRoute(HealthMonitor monitor, StoreReads store, RememberedAlerts memory, Frames frames) {
        this.monitor = monitor;
        this.store = store;
        this.memory = memory;
        this.frames = frames;
    }

    @Override
    public CompletableFuture<Answer> answer(Context ctx) {
        Parameters parameters = new Parameters(ctx);
        Optional<String> service = parameters.service();
        int hours = parameters.hours();
        Instant since = monitor.view().now().minus(Duration.ofHours(hours));
        Sight sight = Sight.of(ctx, monitor);
        service.ifPresent(sight::require);
        return store.ask(() -> find(sight, service, since), PATIENCE)
                .thenApply(found -> Pages.answer(
                        200,
                        "suppressed",
                        new SuppressedPage(
                                frames.of(ctx, "Why did this not fire?", Optional.of(Nav.ALERTS)),
                                service.orElse(""),
                                hours,
                                found.orElse(List.of()).stream()
                                        .map(one -> row(sight, one))
                                        .toList(),
                                found.orElse(List.of()).size() == LIMIT,
                                found.isPresent())));
    }

    private List<Suppression> find(Sight sight, Optional<String> service, Instant since) {
        List<Suppression> found = sight.newest(
                service,
                one -> monitor.view().suppressions(new SuppressionQuery(one, since, LIMIT)),
                Comparator.comparing(Suppression::at).reversed(),
                LIMIT);
        boolean known = found.stream()
                .flatMap(one -> one.alert().stream())
                .allMatch(key -> memory.id(key).isPresent());
        if (!known) {
            memory.learn(monitor.view().alerts(new AlertQuery(Optional.empty(), Optional.empty(), MOST_ASKED)));
        }
        return found;
    }

    /** To whoever does not know of the alert's service there is no such alert. */
    private SuppressedPage.Row row(Sight sight, Suppression one) {
        return new SuppressedPage.Row(
                one,
                one.alert()
                        .filter(key -> sight.sees(key.service()))
                        .map(memory::id)
                        .orElse(OptionalLong.empty()));
    }
}
