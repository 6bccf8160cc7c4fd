package io.healthmon.notify;

import io.healthmon.alert.AlertKey;
import java.util.Optional;

/**
 * What became of an alert's trigger on one channel, where what follows on it depends on that.
 *
 * @param channel the channel
 * @param alert the alert
 * @param digest the digest that told of it; empty if the trigger never arrived
 */
public record TriggerFate(String channel, AlertKey alert, Optional<String> digest) {}
