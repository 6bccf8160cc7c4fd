package io.healthmon.javalin.routes;

import io.healthmon.HealthMonitor;
import io.healthmon.javalin.wire.Answer;
import io.healthmon.javalin.wire.ChannelsBody;
import io.healthmon.javalin.wire.Problem;
import io.healthmon.notify.Receipt;
import io.javalin.http.Context;
import java.util.concurrent.CompletableFuture;

/** {@code /api/health/channels}: what was sent over each, and whether one works. */
final class ChannelRoutes {

    private static final String SENTENCE =
            "This is a test message: somebody has asked whether this channel works. Nothing is wrong.";

    private final HealthMonitor monitor;

    ChannelRoutes(HealthMonitor monitor) {
        this.monitor = monitor;
    }

    /** {@code GET}: all of them. */
    Answer list(Context ctx) {
        return Answer.ok(
                ChannelsBody.of(monitor.statistics().channels(), monitor.view().now()));
    }

    /** {@code POST …/<name>/test}: 200 if the channel took it, 502 with what it said if it did not. */
    CompletableFuture<Answer> test(Context ctx) {
        Sight.of(ctx, monitor).requireEverything();
        String name = ctx.pathParam("name");
        return monitor.testChannel(name, SENTENCE)
                .orElseThrow(() -> Problem.of(404, "Unknown channel: " + Problem.bare(name)))
                .thenApply(receipt -> answer(name, receipt));
    }

    private Answer answer(String name, Receipt receipt) {
        if (receipt instanceof Receipt.Taken) {
            return Answer.ok(new ChannelsBody.Tested(
                    name, "taken", receipt.detail(), monitor.view().now()));
        }
        String what = receipt instanceof Receipt.Refused ? "refuses this message" : "did not take this message";
        throw Problem.of(502, "The channel " + name + " " + what + ": " + receipt.detail());
    }
}
