package io.healthmon.notify.channel;

import io.healthmon.check.http.HttpSender;
import io.healthmon.notify.Notifier;
import io.healthmon.outbound.Dials;
import io.healthmon.time.MonitorClock;

/** The settings of a channel that is reached over HTTP. */
public interface HttpChannel extends Dials {

    /**
     * Opens it. Sends nothing.
     *
     * @param sender sends for it; stays open when the notifier is closed
     * @param clock for deadlines, signatures and {@code Retry-After}
     */
    Notifier open(HttpSender sender, MonitorClock clock);
}
