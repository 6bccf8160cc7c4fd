package io.healthmon.javalin.routes;

import static io.healthmon.javalin.auth.Demand.OPEN;
import static io.javalin.http.HandlerType.GET;

import io.healthmon.javalin.StatusPage;
import io.healthmon.javalin.page.Pages;
import io.healthmon.javalin.page.PublicService;
import io.healthmon.javalin.page.PublicStatus;
import io.healthmon.javalin.page.Words;
import io.healthmon.javalin.wire.Answer;
import io.healthmon.javalin.wire.AtomFeed;
import io.healthmon.javalin.wire.Badge;
import io.healthmon.javalin.wire.Problem;
import io.healthmon.javalin.wire.PublicStatusBody;
import io.javalin.http.Context;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** The public status page, for everybody: as a page, as JSON, as a feed and as badges. */
final class PublicRoutes {

    /** How long whoever has it may show it. */
    private static final Map<String, String> CACHED = Map.of("Cache-Control", "public, max-age=30");

    /** So that pages elsewhere may show it. */
    private static final String ELSEWHERE = "Cross-Origin-Resource-Policy";

    private static final String SVG = ".svg";

    private final PublicBoard board;

    PublicRoutes(PublicBoard board) {
        this.board = board;
    }

    void add(RouteTable table) {
        table.add(GET, "/status", OPEN, of("page", status -> Pages.answer(200, "status", status)));
        table.add(GET, "/status.json", OPEN, of("json", status -> Answer.ok(PublicStatusBody.of(status))));
        table.add(
                GET,
                "/status/feed.xml",
                OPEN,
                of("feed", status -> new Answer(200, AtomFeed.TYPE, AtomFeed.write(status), Map.of())));
        table.add(GET, "/badges/{file}", OPEN, (Route.Later) this::badge);
    }

    private Route.Later of(String kind, Function<PublicStatus, Answer> make) {
        return ctx -> board.shown().thenApply(shown -> shown.answer(kind, status -> cached(make.apply(status))));
    }

    private static Answer cached(Answer answer) {
        return new Answer(answer.status(), answer.contentType(), answer.body(), CACHED);
    }

    private CompletableFuture<Answer> badge(Context ctx) {
        String file = ctx.pathParam("file");
        boolean uptime = uptime(ctx);
        return board.shown()
                .thenApply(shown -> badge(shown.status(), file, uptime)
                        .map(badge -> cached(new Answer(200, Badge.TYPE, badge.svg(), Map.of()))
                                .with(ELSEWHERE, "cross-origin"))
                        .orElseThrow(() -> ServedPaths.nothingAt(ctx)));
    }

    private static boolean uptime(Context ctx) {
        String show = Optional.ofNullable(ctx.queryParam("show")).orElse("status");
        return switch (show) {
            case "status" -> false;
            case "uptime" -> true;
            default ->
                throw Problem.malformed(
                        "The parameter show is " + Problem.quoted(show) + "; allowed are status and uptime.");
        };
    }

    private static Optional<Badge> badge(PublicStatus page, String file, boolean uptime) {
        if (!file.endsWith(SVG)) {
            return Optional.empty();
        }
        String name = file.substring(0, file.length() - SVG.length());
        if (name.equals(StatusPage.ALL)) {
            return Optional.of(new Badge(page.title(), page.status().word(), page.status()));
        }
        return page.services().stream()
                .filter(service -> service.address().equals(name))
                .findFirst()
                .map(service -> badge(service, uptime));
    }

    private static Badge badge(PublicService service, boolean uptime) {
        return uptime
                ? new Badge(service.name() + ", 90 days", Words.percent(service.uptime()), service.status())
                : new Badge(service.name(), service.status().word(), service.status());
    }
}
