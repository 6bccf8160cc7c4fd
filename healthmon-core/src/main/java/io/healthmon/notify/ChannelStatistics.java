package io.healthmon.notify;

import java.time.Duration;

/**
 * Counts of one channel since the monitor's start.
 *
 * @param channel its name
 * @param waiting notifications that wait for it now
 * @param oldestWaiting how long ago the oldest of them happened; zero if none waits
 * @param sent notifications that it took, singly or in digests
 * @param messages messages that it took
 * @param failed attempts that failed
 * @param dead notifications that were given up
 */
public record ChannelStatistics(
        String channel, long waiting, Duration oldestWaiting, long sent, long messages, long failed, long dead) {}
