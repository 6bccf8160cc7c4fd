package io.healthmon.notify;

import io.healthmon.notify.Sending.Way;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is to be said of the monitor itself over one channel, if it takes anything within the hour. Not thread-safe. */
final class Notices {

    private static final int MOST = 20;
    private static final Duration TOO_OLD = Duration.ofHours(1);

    private record Notice(Sending sending, long tooOldAt) {}

    private final Deque<Notice> waiting = new ArrayDeque<>();
    private @Nullable Notice given;

    /** Alerts go before what was not taken once, lest it holds them up. */
    private boolean failed;

    void add(Message message, long now) {
        if (waiting.size() < MOST) {
            waiting.add(new Notice(new Sending(message, List.of(), Way.NOTICE), now + TOO_OLD.toNanos()));
        }
    }

    /**
     * The next to go.
     *
     * @param others whether there is something else that could
     */
    @Nullable
    Sending next(long now, boolean others) {
        while (!waiting.isEmpty() && now - waiting.element().tooOldAt() >= 0) {
            waiting.remove();
        }
        if (waiting.isEmpty() || failed && others) {
            return null;
        }
        given = waiting.remove();
        return given.sending();
    }

    /** The channel took something. */
    void taken() {
        failed = false;
    }

    /** The channel did not take the one given last. */
    void failed() {
        Notice its = given;
        if (its != null) {
            failed = true;
            waiting.addFirst(its);
        }
    }
}
