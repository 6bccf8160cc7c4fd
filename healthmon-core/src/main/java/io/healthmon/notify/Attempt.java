package io.healthmon.notify;

import io.healthmon.time.Timers;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One try to send a message, on the channel's thread, which is interrupted when its time is over. */
final class Attempt {

    private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);

    /** How long a notifier may take to notice that it was interrupted before that is said. */
    private static final Duration NOTICING = Duration.ofSeconds(5);

    private final Channel channel;
    private final Timers timers;

    // Guarded by this.
    private @Nullable Thread thread;
    private boolean interrupted;

    Attempt(Channel channel, Timers timers) {
        this.channel = channel;
        this.timers = timers;
    }

    /** Sends it, and says what came of that, whatever the notifier does but to ignore that it is interrupted. */
    Receipt send(Message message) {
        Duration deadline = channel.options().deadline();
        synchronized (this) {
            thread = Thread.currentThread();
        }
        Timers.Timeout watch = timers.after(deadline, this::overdue);
        try {
            @Nullable Receipt receipt = channel.notifier().send(message, deadline);
            return receipt != null ? receipt : new Receipt.Failed("the notifier answered nothing", Optional.empty());
        } catch (Throwable t) {
            // Not its message: that may hold what is secret.
            String what = wasInterrupted()
                    ? "no answer within " + deadline.toMillis() + " ms"
                    : "the notifier failed: " + t.getClass().getSimpleName();
            return new Receipt.Failed(what, Optional.empty());
        } finally {
            watch.cancel();
            ends();
        }
    }

    private void overdue() {
        if (interrupt()) {
            timers.after(NOTICING, () -> {
                if (interrupt()) {
                    LOG.error(
                            "channel {}: its notifier ignores that it was interrupted; nothing goes over it until it"
                                    + " comes back",
                            channel.name());
                }
            });
        }
    }

    /**
     * Its time is over.
     *
     * @return false if it has ended, or not begun
     */
    synchronized boolean interrupt() {
        Thread its = thread;
        if (its == null) {
            return false;
        }
        interrupted = true;
        its.interrupt();
        return true;
    }

    private synchronized boolean wasInterrupted() {
        return interrupted;
    }

    /** Nothing interrupts the thread from now on, and what did is forgotten: it has more to send. */
    private synchronized void ends() {
        thread = null;
        if (interrupted) {
            Thread.interrupted();
        }
    }
}
