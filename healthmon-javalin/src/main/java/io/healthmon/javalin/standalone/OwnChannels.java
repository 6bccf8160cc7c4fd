package io.healthmon.javalin.standalone;

import io.healthmon.HealthMonitor;
import io.healthmon.check.http.HttpSender;
import io.healthmon.javalin.standalone.config.ChannelConfig;
import io.healthmon.javalin.standalone.config.Config;
import io.healthmon.notify.Notifier;
import io.healthmon.outbound.OutboundDoor;
import io.healthmon.time.MonitorClock;

/** The host's ways to people, opened: they share one sender. */
final class OwnChannels implements AutoCloseable {

    private final MonitorClock clock = MonitorClock.system();
    private final HttpSender sender;

    /** Over a door that stays open. */
    OwnChannels(OutboundDoor door) {
        sender = HttpSender.start(clock, door);
    }

    /** Gives them to a monitor, which closes them; the sender is closed after it. */
    void describe(Config config, HealthMonitor.Builder monitor) {
        for (ChannelConfig channel : config.channels()) {
            monitor.channel(channel.name(), open(channel), channel.options());
        }
        monitor.routes(config.routes());
    }

    /** One of them. Sends nothing. */
    Notifier open(ChannelConfig channel) {
        return channel.opener().open(sender, clock);
    }

    @Override
    public void close() {
        sender.close();
    }
}
