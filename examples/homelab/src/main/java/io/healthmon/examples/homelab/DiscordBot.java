package io.healthmon.examples.homelab;

import io.healthmon.expose.ComponentHealth;
import io.healthmon.expose.HealthEndpointBuilder;

/** The homelab's discord-bot. Degraded, its clean-up job has stopped; unhealthy, it has lost its database. */
final class DiscordBot extends Bot {

    DiscordBot(Gate gate) {
        super("discord-bot", gate);
    }

    @Override
    HealthEndpointBuilder describe(HealthEndpointBuilder builder) {
        return builder.criticalComponent("database", breaksWhen(Mode.UNHEALTHY, "healthy", "unhealthy"))
                .criticalComponent("discord_client", () -> ComponentHealth.healthy("connected"))
                .component("ticket_channel_manager", () -> ComponentHealth.healthy("initialized"))
                .component("cleanup_job", breaksWhen(Mode.DEGRADED, "running", "stopped"));
    }
}
