package io.healthmon.check.celery;

import io.healthmon.check.CheckFailedException;
import io.healthmon.check.CheckRequest;
import io.healthmon.check.redis.RespConnection;
import io.healthmon.check.redis.RespReply;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * Publishes one ping and collects its replies.
 *
 * <p>Nothing stays behind, however this ends: both keys are made with a time to live, and the list of replies keeps its own
 * because it is never empty. That is why it is looked at rather than popped: a list popped empty is gone, and a reply that
 * comes late would make a new one that lives for ever.
 */
final class PidboxReplies {

    private static final Duration OUTLIVES = Duration.ofSeconds(30);
    private static final Duration FIRST_LOOK = Duration.ofMillis(4);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);

    private final RespConnection broker;
    private final PidboxPing ping;

    PidboxReplies(RespConnection broker, PidboxPing ping) {
        this.broker = broker;
        this.ping = ping;
    }

    /** Distinct workers that answered, once they are enough, or all that listen, or the time less {@code reserve} is over. */
    int collect(CelerySpec spec, CheckRequest request, Duration reserve)
            throws CheckFailedException, InterruptedException {
        prepare(request.remaining().plus(OUTLIVES));
        int listening = publish(spec.broker().db());
        Set<String> workers = new HashSet<>();
        Duration pause = FIRST_LOOK;
        while (workers.size() < Math.min(listening, spec.workers())) {
            Duration left = request.remaining().minus(reserve);
            if (left.isNegative() || left.isZero()) {
                break;
            }
            Thread.sleep(Math.max(1, shorter(pause, left).toMillis()));
            pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
            look(workers);
        }
        cleanUp(workers.size() >= listening);
        return workers.size();
    }

    private void prepare(Duration timeToLive) throws CheckFailedException {
        String millis = Long.toString(timeToLive.toMillis());
        ask("MULTI");
        ask("SADD", ping.bindingKey(), ping.binding());
        ask("PEXPIRE", ping.bindingKey(), millis);
        ask("RPUSH", ping.replyKey(), "");
        ask("PEXPIRE", ping.replyKey(), millis);
        if (ask("EXEC") instanceof RespReply.Items results) {
            for (RespReply result : results.items()) {
                broker.require("EXEC", result);
            }
        }
    }

    private int publish(int db) throws CheckFailedException {
        RespReply reply = ask("PUBLISH", PidboxPing.channel(db), ping.message());
        return reply instanceof RespReply.Number listeners ? (int) Math.min(listeners.value(), Integer.MAX_VALUE) : 0;
    }

    private void look(Set<String> workers) throws CheckFailedException {
        // Replies are pushed to the front; twice as many as can be asked for bounds what a flood costs.
        RespReply reply = ask("LRANGE", ping.replyKey(), "0", Integer.toString(2 * CelerySpec.MAX_WORKERS));
        if (reply instanceof RespReply.Items list) {
            for (RespReply item : list.items()) {
                if (item instanceof RespReply.Bulk bulk) {
                    bulk.text().flatMap(PidboxPing::worker).ifPresent(workers::add);
                }
            }
        }
    }

    /**
     * A worker that still owes its reply would make the list anew: then it is left to end by itself. So it is if nothing can be
     * deleted, which takes back none of the answers.
     */
    private void cleanUp(boolean allAnswered) {
        try {
            ask("DEL", ping.bindingKey());
            if (allAnswered) {
                ask("DEL", ping.replyKey());
            }
        } catch (CheckFailedException endsByItself) {
            // Both keys have a time to live.
        }
    }

    private RespReply ask(String... words) throws CheckFailedException {
        return broker.require(words[0], broker.command(words));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
