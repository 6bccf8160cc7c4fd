package io.healthmon.javalin.routes;

import io.healthmon.HealthMonitor;
import io.healthmon.alert.Alert;
import io.healthmon.alert.AlertKey;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.javalin.page.Affected;
import io.healthmon.javalin.page.AlertPage;
import io.healthmon.javalin.page.Kin;
import io.healthmon.javalin.page.Moment;
import io.healthmon.javalin.page.Nav;
import io.healthmon.javalin.page.Pages;
import io.healthmon.javalin.page.Storyline;
import io.healthmon.javalin.wire.Answer;
import io.healthmon.javalin.wire.Problem;
import io.healthmon.store.AlertStory;
import io.healthmon.store.CheckReader.HistoryQuery;
import io.healthmon.store.CheckReader.Position;
import io.healthmon.store.StoredAlert;
import io.healthmon.view.ServiceStatus;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** {@code GET /alerts/<id>}: an alert's story; while the store is away, what memory knows of the alert. */
final class AlertPageRoute implements Route.Later {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** More checks than a decision names. */
    private static final int MOST_CHECKS = 50;

    private static final int MOST_REMEMBERED = 100_000;

    private final HealthMonitor monitor;
    private final StoreReads store;
    private final RememberedAlerts memory;
    private final Frames frames;

    AlertPageRoute(HealthMonitor monitor, StoreReads store, RememberedAlerts memory, Frames frames) {
        this.monitor = monitor;
        this.store = store;
        this.memory = memory;
        this.frames = frames;
    }

    /** What the store said: the story if there is one, and what the checks found that opened the alert. */
    private record Found(Optional<AlertStory> story, Map<Instant, CheckResult> checks) {}

    @Override
    public CompletableFuture<Answer> answer(Context ctx) {
        long id = new Parameters(ctx).id();
        Sight sight = Sight.of(ctx, monitor);
        return store.ask(() -> find(id), PATIENCE)
                .thenApply(found ->
                        found.map(its -> told(ctx, sight, id, its)).orElseGet(() -> remembered(ctx, sight, id)));
    }

    private Found find(long id) {
        Optional<AlertStory> story = monitor.view().story(id);
        return new Found(story, story.map(this::checks).orElse(Map.of()));
    }

    private Map<Instant, CheckResult> checks(AlertStory story) {
        Alert alert = story.alert().alert();
        HistoryQuery query = new HistoryQuery(
                Optional.of(alert.service()),
                Storyline.begin(story),
                Optional.of(new Position(alert.triggeredAt(), Long.MAX_VALUE)),
                MOST_CHECKS);
        return monitor.view().history(query).stream()
                .collect(Collectors.toMap(row -> row.check().timestamp(), row -> row.check(), (newer, older) -> newer));
    }

    private Answer told(Context ctx, Sight sight, long id, Found found) {
        AlertStory story = found.story()
                .filter(its -> sight.sees(its.alert().alert().service()))
                .orElseThrow(() -> unknown(id));
        Alert alert = story.alert().alert();
        memory.learn(List.of(new StoredAlert(id, alert)));
        return page(ctx, sight, id, alert, Optional.of(Storyline.of(story, sight::sees, found.checks())));
    }

    private Answer remembered(Context ctx, Sight sight, long id) {
        AlertKey key = memory.key(id)
                .orElseThrow(() -> Problem.unavailable(
                        "The database is away, and memory does not know this alert; try again later."));
        Alert alert =
                memory
                        .find(Optional.empty(), Optional.of(key.service()), sight::sees, MOST_REMEMBERED)
                        .alerts()
                        .stream()
                        .filter(its -> AlertKey.of(its).equals(key))
                        .findFirst()
                        .orElseThrow(() -> sight.sees(key.service())
                                ? Problem.unavailable("The database is away, and this alert is over; try again later.")
                                : unknown(id));
        return page(ctx, sight, id, alert, Optional.empty());
    }

    private static Problem unknown(long id) {
        return Problem.of(404, "Unknown alert: " + id);
    }

    private Answer page(Context ctx, Sight sight, long id, Alert alert, Optional<List<Moment>> story) {
        List<ServiceStatus> services = sight.services();
        Optional<ServiceStatus> service = services.stream()
                .filter(its -> its.name().equals(alert.service()))
                .findFirst();
        return Pages.answer(
                200,
                "alert",
                new AlertPage(
                        frames.of(ctx, alert.service() + ", alert", Optional.of(Nav.ALERTS)),
                        alert,
                        id,
                        story.orElse(List.of()),
                        story.isPresent(),
                        Affected.by(alert, services),
                        service,
                        service.map(its -> monitor.view().explain(its.name())),
                        service.map(its -> Kin.of(its, services)).filter(kin -> !kin.alone())));
    }
}
