package io.healthmon.notify;

import io.healthmon.alert.AlertKey;
import java.time.Instant;
import java.util.Optional;

/**
 * What became of an alert's trigger on one channel, where what follows on it depends on that.
 *
 * @param channel the channel
 * @param alert the alert
 * @param digest the digest that told of it; empty if the trigger never arrived
 * @param gaveUpAt when it was given up; empty if it was not
 */
public record TriggerFate(String channel, AlertKey alert, Optional<String> digest, Optional<Instant> gaveUpAt) {

    /** That of one that was not given up. */
    public TriggerFate(String channel, AlertKey alert, Optional<String> digest) {
        this(channel, alert, digest, Optional.empty());
    }
}
