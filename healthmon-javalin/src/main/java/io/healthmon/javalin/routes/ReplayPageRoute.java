package io.healthmon.javalin.routes;

import io.healthmon.HealthMonitor;
import io.healthmon.javalin.page.Frame;
import io.healthmon.javalin.page.Nav;
import io.healthmon.javalin.page.Pages;
import io.healthmon.javalin.page.ReplayPage;
import io.healthmon.javalin.wire.Answer;
import io.javalin.http.Context;
import java.util.Optional;

/** {@code GET /replay}: a draft to be replayed; its script sends it to the API, and shows what comes of it. */
final class ReplayPageRoute implements Route {

    private final HealthMonitor monitor;
    private final Frames frames;
    private final boolean offered;
    private final Optional<String> configuration;

    /**
     * @param offered true if drafts can be replayed
     * @param configuration the effective one, without secrets
     */
    ReplayPageRoute(HealthMonitor monitor, Frames frames, boolean offered, Optional<String> configuration) {
        this.monitor = monitor;
        this.frames = frames;
        this.offered = offered;
        this.configuration = configuration;
    }

    @Override
    public Answer answer(Context ctx) {
        Frame frame = frames.of(ctx, "Replay", Optional.of(Nav.REPLAY));
        boolean everything = Sight.of(ctx, monitor).everything();
        return Pages.answer(
                200,
                "replay",
                new ReplayPage(
                        frame,
                        offered,
                        everything,
                        configuration.filter(text -> frame.reader().admin() && everything)));
    }
}
