package io.healthmon.javalin.wire;

import java.time.Instant;
import java.util.Map;

/** {@code GET /health} and {@code GET /api/health}. */
public final class HealthBody {

    private HealthBody() {}

    /** That the process serves. */
    public record Simple(String status, String service, Instant timestamp) {}

    /**
     * How the monitor's own surroundings are.
     *
     * @param status the worst that matters
     * @param service the host's name
     * @param uptime whole seconds
     * @param checks component to word
     * @param timestamp now
     */
    public record Comprehensive(
            String status, String service, long uptime, Map<String, String> checks, Instant timestamp) {}
}
