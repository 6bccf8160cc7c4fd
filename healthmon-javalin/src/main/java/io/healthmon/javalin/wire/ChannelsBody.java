package io.healthmon.javalin.wire;

import io.healthmon.notify.ChannelStatistics;
import java.time.Instant;
import java.util.List;

/** {@code GET /api/health/channels}: counts since the monitor's start. */
public record ChannelsBody(List<Item> channels, int count, Instant timestamp) {

    /** The body of these counts. */
    public static ChannelsBody of(List<ChannelStatistics> channels, Instant now) {
        return new ChannelsBody(channels.stream().map(Item::of).toList(), channels.size(), now);
    }

    /**
     * One channel.
     *
     * @param waiting notifications that wait for it now
     * @param oldestWaitingSeconds how long ago the oldest of them happened; 0 if none waits
     * @param sent notifications that it took
     * @param messages messages that it took
     * @param failed attempts that failed
     * @param dead notifications that were given up
     */
    public record Item(
            String name, long waiting, long oldestWaitingSeconds, long sent, long messages, long failed, long dead) {

        static Item of(ChannelStatistics channel) {
            return new Item(
                    channel.channel(),
                    channel.waiting(),
                    channel.oldestWaiting().toSeconds(),
                    channel.sent(),
                    channel.messages(),
                    channel.failed(),
                    channel.dead());
        }
    }

    /** {@code POST /api/health/channels/<name>/test}. */
    public record Tested(String channel, String result, String answer, Instant timestamp) {}
}
