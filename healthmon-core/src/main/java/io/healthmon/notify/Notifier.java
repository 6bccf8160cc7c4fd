package io.healthmon.notify;

import java.time.Duration;

/**
 * Sends messages over one channel. Called on a thread of the channel's own, one message at a time; may block until the deadline, after
 * which it is interrupted and the attempt counts as failed. Whatever it throws is a failure that may pass. Must not log or answer
 * anything secret: what it answers is stored and shown.
 */
public interface Notifier extends AutoCloseable {

    /**
     * Sends.
     *
     * @param message what
     * @param deadline how long it may take
     * @throws Exception if it could not: it is tried again
     */
    Receipt send(Message message, Duration deadline) throws Exception;

    /**
     * True if the channel itself keeps alerts by their keys, as PagerDuty does: then a digest is one alert of its own there, and is
     * resolved when all that it told are.
     */
    default boolean keepsAlerts() {
        return false;
    }

    /** Lets go of what it holds. */
    @Override
    default void close() {}
}
