package io.healthmon.notify;

import io.healthmon.notify.Sending.Way;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is to be said of the monitor itself over one channel, if it takes anything within the hour. Not thread-safe. */
final class Notices {

    private static final int MOST = 20;
    private static final Duration TOO_OLD = Duration.ofHours(1);

    private record Notice(Sending sending, long tooOldAt) {}

    private final Deque<Notice> waiting = new ArrayDeque<>();
    private @Nullable Notice given;

    private final Backoff backoff;

    /** Alerts go before what was not taken once, lest it holds them up. */
    private boolean failed;

    /** Until when nothing goes that has failed; no alert waits for that. */
    private long notBefore;

    Notices(Backoff backoff) {
        this.backoff = backoff;
    }

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
        if (waiting.isEmpty() || failed && (others || now - notBefore < 0)) {
            return null;
        }
        given = waiting.remove();
        return given.sending();
    }

    /** Until when what waits has to. */
    Optional<Long> heldUntil() {
        return failed && !waiting.isEmpty() ? Optional.of(notBefore) : Optional.empty();
    }

    /** The channel took a word that was no alert. */
    void taken() {
        failed = false;
        backoff.succeeded();
    }

    /**
     * The channel did not take the one given last.
     *
     * @param asked how long it asked to be left alone
     */
    void failed(long now, Optional<Duration> asked) {
        Notice its = given;
        if (its != null) {
            failed = true;
            notBefore = now + backoff.failed(asked).toNanos();
            waiting.addFirst(its);
        }
    }
}
