package io.healthmon.metrics;

import io.healthmon.HealthMonitor;
import io.healthmon.notify.ChannelStatistics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/** What goes over each channel, and what waits for it. Channels are those that the monitor was started with. */
final class ChannelMeters {

    private final HealthMonitor monitor;
    private final MeterRegistry registry;

    private ChannelMeters(HealthMonitor monitor, MeterRegistry registry) {
        this.monitor = monitor;
        this.registry = registry;
    }

    static void bind(HealthMonitor monitor, MeterRegistry registry) {
        ChannelMeters meters = new ChannelMeters(monitor, registry);
        monitor.statistics().channels().forEach(channel -> meters.bind(channel.channel()));
    }

    private void bind(String channel) {
        gauge(
                channel,
                "healthmon.channel.waiting",
                "notifications that wait for the channel",
                ChannelStatistics::waiting);
        gauge(
                channel,
                "healthmon.channel.oldest.waiting.seconds",
                "how long ago the oldest of them happened",
                its -> its.oldestWaiting().toMillis() / 1_000.0);
        counter(
                channel,
                "healthmon.channel.notifications.sent",
                "notifications that the channel took, singly or in digests",
                ChannelStatistics::sent);
        counter(
                channel,
                "healthmon.channel.messages.sent",
                "messages that the channel took",
                ChannelStatistics::messages);
        counter(channel, "healthmon.channel.attempts.failed", "attempts that failed", ChannelStatistics::failed);
        counter(
                channel,
                "healthmon.channel.notifications.dead",
                "notifications that were given up",
                ChannelStatistics::dead);
    }

    private void gauge(String channel, String name, String description, ToDoubleFunction<ChannelStatistics> value) {
        Gauge.builder(name, monitor, it -> value(it, channel, value))
                .tag("channel", channel)
                .description(description)
                .strongReference(true)
                .register(registry);
    }

    private void counter(String channel, String name, String description, ToDoubleFunction<ChannelStatistics> value) {
        FunctionCounter.builder(name, monitor, it -> value(it, channel, value))
                .tag("channel", channel)
                .description(description)
                .register(registry);
    }

    private static double value(HealthMonitor monitor, String channel, ToDoubleFunction<ChannelStatistics> value) {
        return monitor.statistics().channels().stream()
                .filter(its -> its.channel().equals(channel))
                .mapToDouble(value)
                .sum();
    }
}
