package io.healthmon;

import io.healthmon.notify.ChannelStatistics;
import io.healthmon.store.spool.SpoolStatistics;
import java.util.List;

/**
 * Counts of a running monitor, since its start.
 *
 * @param checks checks started
 * @param skippedBusy slots left out because the check before was still under way
 * @param skippedLate slots left out because their time was long over
 * @param monitorFaults checks that failed by the monitor's own fault; nothing is recorded for them
 * @param suspendedServices services whose checks are suspended now because they ignore interruption
 * @param waitingSteps steps that wait for the store now, in memory and on disk
 * @param lightenedSteps steps recorded without what their targets sent because too much was waiting
 * @param droppedSteps steps given up because too many were waiting, or because the store refused them or is another's now
 * @param lostEvents listener events given up because a listener is too slow
 * @param spool what waits on disk; all zero without a spool
 * @param channels what was sent over each channel, and what waits
 */
public record MonitorStatistics(
        long checks,
        long skippedBusy,
        long skippedLate,
        long monitorFaults,
        long suspendedServices,
        long waitingSteps,
        long lightenedSteps,
        long droppedSteps,
        long lostEvents,
        SpoolStatistics spool,
        List<ChannelStatistics> channels) {

    public MonitorStatistics {
        channels = List.copyOf(channels);
    }
}
