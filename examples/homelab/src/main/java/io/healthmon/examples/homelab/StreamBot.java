package io.healthmon.examples.homelab;

import io.healthmon.expose.ComponentHealth;
import io.healthmon.expose.HealthEndpointBuilder;
import java.util.Map;

/** The homelab's stream-bot. Degraded, its token refresh has stopped; unhealthy, it has lost its database. */
final class StreamBot extends Bot {

    private static final long MEGABYTE = 1024 * 1024;

    StreamBot(Gate gate) {
        super("stream-bot", gate);
    }

    @Override
    HealthEndpointBuilder describe(HealthEndpointBuilder builder) {
        return builder.criticalComponent("database", breaksWhen(Mode.UNHEALTHY, "healthy", "unhealthy"))
                .component("oauth_storage", ComponentHealth::healthy)
                .component("token_refresh_service", breaksWhen(Mode.DEGRADED, "running", "stopped"))
                .criticalComponent("bot_manager", () -> ComponentHealth.healthy("running"))
                .healthyWord("online")
                .details("bot", () -> Map.of("status", "active", "instances", 2))
                .details(
                        "platforms",
                        () -> Map.of(
                                "twitch", platform("connected", 2, 2),
                                "youtube", platform("connected", 1, 1),
                                "kick", platform("disconnected", 0, 1)))
                .details("users", () -> Map.of("total", 12, "active", 3))
                .details("websocket", () -> Map.of("status", "active", "clients", 4))
                .details("memory", StreamBot::memory);
    }

    private static Map<String, Object> platform(String status, int connections, int total) {
        return Map.of("status", status, "connections", connections, "total", total);
    }

    private static Map<String, Long> memory() {
        Runtime runtime = Runtime.getRuntime();
        return Map.of(
                "used",
                (runtime.totalMemory() - runtime.freeMemory()) / MEGABYTE,
                "total",
                runtime.totalMemory() / MEGABYTE);
    }
}
