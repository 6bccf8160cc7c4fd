package io.healthmon.javalin.wire;

import io.healthmon.javalin.page.PublicDay;
import io.healthmon.javalin.page.PublicIncident;
import io.healthmon.javalin.page.PublicService;
import io.healthmon.javalin.page.PublicStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code GET /status.json}: the public status page for programs. */
public record PublicStatusBody(
        String title,
        String status,
        String sentence,
        List<Service> services,
        List<Incident> incidents,
        Instant timestamp) {

    /** A chosen service; {@code uptime_percentage} is of all days, null if there were no checks. */
    public record Service(
            String name, String status, @Nullable Double uptimePercentage, List<Day> days) {}

    /** A UTC day; null if nobody looked. */
    public record Day(
            String date, @Nullable String status, @Nullable Double uptimePercentage) {}

    /** A time of trouble; {@code ended_at} is null while it lasts. */
    public record Incident(
            String name,
            String sentence,
            Instant beganAt,
            @Nullable Instant endedAt,
            @Nullable String note) {}

    /** The body. */
    public static PublicStatusBody of(PublicStatus page) {
        return new PublicStatusBody(
                page.title(),
                page.status().word(),
                page.sentence(),
                page.services().stream().map(PublicStatusBody::service).toList(),
                page.incidents().stream().map(PublicStatusBody::incident).toList(),
                page.asOf());
    }

    private static Service service(PublicService service) {
        return new Service(
                service.name(),
                service.status().word(),
                service.uptime().isPresent() ? (Double) service.uptime().getAsDouble() : null,
                service.days().stream().map(PublicStatusBody::day).toList());
    }

    private static Day day(PublicDay day) {
        return new Day(
                day.day().toString(),
                day.status().isPresent() ? day.status().get().word() : null,
                day.status().isPresent()
                        ? (Double) day.counts().uptimePercentage().getAsDouble()
                        : null);
    }

    private static Incident incident(PublicIncident incident) {
        return new Incident(
                incident.name(),
                incident.sentence(),
                incident.began(),
                incident.ended().isPresent() ? incident.ended().get() : null,
                incident.note().isPresent() ? incident.note().get() : null);
    }
}
