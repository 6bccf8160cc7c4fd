package io.healthmon.examples.homelab;

import io.healthmon.expose.ComponentHealth;
import io.healthmon.expose.ComponentProbe;
import io.healthmon.expose.HealthEndpoint;
import io.healthmon.expose.HealthEndpointBuilder;
import java.time.Duration;

/** A bot whose health is published by {@code io.healthmon.expose}, as an application of one's own would. */
abstract class Bot extends HttpService {

    private final HealthEndpoint endpoint;

    Bot(String name, Gate gate) {
        super(name, HealthEndpoint.HEALTH, gate);
        // No cache: a switch shows at once.
        endpoint = describe(HealthEndpoint.builder(name).version("1.0.0").cacheTime(Duration.ZERO))
                .build();
    }

    /** Adds the bot's components. */
    abstract HealthEndpointBuilder describe(HealthEndpointBuilder builder);

    /** A component that shows {@code well}, except {@code broken} in one mode. */
    final ComponentProbe breaksWhen(Mode mode, String well, String broken) {
        return () -> gate().mode() == mode ? ComponentHealth.unhealthy(broken) : ComponentHealth.healthy(well);
    }

    @Override
    final Answer answer(String path) {
        return endpoint.respond(path)
                .map(health -> new Answer(health.code(), health.contentType(), health.body()))
                .orElse(Answer.NOT_FOUND);
    }

    @Override
    public final void close() {
        endpoint.close();
    }
}
