package io.healthmon.examples.benchmarks.rig;

import java.time.Duration;
import java.util.Optional;

/**
 * Who is told of alerts.
 *
 * @param hook the web hook's address; empty if nobody is told
 * @param digestInterval how long is collected when much happens
 * @param critical how many of the services, the first ones, are critical
 */
public record Alerting(Optional<String> hook, Duration digestInterval, int critical) {

    /** Nobody is told. */
    public static final Alerting NONE = new Alerting(Optional.empty(), Duration.ofSeconds(30), 0);

    /** The part of the configuration that says so. */
    String yaml() {
        return hook.map(url -> """
                channels:
                  hook: { type: webhook, url: "%s", digest-interval: %dms }
                """.formatted(url, digestInterval.toMillis())).orElse("");
    }
}
