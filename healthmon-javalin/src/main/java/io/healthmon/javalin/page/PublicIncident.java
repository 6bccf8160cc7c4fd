package io.healthmon.javalin.page;

import io.healthmon.HealthStatus;
import io.healthmon.javalin.StatusPage;
import java.time.Instant;
import java.util.Optional;

/**
 * A time of trouble of a chosen service. What the monitor itself says of it is not shown.
 *
 * @param name the service's chosen name
 * @param restricted true if it went on working, with restrictions
 * @param began when
 * @param ended when it was over; empty while it is not
 * @param note what people said of it; empty if nobody did, or it is not to be shown
 * @param noted when they did
 */
public record PublicIncident(
        String name,
        boolean restricted,
        Instant began,
        Optional<Instant> ended,
        Optional<String> note,
        Optional<Instant> noted) {

    /** What it is, in a few words. */
    public String sentence() {
        return name + ": " + PublicService.words(restricted ? HealthStatus.DEGRADED : HealthStatus.UNHEALTHY);
    }

    /** Names it for ever. */
    public String id() {
        return "urn:healthmon:incident:" + StatusPage.address(name) + ":" + began.toEpochMilli();
    }

    /** When something was last said of it. */
    public Instant updated() {
        Instant latest = ended.orElse(began);
        return noted.filter(latest::isBefore).orElse(latest);
    }
}
