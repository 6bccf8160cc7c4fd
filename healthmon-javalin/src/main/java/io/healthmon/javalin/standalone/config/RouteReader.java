package io.healthmon.javalin.standalone.config;

import io.healthmon.alert.ServiceMatcher;
import io.healthmon.alert.Severity;
import io.healthmon.notify.Route;
import io.healthmon.notify.RouteTimes;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads one of {@code routes}. */
final class RouteReader {

    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

    private RouteReader() {}

    /** {@code channels} are the names of those there are; {@code allRead} is false if some could not be read. */
    static Route read(Source source, Section section, List<String> channels, boolean allRead, List<String> services) {
        ServiceMatcher matcher = MatcherReader.read(source, section, services);
        return new Route(
                channels(section, channels, allRead),
                severities(section),
                matcher,
                times(section),
                section.flag("changes", true),
                section.flag("acknowledgements", true));
    }

    private static List<String> channels(Section section, List<String> channels, boolean allRead) {
        List<String> named = section.list("to");
        if (named.isEmpty()) {
            throw section.error("to", "is missing; name one of channels");
        }
        for (String name : named) {
            if (allRead && !channels.contains(name)) {
                throw section.error(
                        "to",
                        "there is no channel '" + Source.shown(name) + "'"
                                + Suggestion.nearest(name, channels)
                                        .map(meant -> ", did you mean '" + meant + "'?")
                                        .orElse(
                                                channels.isEmpty()
                                                        ? "; there are no channels"
                                                        : "; there are " + String.join(", ", channels)));
            }
        }
        return named;
    }

    private static Set<Severity> severities(Section section) {
        Set<Severity> severities = EnumSet.noneOf(Severity.class);
        for (String word : section.list("severity")) {
            severities.add(List.of(Severity.values()).stream()
                    .filter(severity -> severity.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> section.error(
                            "severity",
                            "'" + Source.shown(word) + "' is not a severity; allowed are critical, warning")));
        }
        return severities;
    }

    private static Optional<RouteTimes> times(Section section) {
        if (!section.has("time")) {
            section.known().add("time");
            return Optional.empty();
        }
        Section time = section.sectionOrEmpty("time");
        LocalTime from = clock(time, "from");
        LocalTime to = clock(time, "to");
        return Optional.of(new RouteTimes(days(time), from, to, zone(time)));
    }

    private static Set<DayOfWeek> days(Section time) {
        List<String> words = time.list("days");
        if (words.isEmpty()) {
            time.override("days", DAYS);
            return EnumSet.allOf(DayOfWeek.class);
        }
        List<DayOfWeek> days = new ArrayList<>();
        for (String word : words) {
            int index = DAYS.indexOf(word.toLowerCase(Locale.ROOT));
            if (index < 0) {
                throw time.error(
                        "days", "'" + Source.shown(word) + "' is not a day; allowed are " + String.join(", ", DAYS));
            }
            days.add(DayOfWeek.of(index + 1));
        }
        return EnumSet.copyOf(days);
    }

    /** Absent, and 24:00, are midnight. */
    private static LocalTime clock(Section time, String key) {
        String text = time.text(key, "00:00");
        try {
            if (text.matches("[0-9]{2}:[0-9]{2}")) {
                return text.equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(text);
            }
        } catch (DateTimeParseException e) {
            throw notAClock(time, key, text);
        }
        throw notAClock(time, key, text);
    }

    private static io.healthmon.check.OptionException notAClock(Section time, String key, String text) {
        return time.error(
                key, "'" + Source.shown(text) + "' is not a time of day; allowed are for example 08:00 and 23:30");
    }

    /** The zone that a section names; without one the machine's. */
    static ZoneId zone(Section section) {
        String id = section.text("zone", ZoneId.systemDefault().getId());
        try {
            return ZoneId.of(id);
        } catch (DateTimeException e) {
            throw section.error(
                    "zone", "unknown time zone '" + Source.shown(id) + "'; allowed are for example Europe/Berlin, UTC");
        }
    }
}
