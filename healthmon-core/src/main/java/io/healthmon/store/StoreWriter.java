package io.healthmon.store;

import java.util.List;

/**
 * The pen: at most one writer of a store may write at a time; opening a new one fences the one before. Used by one thread.
 * Every method blocks for at most a few seconds.
 */
public interface StoreWriter {

    /** The state of every service that was ever recorded, as it is now, with the row of its newest check. */
    List<RecordedState> states();

    /** The highest number of the origin's steps that is recorded; 0 if none is. */
    long recordedUpTo();

    /** The notifications that are still to be sent, in the order of recording. */
    List<OutboxEntry> pendingNotifications();

    /**
     * Triggers that were sent with a digest, and not resolved to their channel yet: their alert is active, or its resolve is still to
     * be sent. In the order of recording.
     */
    List<OutboxEntry> openDigests();

    /**
     * Triggers that never arrived, since they were given up or dropped, of alerts that are active, or whose resolve to their channel is
     * still to be sent. In the order of recording.
     */
    List<OutboxEntry> undelivered();

    /**
     * Records steps, in order, as one unit: all or nothing, and exactly once: steps whose number is not above
     * {@link #recordedUpTo()} are recognised, whichever writer of their origin recorded them, and not recorded again.
     *
     * @param steps their numbers strictly increase, from one commit to the next too, but for steps that are given again because a
     *     commit was not answered: in the same batch or in others, and before any that come after them; for one service, their timestamps strictly increase. A state
     *     whose check is older than that of the recorded one leaves that as it is. A notification whose key is recorded is that one;
     *     what a delivery says is counted with the notification of its key
     * @return one for each step, in order; without ids for one that was recorded before, unless the batch is the one given last
     * @throws StoreException.Unavailable if the store is away; nothing of the batch is recorded, or all of it
     * @throws StoreException.Refused if the store will never take one of them; nothing of the batch is recorded, and others may
     *     be committed in its place
     * @throws StoreException.Fenced if another writer was opened; this one is of no more use
     */
    List<RecordedStep> commit(List<NumberedStep> steps);
}
