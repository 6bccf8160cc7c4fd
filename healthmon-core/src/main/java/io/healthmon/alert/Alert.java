package io.healthmon.alert;

import io.healthmon.check.Text;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A service's trouble, from the check that opened it to the one that resolved it. Named by (service, moment of triggering),
 * which no database gives.
 *
 * @param service the service's name
 * @param severity by the service's criticality
 * @param message names the current status and cause; at most 500 characters
 * @param triggeredAt the timestamp of the check that opened it, to the microsecond
 * @param resolvedAt when it was resolved, to the microsecond; empty while it is active
 * @param flapping true while it is held open because the service flaps
 * @param acknowledgement who sees to it; empty if nobody said so
 * @param channels the channels that it was given to, in order of their names: its resolve goes to the same
 */
public record Alert(
        String service,
        Severity severity,
        String message,
        Instant triggeredAt,
        Optional<Instant> resolvedAt,
        boolean flapping,
        Optional<Acknowledgement> acknowledgement,
        SortedSet<String> channels) {

    public Alert {
        message = Text.message(message);
        // What PostgreSQL keeps: half of the alert's name must read back as it was written.
        triggeredAt = triggeredAt.truncatedTo(ChronoUnit.MICROS);
        resolvedAt = resolvedAt.map(at -> at.truncatedTo(ChronoUnit.MICROS));
        channels = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(channels));
    }

    /** One that nobody has heard of yet. */
    public Alert(String service, Severity severity, String message, Instant triggeredAt, Optional<Instant> resolvedAt) {
        this(service, severity, message, triggeredAt, resolvedAt, false, Optional.empty(), new TreeSet<>());
    }

    /** True until it is resolved. */
    public boolean active() {
        return resolvedAt.isEmpty();
    }

    /** This with another severity or message. */
    public Alert changed(Severity newSeverity, String newMessage) {
        return new Alert(
                service, newSeverity, newMessage, triggeredAt, resolvedAt, flapping, acknowledgement, channels);
    }

    /** This, held open because its service flaps, or no more. */
    public Alert flapping(boolean value) {
        return new Alert(service, severity, message, triggeredAt, resolvedAt, value, acknowledgement, channels);
    }

    /** This, acknowledged. */
    public Alert acknowledged(Acknowledgement by) {
        return new Alert(service, severity, message, triggeredAt, resolvedAt, flapping, Optional.of(by), channels);
    }

    /** This, given to these channels too. */
    public Alert toldTo(Collection<String> more) {
        SortedSet<String> all = new TreeSet<>(channels);
        all.addAll(more);
        return new Alert(service, severity, message, triggeredAt, resolvedAt, flapping, acknowledgement, all);
    }

    /** This, resolved. */
    public Alert resolved(Instant at) {
        return new Alert(service, severity, message, triggeredAt, Optional.of(at), false, acknowledgement, channels);
    }
}
