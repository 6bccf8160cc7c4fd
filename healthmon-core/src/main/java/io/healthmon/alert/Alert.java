package io.healthmon.alert;

import io.healthmon.check.Text;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A service's trouble, from the check that opened it to the one that resolved it. Named by (service, moment of triggering),
 * which no database gives.
 *
 * @param service the service's name
 * @param severity by the service's criticality
 * @param message names the current status and cause; at most 500 characters
 * @param triggeredAt the timestamp of the check that opened it, to the microsecond
 * @param resolvedAt when it was resolved, to the microsecond; empty while it is active
 */
public record Alert(
        String service, Severity severity, String message, Instant triggeredAt, Optional<Instant> resolvedAt) {

    public Alert {
        message = Text.message(message);
        // What PostgreSQL keeps: half of the alert's name must read back as it was written.
        triggeredAt = triggeredAt.truncatedTo(ChronoUnit.MICROS);
        resolvedAt = resolvedAt.map(at -> at.truncatedTo(ChronoUnit.MICROS));
    }

    /** True until it is resolved. */
    public boolean active() {
        return resolvedAt.isEmpty();
    }

    /** This with another severity or message. */
    public Alert changed(Severity newSeverity, String newMessage) {
        return new Alert(service, newSeverity, newMessage, triggeredAt, resolvedAt);
    }

    /** This, resolved. */
    public Alert resolved(Instant at) {
        return new Alert(service, severity, message, triggeredAt, Optional.of(at));
    }
}
