package io.healthmon.javalin.standalone.config;

import io.healthmon.alert.MaintenanceWindow;
import io.healthmon.alert.MaintenanceWindow.When;
import io.healthmon.alert.ServiceMatcher;
import io.healthmon.javalin.cron.UnixCron;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.UUID;

/** Reads one of {@code maintenance}: either {@code cron} and {@code duration}, or {@code from} and {@code to}. */
final class MaintenanceReader {

    private static final String CRON = "cron";
    private static final String DURATION = "duration";
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(31);

    private final Source source;
    private final List<String> services;
    private final Instant now;

    MaintenanceReader(Source source, List<String> services, Instant now) {
        this.source = source;
        this.services = services;
        this.now = now;
    }

    /** The window, which differs from those before it in name. */
    MaintenanceWindow read(Section section, List<MaintenanceWindow> before) {
        String name = section.text("name")
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> section.error("name", "is missing; say what is done then"));
        if (name.length() > 100) {
            throw section.error("name", "is too long; allowed are 1 to 100 characters");
        }
        if (before.stream().anyMatch(other -> other.name().equals(name))) {
            throw section.error("name", "'" + Source.shown(name) + "' is given twice; each window needs its own");
        }
        ServiceMatcher matcher = MatcherReader.read(source, section, services);
        String reason = section.text("reason").orElse("");
        UUID id = UUID.nameUUIDFromBytes(("configuration:" + name).getBytes(StandardCharsets.UTF_8));
        When when = section.has(CRON) ? recurring(section) : once(section);
        MaintenanceWindow window = new MaintenanceWindow(id, name, matcher, "configuration", reason, now, when);
        if (window.isOver(now)) {
            source.warn(
                    section.placeOf("to"), section.pathOf("to"), "is over, so the window '" + name + "' does nothing");
        }
        return window;
    }

    private static When recurring(Section section) {
        String cron = section.text(CRON).orElseThrow();
        ZoneId zone = RouteReader.zone(section);
        for (String key : List.of("from", "to")) {
            if (section.has(key)) {
                throw section.error(key, "does not go with cron; give cron and duration, or from and to");
            }
        }
        if (!section.has(DURATION)) {
            throw section.error(DURATION, "is missing; beside cron it says how long the window is, for example 1h");
        }
        Duration duration = section.duration(DURATION, LONGEST);
        if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0 || duration.toMillisPart() != 0) {
            throw section.error(
                    DURATION,
                    Quantities.format(duration)
                            + " is out of range; allowed are durations of whole seconds from 1s to 31d");
        }
        try {
            UnixCron.READER.occurrences(cron, zone.getId());
        } catch (IllegalArgumentException e) {
            throw section.error(CRON, Source.shown(String.valueOf(e.getMessage())));
        }
        return new MaintenanceWindow.Recurring(cron, zone.getId(), duration);
    }

    private static When once(Section section) {
        if (section.has(DURATION)) {
            throw section.error(DURATION, "goes with cron; give cron and duration, or from and to");
        }
        Instant from = moment(section, "from");
        Instant to = moment(section, "to");
        if (!to.isAfter(from)) {
            throw section.error("to", to + " is not after from, " + from);
        }
        section.known().add(CRON);
        return new MaintenanceWindow.Once(from, to);
    }

    private static Instant moment(Section section, String key) {
        String text = section.text(key)
                .orElseThrow(() -> section.error(key, "is missing; give from and to, or cron and duration"));
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException withoutOffset) {
            return local(section, key, text);
        }
    }

    /** By the clocks of the window's zone. */
    private static Instant local(Section section, String key, String text) {
        ZoneId zone = RouteReader.zone(section);
        try {
            return LocalDateTime.parse(text.replace(' ', 'T')).atZone(zone).toInstant();
        } catch (DateTimeException e) {
            throw section.error(
                    key,
                    "'" + Source.shown(text)
                            + "' is not a time; allowed are for example 2026-12-01T22:00 (in zone) and 2026-12-01T21:00:00Z");
        }
    }
}
